package answers

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// What nobody put to the bot is taken up only if it is plainly about this trace: it
// asks something or names a symptom, and all of it can be understood. People in a
// support thread also talk about lunch, tickets and each other.

// MayAsk tells, without a trace, whether a text that nobody put to the bot may be a
// question or remark about one.
func (c *Catalogue) MayAsk(text string) bool {
	if c.load() != nil {
		return false
	}
	s := c.scene(text, Context{Report: &rules.Report{Trace: &parser.Trace{}}})
	return len(s.q.tokens) > 0 && !s.isTalk()
}

// isTalk tells ordinary talk between people: words of courtesy, plans and reports
// of the writer, words to another person or of office life, and remarks in which
// nothing of the field stands.
func (s *scene) isTalk() bool {
	if s.betweenPeople() || s.q.plan() || s.q.toSomebody() || s.q.reports() || s.ofTheOffice() && !s.pointed() {
		return true
	}
	if s.q.word("lol", "haha", "rofl", "lmao", "always", "typical", "classic", "sounds", "looks", "bet", "later", "soon", "tonight") && !s.asksOutright() {
		return true
	}
	if !s.q.marked && s.q.begins("sounds", "looks", "feels", "seems") {
		return true // an impression, whatever clause stands behind it
	}
	if !s.pointed() && s.q.follows("call", "with") {
		return true // an appointment
	}
	if s.q.toAnyone() || s.q.aboutCustomer() || !s.asksOutright() && s.q.reportsDone() {
		return true
	}
	if s.q.has("ticket") && s.q.word("anyone", "anybody", "someone", "somebody") || s.q.forbids() || s.q.ofColleagues() {
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
	anchored, asks := s.anchored(), s.asksOutright()
	strange, offTopic := 0, false
	for i := range s.q.features {
		f := &s.q.features[i]
		if (f.everyday || !f.known) && !((anchored || !f.everyday) && m.speaksOf(f)) {
			strange++
			offTopic = offTopic || f.everyday
		}
	}
	switch {
	case !anchored && asks && strange == 1 && !offTopic && m.id != "future":
		return m.score >= well
	case !anchored:
		return strange == 0 && (m.score >= takenUp || asks && m.score >= heardAside) && !(m.id == "future" && s.q.has("future"))
	case asks && strange == 0:
		return m.score >= heard
	case asks && strange == 1 && !offTopic:
		return m.score >= heardAside || s.pointed() && m.score >= heard
	case asks && strange == 2 && !offTopic:
		return m.score >= heardAside
	case asks && strange == 1 && s.pointed():
		return m.score >= heardAside
	case asks && strange == 1:
		return m.score >= takenUp
	}
	// A statement says more than the name of what is wanted.
	return strange == 0 && (m.score >= takenUp && len(s.q.tokens) <= 4 || m.score >= plainly)
}

// fieldTerms are terms of the lexicon that are of telephony alone, so that a text
// which uses one is about the trace.
var fieldTerms = []string{
	"sbc", "ringback", "earlymedia", "sessiontimer", "prack", "ack", "callerid", "mismatch", "login", "realm", "password",
	"challenge", "credit", "suspended", "nat", "alg", "firewall", "port", "transport", "encryption", "codec", "dtmf", "fax",
	"sdp", "via", "rtp", "ptime", "video", "emergency", "retransmit", "fork", "provider", "pbx", "callee", "ip", "private",
	"registration", "expire", "loop", "fragment", "droppoint", "mediaaddress", "transfer", "whitelist", "account",
	"hangup", "ring", "duration", "caller", "flow", "device", "setup", "busy", "spam", "audio", "silence", "called", "hold", "complain", "exist", "header", "intrude", "cancel", "public", "international", "earlymedia",
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

// ofColleagues tells what people ask of one another: who did or will do something, and
// whom they know somewhere.
func (q *Question) ofColleagues() bool {
	if q.follows("contact", "at") || q.follows("contact", "person") {
		return true
	}
	return q.has("who") && (q.follows("going", "to") || q.has("before") && q.has("fix"))
}

// anybodies are whom a question to all readers of a thread is put to.
var anybodies = []string{"anyone", "anybody", "someone", "somebody", "everyone", "everybody"}

// toAnyone tells a question to all readers: "can someone grab a capture", "has anyone seen
// this". What somebody did is another matter: "did someone hang up" is asked of the trace.
func (q *Question) toAnyone() bool {
	rest := q.tokens[q.lead():]
	if len(rest) > 0 && slices.Contains(anybodies, rest[0].text) {
		return true
	}
	if len(rest) < 2 || !slices.Contains(anybodies, rest[1].text) {
		return false
	}
	return slices.Contains([]string{"can", "could", "would", "will", "has", "have", "is", "are", "does"}, rest[0].text)
}

// aboutCustomer tells what people ask of the one who talks to the customer.
func (q *Question) aboutCustomer() bool {
	return q.follows("customer", "say") || q.follows("customer", "said")
}

// reportsDone tells a report that ends in "fixed" or the like.
func (q *Question) reportsDone() bool {
	n := len(q.tokens)
	return n > 1 && slices.Contains([]string{"fixed", "solved", "sorted", "resolved", "done", "closed"}, q.tokens[n-1].text)
}

// forbids tells an order to leave something: "please don't hang up on him".
func (q *Question) forbids() bool {
	lead := q.lead()
	return !q.marked && lead+1 < len(q.tokens) && q.tokens[lead].text == "do" && q.tokens[lead+1].text == "not"
}

// plan tells what the writer is going to do, or wishes others.
func (q *Question) plan() bool {
	lead := q.lead()
	if q.marked || lead == len(q.tokens) {
		return false
	}
	first, second := q.tokens[lead].text, ""
	if lead+1 < len(q.tokens) {
		second = q.tokens[lead+1].text
	}
	if first == "what" && second == "a" {
		return true
	}
	if first == "i" || first == "we" || first == "let" || first == "will" && !isThird(second) || first == "have" && second == "a" {
		return !q.has("not", "no", "hear", "silence", "why", "what", "how")
	}
	return false
}

// toSomebody tells words to another person: "when are you back?". What one asks
// the bot with "you" is how sure it is, and to show something.
func (q *Question) toSomebody() bool {
	if q.follows("work", "on") || q.follows("i", "help") || q.follows("for", "today") || q.follows("tell", "us") && q.word("they", "he", "she") || q.follows("check", "with") || q.follows("you", "want") || q.follows("anyone", "else") || q.appoints() {
		return true
	}
	if q.indexOf("to", "you") == len(q.tokens)-2 && q.asksFirst() && q.has("okay", "problem") {
		return false // "does that look right to you"
	}
	if q.ordersToShow() || q.drafts() || q.follows("you", "see") && q.has(fieldTerms...) {
		return false
	}
	if q.has("sure", "show", "hear", "need") || q.has("tell", "evidence", "settle", "capture") && (q.word(interrogatives...) || q.begins("tell", "prove")) && !q.word("can", "could", "find") {
		return false
	}
	for i := range q.tokens[:max(0, len(q.tokens)-1)] {
		if q.tokens[i+1].text == "me" && callsOn[q.tokens[i].text] {
			return true
		}
	}
	for i := range q.tokens[:max(0, len(q.tokens)-1)] {
		if anyones[q.tokens[i].text] && haves[q.tokens[i+1].text] {
			return true // "does anyone have the number of their admin"
		}
	}
	if !q.word("you", "your") {
		return q.word("yourself", "everybody")
	}
	if (q.follows("tell", "if") || q.follows("see", "if") || q.follows("tell", "whether") || q.follows("tell", "from") || q.follows("see", "whether")) && q.word("can", "could") {
		return false // what can be told from a trace
	}
	// "Can you" is said to the bot too, where it names what the bot does.
	return !q.has("fault") && !(q.word("can", "could") && (q.has("who", "what", "why", "where", "how", "compare", "ruleout", "summary") || q.word("list", "draw", "read", "help", "be")))
}

var (
	anyones = map[string]bool{"somebody": true, "someone": true, "anybody": true, "anyone": true}
	haves   = map[string]bool{"have": true, "has": true, "know": true, "knows": true, "want": true, "wants": true, "here": true, "from": true}
)

// appoints tells "can we talk later", "should we do that tomorrow".
func (q *Question) appoints() bool {
	lead := q.lead()
	if lead+2 >= len(q.tokens) || q.tokens[lead+1].text != "we" {
		return false
	}
	switch q.tokens[lead].text {
	case "can", "could", "shall", "should":
		if q.tokens[lead+2].text == "do" {
			return q.follows("do", "that") || q.follows("do", "it") || q.follows("do", "this")
		}
		return slices.Contains([]string{"talk", "meet", "discuss", "chat", "speak", "have", "get", "close"}, q.tokens[lead+2].text)
	}
	return false
}

// follows tells whether one word stands behind another.
func (q *Question) follows(first, second string) bool {
	return q.indexOf(first, second) >= 0
}

// callsOn are what one asks another person to do: "call me", "let me".
var callsOn = map[string]bool{"call": true, "ring": true, "ping": true, "mail": true, "email": true, "text": true, "message": true, "remind": true, "let": true, "join": true, "contact": true, "add": true, "assign": true}

// ofTheOffice tells a text with a word of office life, which is about work and not
// about a trace.
func (s *scene) ofTheOffice() bool {
	for i := range s.q.tokens {
		stem := s.q.tokens[i].stem
		if n := s.catalogue.lexicon.office[stem]; n > 0 && len(s.q.tokens[i].text) >= n && !s.q.inPhrase(stem) {
			return true
		}
	}
	return false
}

// inPhrase tells a word that stands in a phrase of the field: the party of "calling
// party" is no party.
func (q *Question) inPhrase(stem string) bool {
	for i := range q.features {
		f := &q.features[i]
		if strings.HasPrefix(f.names[0], "~") || len(f.names) < 3 {
			continue
		}
		if f.is("~" + stem) {
			return true
		}
	}
	return false
}

// reports tells a remark about what somebody did: "renewed the domain".
func (q *Question) reports() bool {
	lead := q.lead()
	if q.marked || len(q.tokens) < lead+2 || q.has("codec", "header", "sdp", "expire", "port") || q.has("who", "what", "where", "when", "why", "how") {
		return false
	}
	first := q.tokens[lead].raw
	return len(first) > 4 && strings.HasSuffix(first, "ed")
}

// isThird tells a question that begins with "will" from a promise: somebody or
// something stands behind it.
func isThird(word string) bool {
	return slices.Contains([]string{"it", "they", "he", "she", "this", "that", "the"}, word)
}
