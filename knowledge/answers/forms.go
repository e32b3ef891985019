package answers

import (
	"slices"
	"strings"
)

// What a text is, a question, an order or a remark, follows from its form: its first
// words, its mark, or that it is nothing but the name of what is wanted.

// asks tells whether the text is a question or an order: by its mark, its first
// words, or because it is nothing but the name of what is wanted ("fix", "udp or
// tcp").
func (s *scene) asks() bool {
	q := s.q
	return s.asksOutright() || s.namesOne() || (s.ofField() || q.has("tell") && q.has("customer", "provider") || len(q.headers)+len(q.messages) > 0 || q.has("summary", "howmany", "talk")) && q.isName() && len(q.features) <= 4 && !q.has("price", "success")
}

// isName tells a text that may be nothing but the name of what is wanted: it is short
// and nobody does anything in it.
func (q *Question) isName() bool {
	if q.begins("he", "she", "they", "it", "we", "i", "you", "that", "this") || len(q.tokens) > 6 {
		return false
	}
	return len(q.tokens) <= 4 || !q.word("is", "are", "was", "were", "be", "have", "has", "i", "me", "we", "it", "they", "with", "again", "now")
}

// asksOutright tells a text that has the form of a question or an order.
func (s *scene) asksOutright() bool {
	q := s.q
	if q.marked || q.opens() || q.clause || q.endsAsking() || s.begs() {
		return true
	}
	anchored := s.anchored()
	return q.word("or") && (anchored || q.has("reject", "human", "timer", "fault")) || q.word(interrogatives...) && (anchored || q.has("fix", "fault", "fail", "problem", "reject", "drop", "evidence", "mean", "else", "settle", "alternatives"))
}

// begs tells the name of what is wanted with a please behind it: "internal and external
// IP of the phone please". An order to a person begins with what they are to do.
func (s *scene) begs() bool {
	q := s.q
	n := len(q.tokens)
	if n < 2 || q.tokens[n-1].text != "please" || len(q.features) == 0 || !s.ofField() {
		return false
	}
	for i := range q.features {
		if f := &q.features[i]; f.everyday || !f.known {
			return false
		}
	}
	return !strings.HasPrefix(q.features[0].names[0], "~") && !callsOn[q.tokens[q.lead()].text] && q.tokens[q.lead()].text != "call"
}

// opens tells a text that begins as a question or an order, whatever small words
// lead up to it.
func (q *Question) opens() bool {
	lead := q.lead()
	if lead+1 < len(q.tokens) && prepositions[q.tokens[lead].text] && slices.Contains(interrogatives, q.tokens[lead+1].text) {
		return true
	}
	return lead < len(q.tokens) && (slices.Contains(openers, q.tokens[lead].text) || (q.follows("need", "the") || q.follows("need", "a")) && q.tokens[lead].text == "need" || q.tokens[lead].text == "write" && (q.follows("write", "something") || q.follows("write", "a") || q.follows("write", "me")))
}

// prepositions stand before what is asked for: "on which port".
var prepositions = map[string]bool{"on": true, "in": true, "by": true, "with": true, "over": true, "via": true, "since": true, "until": true, "through": true, "after": true, "under": true, "about": true}

// namesOne tells the name of a property: "brand of the box that sent the bye".
func (s *scene) namesOne() bool {
	q, lead := s.q, s.q.lead()
	of := slices.IndexFunc(q.tokens, func(t token) bool { return t.text == "of" })
	return of > lead && of <= lead+3 && len(q.features) > 1 && !strings.HasPrefix(q.features[0].names[0], "~") && (s.ofField() || q.has("call"))
}

// endsAsking tells "the conversation lasted how long".
func (q *Question) endsAsking() bool {
	n := len(q.features)
	if n < 2 {
		return false
	}
	last := &q.features[n-1]
	return last.is("howlong") || last.is("howmany") || last.is("howbig") || last.is("howmuch")
}

// lead is the number of small words before the text begins to say something.
func (q *Question) lead() int {
	for i := range q.tokens {
		if !slices.Contains(leads, q.tokens[i].text) {
			return i
		}
	}
	return len(q.tokens)
}

var interrogatives = []string{"who", "whose", "what", "which", "why", "how", "where", "when", "whom"}

// openers begin questions and orders; leads stand before them.
var (
	openers = []string{
		"from", "to", "at", "for", "print", "ladder",
		"might", "may", "must", "shall", "had", "who", "whose", "whos", "what", "whats", "which", "why", "how", "when", "where", "is", "was", "were", "are", "did", "does", "do",
		"can", "could", "should", "would", "will", "has", "have", "any", "show", "explain", "define", "definition", "meaning", "describe", "difference", "prove", "am", "through", "compare", "list", "draw", "give", "tell", "dump", "display", "print", "draft", "count", "enumerate", "point", "name", "word", "phrase", "read",
	}
	leads = []string{"so", "and", "but", "ok", "okay", "then", "well", "hmm", "hm", "also", "or", "wait", "yes", "no", "please", "hi", "hello", "hey", "sorry", "now", "still", "then", "just"}
)

// ordersToShow tells an order that only the bot can be given: "list every contact you
// see", "dump the sdp for me".
func (q *Question) ordersToShow() bool {
	lead := q.lead()
	return lead < len(q.tokens) && shows[q.tokens[lead].text] && (q.has("sdp", "message", "contact", "codec", "flow", "header", "evidence", "call") || len(q.methods)+len(q.codes)+len(q.headers)+len(q.messages) > 0)
}

// shows begin an order to show something.
var shows = map[string]bool{"show": true, "list": true, "dump": true, "print": true, "display": true, "draw": true, "count": true, "enumerate": true, "quote": true}

// drafts tells an order for a text: "could you word an answer for the customer".
func (q *Question) drafts() bool {
	return q.has("customer", "provider", "human") && q.word("word", "draft", "phrase", "formulate", "compose")
}
