package answers

import (
	"slices"

	"github.com/sipwhy/sipwhy/parser"
)

// "Is it the password", "so it's not the carrier then?", "could that be because of
// NAT": a question whether something named is the cause. The same words are in "what
// is the password" and "which carrier is it", so the form decides.

const (
	// suspectedCause and suspectedSide are the marks of what is suspected.
	suspectedCause = "@suspect"
	suspectedSide  = "@suspected-side"
)

// suspects marks the causes and sides that the question suspects.
func (q *Question) suspects() {
	at := q.supposed()
	if at == 0 {
		return
	}
	var found []*feature
	for i := range q.features {
		f := &q.features[i]
		switch {
		case f.at >= at && (classOf(f) == ofSide || isCause(f.names[0])) && !f.isValue():
			found = append(found, f)
		case f.neutral || besideSuspect[f.names[0]]:
		default:
			return
		}
	}
	for _, f := range found {
		if isCause(f.names[0]) {
			f.names = append(f.names, suspectedCause)
		} else {
			f.names = append(f.names, suspectedSide)
		}
	}
}

// isValue tells a name of one codec or product, and what says something of a cause and
// does not name it: "is it G.711" asks for the codec.
func (f *feature) isValue() bool {
	switch f.names[0] {
	case "codec":
		return !f.is("~codec")
	case "pbx":
		return !f.is("~pbx") && !f.is("~system") && !f.is("~switch")
	case "sbc":
		return f.is("~kamailio") || f.is("~opensip")
	case "ip":
		return f.is("~ipv6") || f.is("~ipv4")
	case "blocked", "exist", "called":
		return true
	}
	return false
}

// besideSuspect are terms that say no more than that a cause is asked for.
var besideSuspect = set("problem", "fault", "cause", "likely", "sure", "okay", "call", "still", "really", "~not", "~no")

// supposed is where it stands what the text supposes "it" to be, 0 where it supposes
// nothing.
func (q *Question) supposed() int {
	subject := func(i int) bool { return i < len(q.tokens) && it[q.tokens[i].text] }
	verb := func(i int) bool { return i < len(q.tokens) && be[q.tokens[i].text] }
	lead := q.lead()
	switch {
	case verb(lead) && subject(lead+1):
		return lead + 2
	case subject(lead) && verb(lead+1) && (q.marked || q.clause):
		return lead + 2
	case lead < len(q.tokens) && inverted[q.tokens[lead].text] && subject(lead+1) && verb(lead+2):
		return lead + 3
	case lead+1 < len(q.tokens) && q.tokens[lead].text == "not" && (q.marked || q.clause):
		return lead + 1
	}
	if i := q.indexOf("do", "with"); i > 0 && q.tokens[i-1].text == "to" && (q.marked || q.asksFirst()) {
		return i + 2
	}
	for _, way := range [][2]string{{"because", "of"}, {"due", "to"}, {"down", "to"}} {
		if i := q.indexOf(way[0], way[1]); i >= 0 && (q.marked || q.asksFirst()) {
			return i + 2
		}
	}
	return 0
}

var (
	it = set("it", "this", "that")
	be = set("is", "was", "be")
)

// indexOf is where two words stand behind each other, -1 where they do not.
func (q *Question) indexOf(first, second string) int {
	for i := range q.tokens[:max(0, len(q.tokens)-1)] {
		if q.tokens[i].text == first && q.tokens[i+1].text == second {
			return i
		}
	}
	return -1
}

// isCause tells the term of something that may be the cause.
func isCause(term string) bool {
	return term == "firewall" || term == "alg" || slices.ContainsFunc(topics(), func(t topic) bool { return contains(t.terms, term) })
}

// suspected are the features that carry a mark.
func (q *Question) suspected(mark string) (names []string) {
	for i := range q.features {
		if q.features[i].is(mark) {
			names = append(names, q.features[i].names[0])
		}
	}
	return names
}

// sideOf is the side of a call that a party stands for, NoSide where the trace does not
// tell: the side with the telephone system or phone is the customer's, what stands
// opposite is the provider's. Whose side "ours" is, nobody can know: both ask here.
func (s *scene) sideOf(term string) parser.Side {
	switch term {
	case "caller":
		return parser.Caller
	case "callee", "called":
		return parser.Callee
	}
	if s.dialog == nil {
		return parser.NoSide
	}
	own := s.ownSide()
	switch term {
	case "pbx", "customer", "phone", "device":
		return own
	case "provider", "sbc":
		return own.Other()
	}
	return parser.NoSide
}

// ownSide is the customer's side: the one on which a telephone system or phone is, where the other is none.
func (s *scene) ownSide() parser.Side {
	own := func(side parser.Side) bool {
		switch s.dialog.ProductAt(side).Role {
		case parser.RolePBX, parser.RolePhone, parser.RoleSoftphone:
			return true
		}
		return false
	}
	switch caller, callee := own(parser.Caller), own(parser.Callee); {
	case caller && !callee:
		return parser.Caller
	case callee && !caller:
		return parser.Callee
	}
	return parser.NoSide
}
