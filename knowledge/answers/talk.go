package answers

import (
	"slices"
	"strings"
)

// What nobody put to the bot is taken up only if it is plainly about this trace: it
// asks something or names a symptom, and all of it can be understood. People in a
// support thread also talk about lunch, tickets and each other.

// isTalk tells ordinary talk between people: words of courtesy, plans and reports
// of the writer, words to another person or of office life, and remarks in which
// nothing of the field stands.
func (s *scene) isTalk() bool {
	if s.q.plan() || s.q.toSomebody() || s.q.reports() || s.ofTheOffice() && !s.pointed() {
		return true
	}
	if s.q.has("price") && !s.q.has("call") {
		return true // what things cost is talked about without a trace too
	}
	return !s.asks() && !s.symptom()
}

// takesUp tells whether a question or remark that nobody put to the bot is clear
// enough to be answered: it scores well, and no word of it is strange to what the
// intent speaks of.
func (s *scene) takesUp(m match) bool {
	if m.score < takenUp {
		return false
	}
	anchored := s.anchored()
	for i := range s.q.features {
		f := &s.q.features[i]
		switch {
		case f.everyday && (!anchored || !m.speaksOf(f)):
			return false
		case !f.known && !m.speaksOf(f) && !anchored:
			return false
		}
	}
	return anchored || !s.q.has("future")
}

// fieldTerms are terms of the lexicon that are of telephony alone, so that a text
// which uses one is about the trace.
var fieldTerms = []string{
	"sbc", "ringback", "earlymedia", "sessiontimer", "prack", "ack", "callerid", "mismatch", "login", "realm", "password",
	"challenge", "credit", "suspended", "nat", "alg", "firewall", "port", "transport", "encryption", "codec", "dtmf", "fax",
	"sdp", "via", "rtp", "ptime", "video", "emergency", "retransmit", "fork", "provider", "pbx", "callee", "ip", "private",
	"registration", "expire", "route", "loop", "fragment", "droppoint", "mediaaddress", "transfer", "whitelist", "account",
	"hangup", "ring", "device", "setup", "busy", "spam", "audio", "silence", "called",
}

// anchored tells whether the text names something of this trace or of the field.
func (s *scene) anchored() bool { return s.ofField() || s.pointed() }

// ofField tells whether the text uses a word of telephony.
func (s *scene) ofField() bool { return s.q.has(fieldTerms...) }

// pointed tells whether the text names a code, message, header or number. A method
// alone does not: most are words of their own.
func (s *scene) pointed() bool {
	q := s.q
	return len(q.codes)+len(q.headers)+len(q.messages)+len(q.causes)+len(q.users) > 0
}

// symptom tells a remark that says what the trouble is.
func (s *scene) symptom() bool {
	return (s.anchored() || s.q.has("call", "drop", "fail")) &&
		s.q.has("fail", "problem", "drop", "silence", "hear", "reject", "blocked", "slow", "likely", "suspended", "still") || s.q.has("before", "still") && s.q.has("success", "fail", "problem", "setting", "fix")
}

// asks tells whether the text is a question or an order: by its mark, its first
// words, or because it is nothing but the name of what is wanted ("fix", "udp or
// tcp").
func (s *scene) asks() bool {
	q := s.q
	if q.marked || q.begins(openers...) || q.begins(leads...) && len(q.tokens) > 1 && slices.Contains(openers, q.tokens[1].text) {
		return true
	}
	return s.ofField() && (len(q.features) <= 3 && !q.has("price", "success") || q.has("what", "how", "who", "which", "where", "why"))
}

// openers begin questions and orders; leads stand before them.
var (
	openers = []string{
		"from", "to", "at", "for", "maybe", "print", "ladder", "our",
		"who", "whose", "whos", "what", "whats", "which", "why", "how", "when", "where", "is", "was", "were", "are", "did", "does", "do",
		"can", "could", "should", "would", "will", "has", "have", "any", "show", "explain", "compare", "list", "draw", "give", "tell",
	}
	leads = []string{"so", "and", "but", "ok", "okay", "then", "well", "hmm", "hm", "also", "or", "wait", "yes", "no"}
)

// plan tells what the writer is going to do, or wishes others.
func (q *Question) plan() bool {
	if q.marked || len(q.tokens) == 0 {
		return false
	}
	if q.begins("what") && len(q.tokens) > 1 && q.tokens[1].text == "a" {
		return true
	}
	first := q.tokens[0].text
	if first == "i" || first == "we" || first == "let" || first == "will" && !q.will() || first == "have" && len(q.tokens) > 1 && q.tokens[1].text == "a" {
		return !q.has("not", "no", "hear", "silence", "why", "what", "how")
	}
	return false
}

// toSomebody tells words to another person: "when are you back?". What one asks
// the bot with "you" is how sure it is, and to show something.
func (q *Question) toSomebody() bool {
	if q.has("sure", "evidence", "show", "tell", "settle", "capture", "hear", "need") {
		return false
	}
	mine := q.word("me", "yourself")
	return mine || q.word("you", "your", "everybody") && !q.word("can", "could")
}

// ofTheOffice tells a text with a word of office life, which is about work and not
// about a trace.
func (s *scene) ofTheOffice() bool {
	for i := range s.q.tokens {
		if s.catalogue.lexicon.office[s.q.tokens[i].stem] {
			return true
		}
	}
	return false
}

// reports tells a remark about what somebody did: "renewed the domain".
func (q *Question) reports() bool {
	if q.marked || len(q.tokens) < 2 || q.has("who", "what", "where", "when", "why", "how") {
		return false
	}
	first := q.tokens[0].raw
	return len(first) > 4 && strings.HasSuffix(first, "ed")
}

// will tells a question that begins with "will" from a promise: somebody or
// something stands behind it.
func (q *Question) will() bool {
	return len(q.tokens) > 1 && slices.Contains([]string{"it", "they", "he", "she", "this", "that", "the"}, q.tokens[1].text)
}
