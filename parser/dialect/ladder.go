package dialect

import (
	"strings"
	"unicode/utf8"
)

// A call flow is drawn with arrows: on the screens of sngrep and traceSM, in the
// text that Wireshark exports, in RFC 3665, and by hand.
//
//	A ---INVITE---> B            |--INVITE-->|           |
//	|  180 Ringing F2  |         Alice->>Bob: INVITE sip:bob@example.com
//	|<-----------------|         F1 INVITE Alice -> Bob
//
// An arrow says of a message its method or code, and maybe which way and when. It
// becomes a message of a start line alone, of which nothing else is known.

// flowLine is a line of a call flow, its drawing made plain.
type flowLine struct {
	text string
	// tail and head are the columns at which the arrow begins and ends, and the
	// bytes from and to which it is drawn.
	tail, head int
	from, to   int
	label      label
}

var plainDrawing = strings.NewReplacer("─", "-", "━", "-", "═", "=", "–", "-", "—", "-", "╌", "-", "┄", "-", "│", "|", "┃", "|", "║", "|", "¦", "|", "├", "|", "┤", "|",
	"→", ">", "▶", ">", "►", ">", "➔", ">", "➜", ">", "⟶", ">", "←", "<", "◀", "<", "◄", "<", "⟵", "<", "\t", " ")

// drawn tells a line that may hold an arrow.
func drawn(text string) bool {
	const longest = 400
	if len(text) > longest {
		return false
	}
	for i := strings.IndexByte(text, '>'); i > 0; {
		if c := text[i-1]; c == '-' || c == '=' && i > 1 && text[i-2] == '=' || c >= 0x80 {
			return !strings.Contains(text, "SIP/2.0")
		}
		next := strings.IndexByte(text[i+1:], '>')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	for i := strings.IndexByte(text, '<'); i >= 0 && i+1 < len(text); {
		if c := text[i+1]; c == '-' || c == '=' && i+2 < len(text) && text[i+2] == '=' || c >= 0x80 {
			return !strings.Contains(text, "SIP/2.0")
		}
		next := strings.IndexByte(text[i+1:], '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	// Arrows, lines and points of Unicode begin with this byte.
	return strings.IndexByte(text, 0xe2) >= 0 && strings.ContainsAny(text, "→←▶◀►◄➔➜⟶⟵") && !strings.Contains(text, "SIP/2.0")
}

// ladder reads an arrow of a call flow, with its label on its own line or on the
// one before.
func (u *unwrapper) ladder(text string) int {
	if !drawn(text) || u.arrows() < 2 {
		return 0
	}
	f, ok := u.flow(u.at)
	if !ok || u.amongWholes() && u.stray(u.at) {
		return 0
	}
	m := &meta{format: "call-flow", rebuilt: true, summary: true}
	n := u.in[u.at].N
	m.flowTime(text)
	if u.at > 0 && !labelOf(f.text).found() {
		n = u.in[u.at-1].N
		m.flowTime(u.in[u.at-1].Text)
	}
	m.src, m.dst = u.ends(&f)
	u.add(Line{Text: f.label.startLine(), N: n, about: m})
	if f.label.callID != "" {
		u.add(Line{Text: "Call-ID: " + f.label.callID, N: n})
	}
	return 1
}

// arrows counts the labelled arrows of the text, up to a few: one alone may stand
// in a sentence.
func (u *unwrapper) arrows() int {
	if !u.counted {
		u.counted = true
		const enough = 2
		for i := 0; i < len(u.in) && u.flows < enough; i++ {
			if !drawn(u.in[i].Text) {
				continue
			}
			if _, ok := u.flow(i); ok {
				u.flows++
			}
		}
	}
	return u.flows
}

// amongWholes tells a text that holds a message with its headers.
func (u *unwrapper) amongWholes() bool {
	if !u.looked {
		u.looked = true
		for i := 0; i+1 < len(u.in) && !u.wholes; i++ {
			if text := u.in[i].Text; strings.Contains(text, "SIP/2.0") && !hasPrefixFold(text, "via:") {
				_, starts := findStart(text, 0)
				u.wholes = starts && isOwnHeader(strings.TrimLeft(u.in[i+1].Text, " \t|"))
			}
		}
	}
	return u.wholes
}

// nearby is how many lines of a call flow may stand between two of its arrows.
const nearby = 4

// stray tells an arrow that stands by itself. A call flow beside whole messages has its
// arrows together; an arrow between them is a line of the log's.
func (u *unwrapper) stray(i int) bool {
	for j := max(0, i-nearby); j <= min(len(u.in)-1, i+nearby); j++ {
		if j == i || !drawn(u.in[j].Text) {
			continue
		}
		if _, ok := u.flow(j); ok {
			return false
		}
	}
	return true
}

// flow reads the i-th line as an arrow with its label.
func (u *unwrapper) flow(i int) (flowLine, bool) {
	text := u.in[i].Text
	if isOwnHeader(strings.TrimLeft(text, " \t")) || u.headsMessage(i) {
		return flowLine{}, false
	}
	f := flowLine{text: plainDrawing.Replace(text)}
	if !f.arrow() || f.bracketed() {
		return f, false
	}
	if f.label = labelOf(f.text); f.label.found() {
		return f, !chatty(f.text) && !(everyday[f.label.method] && f.spare() > 0) && !f.bareCode() && !(isLogLine(text) && (f.moduleName() || f.leftover() > mostLeftover))
	}
	// The label stands over its arrow, in the same columns.
	if i == 0 || strings.Trim(f.text, "-=<>|()0123456789:+.,s ") != "" {
		return f, false
	}
	above := plainDrawing.Replace(u.in[i-1].Text)
	if strings.ContainsAny(above, "<>") && strings.Contains(above, "--") || chatty(above) {
		return f, false
	}
	f.label = labelOf(above)
	return f, f.label.found()
}

// headsMessage tells a line that is the heading of the message under it: a log's own
// mark, whatever else stands in it.
func (u *unwrapper) headsMessage(i int) bool {
	for _, line := range u.in[i+1 : min(len(u.in), i+3)] {
		if isBlank(line.Text) {
			continue
		}
		_, starts := findStart(line.Text, 0)
		return starts
	}
	return false
}

// arrow finds the one arrow of a line.
func (f *flowLine) arrow() bool {
	s := f.text
	right, left := -1, -1
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '>' && i > 0 && (strings.IndexByte("-=>", s[i-1]) >= 0 || f.single(i)):
			if right >= 0 && s[i-1] != '>' {
				return false
			}
			right = i
		case s[i] == '<' && i+1 < len(s) && (s[i+1] == '-' || s[i+1] == '=' || f.single(i)):
			if left >= 0 {
				return false
			}
			left = i
		}
	}
	switch {
	case right >= 0 && left >= 0, right < 0 && left < 0:
		return false
	case right >= 0:
		f.to = right + 1
		f.from = f.begin(right)
		f.tail, f.head = utf8.RuneCountInString(s[:f.from]), utf8.RuneCountInString(s[:right])
	default:
		f.from = left
		f.to = f.finish(left)
		f.head, f.tail = utf8.RuneCountInString(s[:left]), utf8.RuneCountInString(s[:f.to])
	}
	return true
}

// bracketed tells an arrow that leaves from an address in angle brackets: the
// "100 <100>->200" of a dial plan, no drawing.
func (f *flowLine) bracketed() bool {
	return f.from > 0 && f.tail < f.head && f.text[f.from-1] == '>'
}

// single tells an arrow of one character, blanks around it, which was one in the
// text as given.
func (f *flowLine) single(i int) bool {
	s := f.text
	return i > 0 && i+1 < len(s) && s[i-1] == ' ' && s[i+1] == ' ' && strings.Count(s, "<")+strings.Count(s, ">") == 1
}

// begin is where an arrow to the right that ends at i begins: its line may be
// broken by its label.
func (f *flowLine) begin(i int) int {
	s := f.text
	for i > 0 && s[i-1] == '>' {
		i--
	}
	bar := strings.LastIndexByte(s[:i], '|') + 1
	first := strings.IndexAny(s[bar:i], "-=")
	for first >= 0 {
		at := bar + first
		if run := runOfAny(s[at:], "-="); at+run >= i || run > 1 && strings.IndexByte(s[at+run:i], '|') < 0 && labelOf(s[at:i]).found() {
			return at
		}
		at += runOfAny(s[at:], "-=")
		next := strings.IndexAny(s[at:i], "-=")
		if next < 0 {
			return i
		}
		first = at + next - bar
	}
	return i
}

// finish is where an arrow to the left that begins at i ends.
func (f *flowLine) finish(i int) int {
	s := f.text
	bar := len(s)
	if n := strings.IndexByte(s[i:], '|'); n >= 0 {
		bar = i + n
	}
	end := i + 1 + runOfAny(s[i+1:], "-=<")
	if last := strings.LastIndexAny(s[i:bar], "-="); last > 0 && i+last+1 > end && labelOf(s[end:i+last]).found() && s[i+last-1] == s[i+last] {
		return i + last + 1
	}
	return end
}

func runOfAny(s, chars string) int {
	n := 0
	for n < len(s) && strings.IndexByte(chars, s[n]) >= 0 {
		n++
	}
	return n
}

// chatty tells a sentence with an arrow in it from a drawing.
func chatty(s string) bool {
	plain := 0
	for _, w := range strings.Fields(s) {
		if isWord(w) && w == strings.ToLower(w) && len(w) > 1 {
			plain++
		}
	}
	return plain > 3
}

// everyday are the methods that are words of other logs too.
var everyday = map[string]bool{"INFO": true, "UPDATE": true, "MESSAGE": true, "REFER": true, "NOTIFY": true, "PUBLISH": true}

// bareCode tells a number that is no code of an answer: the name at the end of an
// arrow between two, or one with a word of its own before it, "protocol 515".
func (f *flowLine) bareCode() bool {
	if f.label.code == "" || f.label.phrase != "" && f.label.phrase != strings.ToUpper(f.label.phrase) || f.label.phrase == "OK" {
		return false
	}
	words := strings.FieldsFunc(f.text, func(r rune) bool { return r == ' ' || r == '|' })
	for i, w := range words {
		if w != f.label.code || i == 0 {
			continue
		}
		before := words[i-1]
		return isWord(before) && before == strings.ToLower(before) || i > 1 && strings.Trim(before, "-=<>") == "" && labelText(words[i-2])
	}
	return false
}

// labelText tells a name or a number from what else stands before an arrow.
func labelText(w string) bool {
	return w != "" && is(w[len(w)-1], classAlnum) && !strings.Contains(w, ":")
}

// moduleName tells a label that is what a log calls a part of the program, in
// brackets.
func (f *flowLine) moduleName() bool {
	return f.label.method != "" && strings.Contains(f.text, "["+f.label.method+"]")
}

// mostLeftover is how many words the arrow of a log's line may leave over.
const mostLeftover = 2

// leftover counts the words of a line that are neither the label, nor a date, nor the
// names at the ends of the arrow.
func (f *flowLine) leftover() int {
	before, behind := strings.Fields(f.text[:f.from]), strings.Fields(f.text[f.to:])
	n := 0
	for i, w := range append(before, behind...) {
		bare := strings.Trim(w, "-=<>|()[].,:'\"")
		switch {
		case bare == "" || hasDigit(bare) || !all(bare, classToken), i == len(before)-1, i == len(before):
		case methods[bare] || strings.Contains(f.label.phrase, bare) || bare == "SDP" || monthNumber(bare) > 0:
		default:
			n++
		}
	}
	return n
}

// spare counts the plain words of a line beside the names at the ends of its arrow: a
// drawing has none.
func (f *flowLine) spare() int {
	before, behind := strings.Fields(f.text[:f.from]), strings.Fields(f.text[f.to:])
	if len(before) > 0 {
		before = before[:len(before)-1]
	}
	if len(behind) > 0 {
		behind = behind[1:]
	}
	n := 0
	for _, w := range append(before, behind...) {
		w = strings.Trim(w, "[](){}:;,.")
		if len(w) > 1 && w == strings.ToLower(w) && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz_-") == "" {
			n++
		}
	}
	return n
}

// flowTime reads a clock, or seconds since the beginning, at the front of a line.
func (m *meta) flowTime(text string) {
	if m.clock {
		return
	}
	if st, at, _, ok := findTime(text[:min(len(text), 80)]); ok && at < 40 {
		m.stamp, m.clock = st, true
		return
	}
	m.relative(strings.Trim(word(strings.TrimLeft(plainDrawing.Replace(text), " |")), "|"))
}

// relative reads "9.997954" as seconds since midnight.
func (m *meta) relative(w string) {
	seconds, fraction, ok := strings.Cut(w, ".")
	if !ok || !isDigits(seconds) || !isDigits(fraction) || len(seconds) > 8 {
		return
	}
	n := number(seconds)
	m.stamp = stamp{hour: n / 3600, min: n / 60 % 60, sec: n % 60, n: nanoseconds(fraction)}
	m.clock = true
}
