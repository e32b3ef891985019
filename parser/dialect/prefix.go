package dialect

import "strings"

// matchShape tells how much of s is a prefix of the same shape as pre: the same
// text, other numbers. A time, a counter or an address differs from line to line
// of one log, the rest does not. It is -1 where s does not begin like that.
// Blanks at the end of pre may be missing in s where nothing follows them.
func matchShape(pre, s string) int { return ofLog.match(pre, s, 0, 0) }

// likeness is what two prefixes of one shape may differ in.
type likeness struct {
	// word tells whether two words of letters and digits stand for the same; mark
	// whether c may stand where pre has another sign at i.
	word func(a, b string) bool
	mark func(pre string, i int, c byte) bool
}

// ofLog is the likeness of what a log writes before its lines.
var ofLog = likeness{sameWord, func(string, int, byte) bool { return false }}

// match tells how much of s, from j on, has the shape of pre from i on, see matchShape.
func (l *likeness) match(pre, s string, i, j int) int {
	for i < len(pre) {
		switch c := pre[i]; {
		case is(c, classSpace):
			a, b := runOf(pre[i:], classSpace), runOf(s[j:], classSpace)
			if i += a; i == len(pre) {
				if b == 0 && j < len(s) {
					return -1
				}
				return j + min(a, b)
			}
			if b == 0 {
				return -1
			}
			j += b
		case is(c, classAlnum):
			a, b := runOf(pre[i:], classAlnum), runOf(s[j:], classAlnum)
			if !l.word(pre[i:i+a], s[j:j+b]) {
				return -1
			}
			i, j = i+a, j+b
		default:
			if j >= len(s) || s[j] != c && !l.mark(pre, i, s[j]) {
				return -1
			}
			i, j = i+1, j+1
		}
	}
	return j
}

// sharedShape tells how much of s has the shape in which pre begins, back to the
// end of a word: the part of a prefix that is on every line.
func sharedShape(pre, s string) int {
	best := 0
	for i := 0; i <= len(pre); i++ {
		boundary := i == len(pre) || is(pre[i], classSpace)
		if !boundary || i == 0 {
			continue
		}
		n := matchShape(pre[:i], s)
		if n < 0 {
			break
		}
		best = n
	}
	return best
}

func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	if a == "" || b == "" {
		return false
	}
	if monthNumber(a) > 0 || monthNumber(b) > 0 {
		// "Feb" and "Dec" are no hexadecimal numbers.
		return monthNumber(a) > 0 && monthNumber(b) > 0
	}
	if hasDigit(a) && (hasDigit(b) || all(b, classHex)) || hasDigit(b) && all(a, classHex) {
		return true
	}
	return levelWords[a] && levelWords[b]
}

var levelWords = set("DEBUG INFO NOTICE WARN WARNING ERROR VERBOSE TRACE debug info notice warn warning error verbose trace D I N W E V DBG INF WRN ERR")

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if is(s[i], classDigit) {
			return true
		}
	}
	return false
}

// isRule tells a separator: a line of dashes or the like and nothing else.
func isRule(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) < 3 {
		return false
	}
	if strings.HasPrefix(s, "---") && strings.HasSuffix(s, "---") && len(s) < 80 {
		// "----- end of message -----"
		return true
	}
	for i := 0; i < len(s); i++ {
		if s[i] != s[0] && s[i] != ' ' {
			// Box-drawing characters are three bytes long each.
			return strings.Trim(s, "─━═-<>+|") == ""
		}
	}
	return strings.IndexByte("-=*_#~+<>.", s[0]) >= 0 && (s[0] != '.' || len(s) > 5)
}

// isLogLine tells a line that a log wrote about something else: it begins with a
// time, a level, or a mark of a console.
func isLogLine(s string) bool {
	t := strings.TrimLeft(s, " \t")
	if t == "" {
		return false
	}
	switch t[0] {
	case '[':
		return len(t) > 4 && (is(t[1], classDigit) && !isBracketIPv6(t) || isLevel(t[1:]) || monthNumber(t[1:min(4, len(t))]) > 0 || weekday(t[1:]))
	case '-', '=', '>':
		// Asterisk's console: "-- Executing", "== Using", "> 0x7f…".
		return strings.HasPrefix(t, "-- ") || strings.HasPrefix(t, "== ") || strings.HasPrefix(t, "> 0x") || strings.HasPrefix(t, "=== ")
	case '<':
		return len(t) > 3 && is(t[1], classDigit) && strings.IndexByte(t[:min(len(t), 6)], '>') > 0
	case '{':
		return strings.HasPrefix(t, `{"`)
	}
	if is(t[0], classDigit) {
		return beginsWithTime(t)
	}
	if monthNumber(t[:min(3, len(t))]) > 0 && len(t) > 12 && t[3] == ' ' {
		return beginsWithTime(t)
	}
	return isLevel(t) || weekday(t) && beginsWithTime(t)
}

// isLevel tells a line that begins with a log level and its punctuation.
func isLevel(s string) bool {
	n := runOf(s, classAlpha)
	if n == 0 || n == len(s) || !levelWords[s[:n]] {
		return false
	}
	switch s[n] {
	case '[', ']', '/', '(', '|':
		return true
	case ':':
		return n > 1 && n+1 < len(s) && !(n == 7 && isKnownHeader(s))
	case ' ':
		return n > 3 && s[:n] == strings.ToUpper(s[:n])
	}
	return false
}

func weekday(s string) bool {
	if len(s) < 4 || s[3] != ' ' && s[3] != ',' {
		return false
	}
	switch s[:3] {
	case "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun":
		return true
	}
	return false
}

// isBracketIPv6 tells "[2001:db8::1]" from "[2026-01-05 10:00:01]".
func isBracketIPv6(s string) bool {
	i := strings.IndexByte(s, ']')
	return i > 0 && strings.Count(s[:i], ":") > 1 && (strings.Contains(s[:i], "::") || strings.ContainsAny(s[:i], "abcdefABCDEF")) && hexAndColons(s[1:i])
}

func hexAndColons(s string) bool {
	for i := 0; i < len(s); i++ {
		if !is(s[i], classHex) && s[i] != ':' && s[i] != '.' {
			return false
		}
	}
	return true
}
