package answers

import "slices"

// What stands at the end of a statement makes it a question: "it is the password,
// right", "it is not the password, is it".

// untag takes off what only asks for a yes or a no at the end: "… or not", "…
// right", "… is it".
func (q *Question) untag() {
	n := len(q.tokens)
	switch {
	case n > 2 && q.tokens[n-2].text == "or" && slices.Contains([]string{"not", "no", "what"}, q.tokens[n-1].text):
		q.tokens = q.tokens[:n-2]
	case n > 3 && q.tokens[n-2].text == "i" && slices.Contains([]string{"guess", "suppose", "think"}, q.tokens[n-1].text):
		q.tokens = q.tokens[:n-2]
		return
	case q.turned() > 0:
		q.tokens = q.tokens[:n-q.turned()]
	case n > 2 && q.marked && slices.Contains([]string{"right", "yes", "no", "correct", "yeah", "huh", "eh"}, q.tokens[n-1].text) && q.tokens[n-2].text != "the":
		q.tokens = q.tokens[:n-1]
	case n > 4 && q.tokens[n-1].raw == "right" && !beforeRight[q.tokens[n-2].text] && !q.asksFirst():
		q.tokens = q.tokens[:n-1]
	case q.concludes():
	case n > 3 && (q.tokens[n-1].raw == "then" || q.marked && q.tokens[n-1].raw == "right"):
		q.clause = true
		return
	default:
		return
	}
	q.marked = true
}

// concludes tells a conclusion that is put to be confirmed: "so nothing to do with NAT",
// "so it's the password".
func (q *Question) concludes() bool {
	n := len(q.tokens)
	if n < 3 || n > 8 || q.tokens[0].text != "so" || q.word("i", "we", "they", "he", "she", "you") {
		return false
	}
	switch second := q.tokens[1].text; {
	case second == "nothing", second == "not", second == "no":
		return true
	case it[second]:
		return be[q.tokens[2].text]
	}
	return false
}

// beforeRight are words after which "right" says something of its own.
var beforeRight = set("is", "are", "was", "were", "be", "not", "all", "always", "the", "you", "him", "that", "turn", "quite")

// turned is the number of words of a statement's end turned into a question, "is it",
// "did they not"; 0 where there is none. A question that ends so is no statement.
func (q *Question) turned() int {
	n := len(q.tokens)
	if n < 5 || q.asksFirst() {
		return 0
	}
	tag := 2
	if q.tokens[n-2].text == "not" {
		tag = 3
	}
	verb, subject, before := q.tokens[n-tag].text, q.tokens[n-1].text, q.tokens[n-tag-1].text
	switch {
	case !inverted[verb], !tagged[subject], slices.Contains(interrogatives, before), it[before]:
		return 0
	case be[verb] && !slices.ContainsFunc(q.tokens[:n-tag], func(t token) bool { return be[t.text] || t.text == "are" }):
		return 0 // "the codec was it"
	case before == "or":
		return tag + 1
	case connects[before]:
		return 0
	}
	return tag
}

var (
	tagged   = set("it", "they", "he", "she", "we", "that", "this", "there")
	connects = set("and", "or", "but", "so", "how", "if", "when", "because")
)

// denies tells a question whether something is not so: "so it is not the provider?".
// What is not is a cause or a side; "it is not working?" denies nothing.
func (q *Question) denies() bool {
	if !q.marked && !q.clause || q.asksFirst() {
		return false
	}
	for i := range q.tokens {
		if q.tokens[i].text != "not" && q.tokens[i].text != "no" {
			continue
		}
		next := i + 1
		for next < len(q.tokens) && slices.Contains([]string{"the", "a", "an", "about", "because", "of", "any"}, q.tokens[next].text) {
			next++
		}
		for j := range q.features {
			f := &q.features[j]
			if f.at == next && (classOf(f) == ofSide || isCause(f.names[0]) || deniable[f.names[0]]) {
				return true
			}
		}
	}
	return false
}

// deniable are terms beside those of causes.
var deniable = set("fault", "firewall", "alg", "problem", "device", "phone")

// verdict is what an answer says to a question of yes or no.
type verdict int

const (
	unsaid verdict = iota
	affirmed
	denied
)

// lead is how an answer begins to somebody who asked whether it is not so.
func (v verdict) lead() string {
	switch v {
	case affirmed:
		return "On the contrary: "
	case denied:
		return "Right: "
	}
	return ""
}

// judged adds to an intent's answers what they say to a question of yes or no, by
// their wording.
func judged(facts func(*scene) *reply) func(*scene) *reply {
	return func(s *scene) *reply {
		r := facts(s)
		if r == nil {
			return nil
		}
		switch r.key {
		case "yes-certain", "yes-likely", "wrong", "payment", "asked-again":
			r.verdict = affirmed
		case "excluded", "answered", "rang", "logged-in", "agreed", "reached", "no-sign", "accepted", "verified", "other-cause", "not-asked", "register", "registered", "cancelled", "other-code":
			r.verdict = denied
		}
		return r
	}
}
