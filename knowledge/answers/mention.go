package answers

import (
	"net/netip"
	"slices"
	"strconv"
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
	case ordinals[word] != 0 && !isUnit(word, before):
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

// numeral reads a word that begins with a digit.
func (q *Question) numeral(word, before, after string, t *parser.Trace) (token, bool) {
	digits, rest := cutDigits(word)
	value := atoi(strings.TrimPrefix(digits, "+"))
	switch {
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
	if len(digits) == 3 && value >= 100 && value < 700 && !named {
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

// hasCode tells whether the trace has a response with this code.
func hasCode(t *parser.Trace, code int) bool {
	for _, m := range t.Messages {
		if m.Code == code {
			return true
		}
	}
	return false
}

// userNumbered is the user of the trace with this number, or ending in it.
func userNumbered(digits string, t *parser.Trace) string {
	suffix := ""
	for _, d := range t.Dialogs {
		for _, user := range []string{d.To, d.Dialled, d.From} {
			if user == digits {
				return user
			}
			if suffix == "" && len(digits) >= 3 && strings.HasSuffix(user, digits) {
				suffix = user
			}
		}
	}
	if len(digits) > 7 {
		for _, d := range t.Dialogs {
			for _, user := range []string{d.To, d.Dialled, d.From} {
				if (parser.NumberPlan{}).Same(user, digits) {
					return user
				}
			}
		}
	}
	return suffix
}

// userNamed is the user of the trace with this name, where it is no word of its
// own: at least one digit or dot in it.
func userNamed(word string, t *parser.Trace) string {
	if !strings.ContainsAny(word, "0123456789._") {
		return ""
	}
	for _, d := range t.Dialogs {
		for _, user := range []string{d.From, d.To} {
			if strings.EqualFold(user, word) {
				return user
			}
		}
	}
	return ""
}

// headerNames finds header names of one to three words: "call id", "contact".
func (q *Question) headerNames() {
	speaks := slices.ContainsFunc(q.tokens, func(t token) bool { return isHeaderWord(t.text) })
	for i := 0; i < len(q.tokens); i++ {
		for n := 3; n >= 1; n-- {
			if i+n > len(q.tokens) {
				continue
			}
			name := q.tokens[i].text
			for _, t := range q.tokens[i+1 : i+n] {
				name += "-" + t.text
			}
			canonical, ok := parser.CanonicalName(shortHeader(name))
			// "The From" is a header, "from" is not.
			meant := speaks || i > 0 && q.capital(name)
			if name == "from" || name == "to" {
				meant = i > 0 && (name == "from" && q.capital(name) || q.tokens[i-1].text == "the" || isHeaderWord(q.tokens[i-1].text)) || i+1 < len(q.tokens) && isHeaderWord(q.tokens[i+1].text)
			}
			if !ok || len(name) < 2 || n == 1 && everydayHeader[name] && !meant {
				continue
			}
			q.headers = append(q.headers, canonical)
			q.tokens[i].names = append(q.tokens[i].names, "@header")
			i += n - 1
			break
		}
	}
}

// capital tells whether the question writes a header's name as the header does, so
// that the name is meant and not the word.
func (q *Question) capital(name string) bool {
	for _, word := range strings.Fields(q.Text) {
		if strings.Trim(word, ".,:;?!()'\"`") == strings.ToUpper(name[:1])+name[1:] {
			return true
		}
	}
	return false
}

func isHeaderWord(word string) bool {
	return word == "header" || word == "headers" || word == "line" || word == "field"
}

// shortHeader writes out how people call a header.
func shortHeader(name string) string {
	switch name {
	case "pai":
		return "p-asserted-identity"
	case "ppi":
		return "p-preferred-identity"
	case "rpid":
		return "remote-party-id"
	case "callid":
		return "call-id"
	case "useragent":
		return "user-agent"
	case "vias":
		return "via"
	case "contacts":
		return "contact"
	}
	return name
}

// everydayHeader are header names that are words of their own.
var everydayHeader = map[string]bool{
	"to": true, "from": true, "date": true, "event": true, "route": true, "server": true, "reason": true, "warning": true,
	"subject": true, "path": true, "allow": true, "accept": true, "require": true, "supported": true, "expires": true, "history": true,
	"organization": true, "priority": true, "identity": true, "privacy": true, "join": true, "replaces": true, "timestamp": true, "diversion": true,
}
