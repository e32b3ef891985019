package dialect

import (
	"net/netip"
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

// label is what an arrow is marked with.
type label struct {
	method, uri  string
	code, phrase string
	callID       string
}

func (l label) found() bool { return l.method != "" || l.code != "" }

// startLine is the label as a start line; what it does not tell is an ellipsis.
func (l label) startLine() string {
	if l.method != "" {
		uri := l.uri
		if uri == "" {
			uri = "…"
		}
		return l.method + " " + uri + " SIP/2.0"
	}
	phrase := l.phrase
	if phrase == "" {
		phrase = phrases[l.code]
	}
	return strings.TrimSpace("SIP/2.0 " + l.code + " " + phrase)
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
	if !ok {
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

// flow reads the i-th line as an arrow with its label.
func (u *unwrapper) flow(i int) (flowLine, bool) {
	text := u.in[i].Text
	if isOwnHeader(strings.TrimLeft(text, " \t")) || u.headsMessage(i) {
		return flowLine{}, false
	}
	f := flowLine{text: plainDrawing.Replace(text)}
	if !f.arrow() {
		return f, false
	}
	if f.label = labelOf(f.text); f.label.found() {
		return f, !chatty(f.text) && !(everyday[f.label.method] && f.spare() > 0)
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

// code tells the arrow of a program, "msg->status", from one that is drawn: nothing
// stands apart from it, and no label behind a colon.
func (f *flowLine) code() bool {
	s := f.text
	if f.to-f.from > 2 || f.from == 0 || f.to >= len(s) || !is(s[f.from-1], classAlnum) || !is(s[f.to], classAlnum) {
		return false
	}
	_, behind, ok := strings.Cut(s[f.to:], ":")
	return !ok || !labelOf(behind).found()
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

// labelOf finds the method or code in a piece of a drawing.
func labelOf(s string) label {
	var l label
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '|' })
	for i := range words {
		w := strings.Trim(words[i], "-=<>*[]\"'`,;.()")
		if name, rest, ok := strings.Cut(w, ":"); ok && !uriLike(w, false) && methods[rest] && name != "" {
			w = rest
		}
		w = strings.TrimRight(w, ":")
		switch {
		case w == "INFO" && strings.ContainsAny(words[i], ":[]<") && !strings.ContainsAny(words[i], "-="):
			// The level of a log line.
		case l.method == "" && methods[w]:
			l.method = w
			if i+1 < len(words) && uriLike(words[i+1], false) {
				l.uri = strings.Trim(words[i+1], "<>,")
			}
		case l.code == "" && statusCode(w) && !strings.HasSuffix(words[i], ",") && !strings.HasSuffix(words[i], ":") && (i == 0 || !is(words[i-1][0], classDigit) || strings.IndexByte(words[i-1], ':') > 0 || strings.IndexByte(words[i-1], '.') > 0):
			l.code = w
			l.phrase = phraseOf(w, words[i+1:])
		case hasPrefixFold(words[i], "call-id:"):
			if l.callID = words[i][len("call-id:"):]; l.callID == "" && i+1 < len(words) {
				l.callID = words[i+1]
			}
		}
	}
	if l.code != "" {
		// "200 OK (INVITE)" answers one.
		l.method, l.uri = "", ""
	}
	return l
}

// statusCode tells a code that is no other number: one of the RFCs.
func statusCode(w string) bool {
	if len(w) != 3 || !isDigits(w) {
		return false
	}
	_, known := phrases[w]
	return known || w[0] == '1' && w[1] == '8' || w[0] >= '4' && w[0] <= '6'
}

// phraseOf is the reason phrase in the words behind a code: that of the RFC, or words
// with a capital.
func phraseOf(code string, words []string) string {
	var phrase []string
	for _, raw := range words {
		w := strings.Trim(raw, "-=<>*[]\"`,;")
		first := byte(0)
		if w != "" {
			first = w[0]
		}
		if !(first >= 'A' && first <= 'Z') || methods[w] || w == "SDP" || strings.HasPrefix(w, "SIP") || len(w) > 1 && first == 'F' && isDigits(w[1:]) {
			break
		}
		phrase = append(phrase, w)
		if known := phrases[code]; strings.Join(phrase, " ") == known || len(raw) > len(w) && strings.IndexByte("-=<>", raw[len(raw)-1]) >= 0 {
			break
		}
	}
	return strings.Join(phrase, " ")
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
		if isWord(w) && w == strings.ToLower(w) && len(w) > 1 {
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

// ends are the two sides of an arrow: named beside it, or over the columns that it
// leads from and to.
func (u *unwrapper) ends(f *flowLine) (src, dst string) {
	left, right := sideName(f.text[:f.from], true), sideName(f.text[f.to:], false)
	if f.head < f.tail {
		left, right = right, left
	}
	if left != "" && right != "" {
		return left, right
	}
	people := u.people()
	if len(people) < 2 {
		return "", ""
	}
	src, dst = nearest(people, f.tail), nearest(people, f.head)
	if src == dst {
		return "", ""
	}
	return src, dst
}

// addressed tells an address, with its port or without.
func addressed(name string) bool {
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	a, _ := hostPort(name)
	return isAddress(a)
}

// sideName is the name next to an arrow, "" where a bar or nothing stands there.
func sideName(s string, before bool) string {
	if strings.IndexByte(s, '|') >= 0 {
		return ""
	}
	var names []string
	for _, w := range strings.Fields(s) {
		t := strings.Trim(w, "[]()\"',")
		bare := strings.TrimRight(t, ":")
		switch {
		case addressed(bare):
			names = append(names, bare)
		case labelOf(bare).found() || bare == "" || hasDigit(bare[:1]) || len(bare) < 4 && bare[0] == 'F' && hasDigit(bare) || !before && len(names) > 0:
		case isWord(bare) || all(bare, classToken):
			names = append(names, bare)
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case before:
		return names[len(names)-1]
	}
	return names[0]
}

// person is a column of a call flow.
type person struct {
	name   string
	column int
}

func nearest(people []person, column int) string {
	best := 0
	for i := range people {
		if abs(people[i].column-column) < abs(people[best].column-column) {
			best = i
		}
	}
	return people[best].name
}

func abs(n int) int { return max(n, -n) }

// people are the names over the columns: they stand in the lines before the first
// arrow, two or more in one line, or one in each.
func (u *unwrapper) people() []person {
	if u.named {
		return u.columns
	}
	u.named = true
	const reach = 14
	first := u.at
	for i := range u.in[:u.at] {
		if drawn(u.in[i].Text) {
			if _, ok := u.flow(i); ok {
				first = i
				break
			}
		}
	}
	if f := plainDrawing.Replace(u.in[first].Text); first > 0 && !labelOf(f).found() {
		first--
	}
	for i := first - 1; i >= 0 && i > first-reach; i-- {
		row := namesIn(plainDrawing.Replace(u.in[i].Text))
		if len(row) > 1 {
			u.columns = row
			return row
		}
		u.columns = append(row, u.columns...)
	}
	return u.columns
}

// namesIn are the names of a line and the columns that they are centred on.
func namesIn(s string) []person {
	var row []person
	words := strings.Count(s, "|") == 0
	for at := 0; at < len(s); {
		at += runOfAny(s[at:], " |-+=")
		end := at
		for end < len(s) && s[end] != '|' && !strings.HasPrefix(s[end:], "  ") {
			end++
		}
		name := strings.TrimSpace(s[at:end])
		if addressed(name) || words && name != "" && len(name) < 24 && isWord(strings.ReplaceAll(strings.TrimRight(name, "0123456789"), " ", "")) && !labelOf(name).found() {
			row = append(row, person{strings.ReplaceAll(name, " ", "-"), utf8.RuneCountInString(s[:at]) + utf8.RuneCountInString(name)/2})
		}
		at = end + 1
	}
	return row
}
