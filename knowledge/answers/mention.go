package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// mentioned is what a question names of a trace.
type mentioned struct {
	// codes are response codes, causes Q.850 causes, messages message numbers,
	// lines line numbers, seconds times in seconds, numbers any other numbers.
	codes, causes, messages, lines, numbers []int
	seconds                                 []float64
	// users are numbers or names of the trace, written in full or by their last
	// digits; unknown are telephone numbers that the trace does not have.
	users, unknown []string
	hosts          []string
	methods        []string
	headers        []string
	nth            []nth
	// product is a message of the product that the question names, nil for none.
	product *parser.Message
}

// nth is "the second invite": 1 for the first, -1 for the last; of is the stem of
// the next word. the is set where it names one of several, not "who did it first".
type nth struct {
	n   int
	of  string
	the bool
}

// mention reads the word at i as a number, code or name, if it is one.
func (q *Question) mention(words []string, i int, t *parser.Trace) (token, bool) {
	word := words[i]
	before, after := neighbour(words, i-1), neighbour(words, i+1)
	switch {
	case word[0] == '#' && isNumber(word[1:]):
		q.messages = append(q.messages, atoi(word[1:]))
		return fixed(word, "@msg"), true
	case ordinals[word] != 0 && !isUnit(word, before) && !(ordinals[word] < 0 && closing[after]):
		q.nth = append(q.nth, nth{ordinals[word], stem(after), after != "" || before == "" || isDeterminer(before)})
		return fixed(word, "@nth"), true
	case isAddr(word):
		q.hosts = append(q.hosts, parser.HostOf(strings.Trim(word, "[]")))
		return fixed(word, "@ip", "ip"), true
	case isPrivatePrefix(word):
		q.hosts = append(q.hosts, strings.TrimRight(word, ".x*"))
		return fixed(word, "private", "@ip", "ip"), true
	case methods[word] != "" && !(everydayMethod[word] && (before == "any" || before == "an" || before == "more" || before == "some")):
		q.methods = append(q.methods, methods[word])
		return token{raw: word, text: word, stem: stem(word), names: []string{"@method", "m:" + strings.ToLower(methods[word])}}, true
	case word[0] >= '0' && word[0] <= '9' || word[0] == '+':
		return q.numeral(word, before, after, t)
	}
	if user := userNamed(word, t); user != "" {
		q.users = append(q.users, user)
		return fixed(word, "@user"), true
	}
	return token{}, false
}

func fixed(word string, names ...string) token {
	return token{raw: word, text: word, stem: word, fixed: true, names: names}
}

func neighbour(words []string, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i]
}

var ordinals = map[string]int{
	"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "5th": 5, "fifth": 5,
	"6th": 6, "sixth": 6, "7th": 7, "seventh": 7, "8th": 8, "eighth": 8, "last": -1, "final": -1, "latest": -1,
}

// closing are what "the final" names that is no call.
var closing = set("code", "answer", "response", "status", "reply", "result")

func isDeterminer(word string) bool {
	switch word {
	case "the", "that", "this", "and", "a", "about", "d":
		return true
	}
	return false
}

// isUnit tells "32 second" from "the second", and "how long did it last" from
// "the last".
func isUnit(word, before string) bool {
	if word == "second" && (before == "many" || before == "of") {
		return true
	}
	if word == "last" {
		return before != "the" && before != "this" && before != "that" && before != "and" && before != ""
	}
	return word == "second" && before != "" && (before[0] >= '0' && before[0] <= '9' || before == "per" || before == "a")
}

// everydayMethod are methods that are words of their own: "any update?".
var everydayMethod = map[string]bool{"update": true, "info": true, "infos": true, "options": true, "notify": true}

// methods are the words that name a method wherever they stand. "message" and
// "info" are left to their everyday sense unless the trace question says so.
var methods = map[string]string{
	"invite": "INVITE", "invites": "INVITE", "reinvite": "INVITE", "re-invite": "INVITE", "reinvites": "INVITE", "re-invites": "INVITE",
	"register": "REGISTER", "registers": "REGISTER", "bye": "BYE", "byes": "BYE", "ack": "ACK", "acks": "ACK",
	"cancel": "CANCEL", "cancels": "CANCEL", "options": "OPTIONS", "refer": "REFER", "refers": "REFER", "notify": "NOTIFY", "notifies": "NOTIFY",
	"prack": "PRACK", "info": "INFO", "infos": "INFO", "update": "UPDATE", "subscribe": "SUBSCRIBE", "publish": "PUBLISH",
}
