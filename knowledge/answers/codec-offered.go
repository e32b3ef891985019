package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// codecOffered answers which codecs each side names: what was offered, what was
// answered or, where it was refused, what the refusal says that it takes.
func codecOffered(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return len(withSDP(d)) > 0 })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("none", nil).of(s.dialog, nil)
	}
	m := withSDP(d)[0]
	f := rules.Fields{"m": rules.Number(m), "offered": codecList(m), "who": sideName(d.SideOf(m)), "named": ""}
	if x := d.Agreed(); x != nil && x.Answer != nil {
		f["n"], f["answered"] = rules.Number(x.Answer), codecList(x.Answer)
		f["m"], f["offered"], f["who"] = rules.Number(x.Offer), codecList(x.Offer), sideName(x.Side)
		f["named"] = s.q.codecIn(f["offered"], f["answered"], "the answer names it too", "the answer leaves it out")
		return say("both", f).of(d, x.Answer)
	}
	refusal := d.Refusal()
	if refusal == nil {
		f["named"] = s.q.codecIn(f["offered"], "", "", "no answer to it is here")
		return say("offer", f).of(d, m)
	}
	f["n"], f["code"], f["wish"] = rules.Number(refusal), itoa(refusal.Code), wishes(refusal)
	// What the refusal takes may stand in an SDP of its own (RFC 3261 21.4.26).
	if refusal.SDP() != nil {
		f["wish"] = codecList(refusal)
	}
	f["named"] = s.q.codecIn(f["offered"], strings.NewReplacer(":", ",", " or ", ", ", " and ", ", ", " ", ", ").Replace(f["wish"]), "the other side asks for it", "the other side refuses the call all the same")
	asksOther := s.q.has("them", "need", "provider", "callee") || s.q.word("accept", "take", "accepts")
	switch {
	case f["wish"] != "" && asksOther:
		return say("wish", f).of(d, refusal)
	case f["wish"] != "":
		return say("refused", f).of(d, refusal)
	}
	return say("refused-silent", f).of(d, refusal)
}

// codecIn says of the codec that a question names whether it is offered, and what the
// other side says to it; empty where the question names none.
func (q *Question) codecIn(offered, answered, taken, left string) string {
	label, names := q.namedCodec()
	if label == "" {
		return ""
	}
	in, out := inList(offered, names), inList(answered, names)
	switch {
	case in && out:
		return label + " is in the offer, and " + taken + "."
	case in:
		return label + " is in the offer, and " + left + "."
	case out:
		return label + " is not in the offer, but " + taken + "."
	}
	return label + " is not in the offer."
}
