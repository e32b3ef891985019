package answers

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// numeral reads a word that begins with a digit.
func (q *Question) numeral(word, before, after string, t *parser.Trace) (token, bool) {
	digits, rest := cutDigits(word)
	value := atoi(strings.TrimPrefix(digits, "+"))
	switch {
	case rest == "s" && len(digits) == 3 && before != "after" && before != "for" && hasCode(t, value):
		return q.figure(word, digits, value, before, t), true // "the two 180s"
	case rest != "" && timeUnit(rest) > 0 && len(digits) < 6:
		return q.span(word, float64(value)*timeUnit(rest)), true
	case rest == "x" && value < 100:
		return token{raw: word, text: "twice", stem: stem("twice")}, true
	case rest == "xx" && value < 10:
		return fixed(word, "@code"), true
	case strings.HasPrefix(rest, ".") && timeUnit(after) > 0:
		seconds, _ := strconv.ParseFloat(word, 64)
		return q.span(word, seconds*timeUnit(after)), true
	case rest == "" && timeUnit(after) > 0 && len(digits) < 6:
		return q.span(word, float64(value)*timeUnit(after)), true
	case !isNumber(strings.TrimPrefix(word, "+")) && !isPhone(word):
		return token{}, false
	}
	switch stem(before) {
	case "messag", "msg", "packet", "msgs":
		q.messages = append(q.messages, value)
		return fixed(word, "@msg"), true
	case "call", "attempt", "dialog", "leg":
		if value > 0 && value < 100 && len(digits) <= 2 {
			q.nth = append(q.nth, nth{value, "call", true})
			return fixed(word, "@nth"), true
		}
	case "line":
		q.lines = append(q.lines, value)
		return fixed(word, "@line"), true
	case "caus", "reason", "850", "q850", "q.850":
		q.causes = append(q.causes, value)
		return fixed(word, "@cause"), true
	case "show", "print", "display", "me", "number":
		if len(digits) <= 2 && t.Message(value) != nil {
			q.messages = append(q.messages, value)
			return fixed(word, "@msg"), true
		}
	case "rfc":
		return fixed(word, "rfc"), true
	case "and", "about":
		// "and 5?" asks for the next message.
		if after == "" && len(digits) <= 2 && t.Message(value) != nil {
			q.messages = append(q.messages, value)
			return fixed(word, "@msg"), true
		}
	}
	return q.figure(word, digits, value, before, t), true
}

// figure reads a bare number: a code, a user of the trace, or just a number.
func (q *Question) figure(word, digits string, value int, before string, t *parser.Trace) token {
	user := userNumbered(digits, t)
	named := before == "ext" || before == "extension" || before == "user" || before == "number" || before == "phone" || before == "exten"
	// "Transferred to 202" is the extension, although a 202 was answered.
	party := before == "to" || before == "from" || before == "with" || before == "by"
	if len(digits) == 3 && value >= 100 && value < 700 && !named && !(party && user != "") {
		if hasCode(t, value) || user == "" {
			q.codes = append(q.codes, value)
			return fixed(word, "@code", strconv.Itoa(value))
		}
	}
	switch {
	case user != "":
		q.users = append(q.users, user)
		return fixed(word, "@user")
	case len(strings.TrimPrefix(digits, "+")) >= 7:
		q.unknown = append(q.unknown, digits)
		return fixed(word, "@user")
	}
	q.numbers = append(q.numbers, value)
	return fixed(word, "@num")
}

func (q *Question) span(word string, seconds float64) token {
	q.seconds = append(q.seconds, seconds)
	return fixed(word, "@secs")
}

// timeUnit is how many seconds a word such as "sec" stands for, 0 for others.
func timeUnit(word string) float64 {
	switch word {
	case "s", "sec", "secs", "second", "seconds":
		return 1
	case "ms", "msec", "millisecond", "milliseconds":
		return 0.001
	case "m", "min", "mins", "minute", "minutes":
		return 60
	}
	return 0
}

// cutDigits cuts a number into its digits, separators taken out, and the rest.
func cutDigits(word string) (digits, rest string) {
	i := 0
	if word[0] == '+' {
		i = 1
	}
	for i < len(word) && word[i] >= '0' && word[i] <= '9' {
		i++
	}
	if isPhone(word) {
		return strings.NewReplacer("-", "", ".", "", "(", "", ")", "").Replace(word), ""
	}
	return word[:i], word[i:]
}

// isPhone tells a telephone number written with separators.
func isPhone(word string) bool {
	n := 0
	for i := range len(word) {
		switch c := word[i]; {
		case c >= '0' && c <= '9':
			n++
		case c == '+' && i == 0, c == '-', c == '.':
		default:
			return false
		}
	}
	return n >= 7 && strings.Count(word, ".") < 3
}

func isNumber(s string) bool {
	if s == "" || len(s) > 18 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// isAddr tells an IP address, with a port or without.
func isAddr(word string) bool {
	if strings.Count(word, ".") != 3 && strings.Count(word, ":") < 2 {
		return false
	}
	_, err := netip.ParseAddr(parser.HostOf(word))
	if err != nil {
		_, err = netip.ParseAddr(strings.Trim(word, "[]"))
	}
	return err == nil
}

// isPrivatePrefix tells how people write a private network: 192.168, 10.x.
func isPrivatePrefix(word string) bool {
	w := strings.TrimRight(word, ".x*")
	if w == "192.168" || strings.HasPrefix(w, "192.168.") && len(w) < 12 {
		return true
	}
	return w != word && w == "10" || strings.HasPrefix(w, "10.") && strings.Count(w, ".") < 3 && len(w) > 4
}
