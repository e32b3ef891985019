package answers

import (
	"slices"
	"strconv"
	"strings"
)

// What people say to each other and about each other in the thread of a trace. The
// words may be those of a question about it; who is spoken to and of tells them apart.

// betweenPeople tells words that are put to other readers, or are about them.
func (s *scene) betweenPeople() bool {
	q := s.q
	return q.vocative(s.catalogue.lexicon) || q.reportsSpeech() || q.guesses() || q.offers() || q.aboutKnowing() || q.afterwards() || q.ofOtherCustomers() || q.agrees() || q.waits() || q.regrets() || q.ofAdministration() || s.namesStrangeCode()
}

// vocative tells a text that begins with a name and a comma or colon: "tom, did they
// call back".
func (q *Question) vocative(x *lexicon) bool {
	text := strings.TrimSpace(plain(q.Text))
	end := strings.IndexAny(text, ",:")
	if end < 2 || end > 24 || end == len(text)-1 || text[end+1] != ' ' {
		return false
	}
	words := strings.Fields(text[:end])
	for len(words) > 1 && slices.Contains(leads, words[0]) {
		words = words[1:]
	}
	if len(words) != 1 || !isWord(words[0]) {
		return false
	}
	name := words[0]
	_, short := x.short[name]
	stem := x.stem(name)
	foreign := slices.ContainsFunc(x.tongues, func(t *tongue) bool { return t.of(name) != nil })
	return !short && !foreign && !x.known[name] && !x.stems[stem] && !x.everyday[stem] && !x.neutral[stem] && !isHeaderWord(name)
}

// speech are verbs and nouns before the words of somebody else.
var speech = set("said", "says", "say", "wrote", "writes", "asks", "asked", "asking", "goes", "quote", "mail", "mailed", "replied", "told", "shouted", "like", "question", "complained")

// reportsSpeech tells a text that quotes what somebody said, between quotation marks or
// behind a colon. What is asked behind the quotation is a question all the same.
func (q *Question) reportsSpeech() bool {
	text := plain(q.Text)
	at := strings.IndexAny(text, `:"`)
	if at < 0 {
		return false
	}
	before := strings.FieldsFunc(text[:at], func(r rune) bool { return r == ' ' || r == ',' })
	if !slices.ContainsFunc(before, func(w string) bool { return speech[w] }) {
		return false
	}
	if text[at] == ':' {
		return !strings.Contains(text[at:], "\n")
	}
	behind := text[strings.LastIndexByte(text, '"')+1:]
	return !strings.Contains(behind, "?") && !asksLater(". "+behind)
}

// guesses tells a guess that nobody is asked about: "probably the password again".
func (q *Question) guesses() bool {
	if q.marked || q.clause {
		return false
	}
	lead := q.lead()
	if lead >= len(q.tokens)-1 {
		return false
	}
	switch q.tokens[lead].text {
	case "probably", "maybe", "perhaps", "possibly", "presumably", "surely", "likely":
		return !slices.ContainsFunc(interrogatives, func(w string) bool { return q.word(w) })
	}
	return false
}

// offers tells what somebody offers to do, or asks leave for: "want me to restart it".
func (q *Question) offers() bool {
	lead := q.lead()
	if lead+1 >= len(q.tokens) {
		return false
	}
	first, second := q.tokens[lead].text, q.tokens[lead+1].text
	switch {
	case first == "want" && second == "me", first == "may" && (second == "i" || second == "we"):
		return true
	case first == "should" || first == "shall" || first == "can" || first == "could":
		return (second == "i" || second == "we") && q.word("tonight", "tomorrow", "later", "today", "maybe", "monday", "friday", "weekend")
	}
	return false
}

// aboutKnowing tells what people ask about what others said or know: "do they know that
// we moved?". What two callers said to each other is asked of the trace.
func (q *Question) aboutKnowing() bool {
	if q.follows("each", "other") || q.follows("one", "another") || q.has("content") && q.has("call") {
		return false
	}
	for i := range q.tokens[:max(0, len(q.tokens)-1)] {
		if !persons[q.tokens[i].text] {
			continue
		}
		switch q.tokens[i+1].text {
		case "know", "knows", "knew", "think", "thinks", "thought", "understand", "believe", "believes", "remember":
			return true
		case "say", "said", "tell", "told":
			return i > 0 && q.tokens[i-1].text == "did" && !q.has("evidence", "@code", "@header") && len(q.codes) == 0
		}
	}
	return false
}

var persons = set("they", "he", "she", "customer", "client", "admin", "carrier", "provider")

// afterwards tells a question about what came after somebody did something, which no
// trace from before shows: "did it work after the reboot?".
func (q *Question) afterwards() bool {
	i := q.indexOf("after", "the")
	if i < 0 {
		i = q.indexOf("since", "the")
	}
	if i < 0 || i+2 >= len(q.tokens) || q.word("if", "why", "what") {
		return false
	}
	return deeds[q.tokens[i+2].stem]
}

// deeds are stems of what people do about a fault.
var deeds = set("reboot", "restart", "updat", "upgrad", "chang", "fix", "reset", "swap", "switch", "migrat", "move", "reinstal", "patch", "mainten")

// ofOtherCustomers tells talk about customers as such: which one it is, whether it is
// the same one, how things went with another. "which customer called" is asked of the
// trace.
func (q *Question) ofOtherCustomers() bool {
	if q.follows("time", "is") && q.follows("is", "it") {
		return true
	}
	if q.follows("it", "go") || q.follows("it", "going") || q.follows("things", "go") {
		return q.word("how")
	}
	if q.follows("same", "customer") {
		return true
	}
	return q.has("who") && q.word("yesterday", "today") && !q.has("hangup", "send", "caller", "called", "reject", "answer", "success")
}

// agrees tells an answer to somebody: "yes the codec was it".
func (q *Question) agrees() bool {
	if q.marked || q.clause || len(q.tokens) < 2 {
		return false
	}
	switch q.tokens[0].raw {
	case "yes", "yeah", "yep", "yup", "nope", "nah", "agreed", "exactly", "indeed", "true", "correct":
		return !slices.Contains(interrogatives, q.tokens[1].text) && !inverted[q.tokens[1].text]
	}
	return false
}

// waits tells a report of what others have or have not said: "the carrier has not
// answered yet".
func (q *Question) waits() bool {
	lead := q.lead()
	if q.marked || q.clause || len(q.tokens) < lead+3 {
		return false
	}
	rest := q.tokens[lead:]
	if rest[0].text == "the" || rest[0].text == "our" {
		rest = rest[1:]
	}
	if !persons[rest[0].text] || len(rest) < 3 || rest[1].text != "has" && rest[1].text != "have" {
		return false
	}
	last := rest[2]
	if (last.text == "not" || last.text == "never" || last.text == "just" || last.text == "already") && len(rest) > 3 {
		last = rest[3]
	}
	return contains([]string{"answered", "replied", "responded", "called", "written", "confirmed", "reacted", "escalated", "promised", "said"}, last.text)
}

// regrets tells what somebody should have done, "any news", and talk of one's own line.
func (q *Question) regrets() bool {
	lead := q.lead()
	rest := q.tokens[lead:]
	if len(rest) < 2 {
		return false
	}
	first, second := rest[0].text, rest[1].text
	switch {
	case first == "who" && contains([]string{"tells", "informs", "updates", "handles", "contacts"}, rest[1].raw), q.follows("i", "miss"), first == "lets":
		return true
	case !q.marked && (first == "should" || first == "could" || first == "would" || first == "might") && second == "have":
		return true
	case first == "any" && len(rest) <= 3:
		return contains([]string{"change", "changes", "news", "luck", "update", "updates", "progress", "improvement", "volunteers", "takers"}, second)
	case !q.marked && !q.clause && (first == "our" || first == "my") && second == "own":
		return true
	}
	return false
}

// ofAdministration tells talk about the number of a case at the provider, or the password
// of an administrator, which no trace has.
func (q *Question) ofAdministration() bool {
	if q.has("ticket") && q.word("id", "number", "ref", "reference") && !q.word("tell", "give", "need", "send", "what should") && !q.has("need", "tell") {
		return true
	}
	return q.has("password", "login") && q.word("admin", "root", "ssh", "web", "gui", "vpn", "teamviewer")
}

// namesStrangeCode tells a remark with a code that this trace does not have: "503 is what
// I get from the coffee machine too".
func (s *scene) namesStrangeCode() bool {
	if len(s.q.codes) == 0 || s.q.marked || s.q.clause || len(s.q.tokens) < 4 || len(s.trace.Messages) == 0 || s.q.opens() {
		return false
	}
	return !slices.ContainsFunc(s.q.codes, func(code int) bool { return namesCode(s, code) })
}

// namesCode tells whether a code stands in the trace, as an answer or inside a message.
func namesCode(s *scene, code int) bool {
	text := strconv.Itoa(code)
	for _, m := range s.trace.Messages {
		if m.Code == code || strings.Contains(m.Body, text) || strings.Contains(m.Header("Reason"), text) {
			return true
		}
	}
	return false
}
