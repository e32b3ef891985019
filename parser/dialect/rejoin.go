package dialect

import (
	"strings"
	"unicode/utf8"
)

// A terminal that a log is copied from cuts every long line at its width, those of
// the log itself too, whatever stands there: a prefix, a string, an address. Where
// the text as a whole shows that width, its lines are put together before anything
// else looks at them.
const (
	narrowest = 60
	// A screen has no more than so many lines to copy.
	mostScreen = 20_000
)

// Rejoin puts the lines together that a terminal cut, and tells joined the number of
// each that it put behind another.
func Rejoin(lines []Line, joined func(n int)) []Line {
	column := columnOf(lines)
	if column == 0 {
		return lines
	}
	out := make([]Line, 0, len(lines))
	// first is the beginning of the line being put together, whole all of it, last its
	// last piece, and full how that was cut.
	var whole strings.Builder
	first, last, full := "", "", uncut
	finish := func() {
		if whole.Len() > 0 {
			out[len(out)-1].Text = whole.String()
			whole.Reset()
		}
	}
	for i := range lines {
		l := lines[i]
		cut := cutBy(column, l.Text)
		if full != uncut && odd(first, last, l.Text) && !ofRecord(first, lines, i) {
			if whole.Len() == 0 {
				whole.WriteString(last)
			}
			if full == atBlank {
				whole.WriteByte(' ')
			}
			whole.WriteString(l.Text)
			if last, full = l.Text, cut; len(first) < enoughToTell {
				first += l.Text
			}
			joined(l.N)
			continue
		}
		finish()
		first, last, full = l.Text, l.Text, cut
		out = append(out, l)
	}
	finish()
	return out
}

// enoughToTell is how much of a line tells what kind of line it is.
const enoughToTell = 2048

// cutting is how the width of a terminal met a line.
type cutting uint8

const (
	uncut cutting = iota
	// inWord: the line is as long as the terminal is wide.
	inWord
	// atBlank: it is shorter by the one blank that copying takes off an end.
	atBlank
)

func cutBy(column int, text string) cutting {
	if len(text) < column-1 {
		return uncut
	}
	switch utf8.RuneCountInString(text) {
	case column:
		return inWord
	case column - 1:
		return atBlank
	}
	return uncut
}

// columnOf is the width at which a terminal cut the lines, 0 for none: no line is
// longer, and lines of just that length go on in the next one.
func columnOf(lines []Line) int {
	if len(lines) > mostScreen {
		return 0
	}
	longest := 0
	for i := range lines {
		if text := lines[i].Text; len(text) > longest {
			longest = max(longest, utf8.RuneCountInString(text))
		}
	}
	if longest < narrowest {
		return 0
	}
	goOn, end, sure := 0, 0, 0
	for i := range lines {
		text := lines[i].Text
		if len(text) < longest || utf8.RuneCountInString(text) != longest || isRule(text) {
			continue
		}
		if i+1 < len(lines) && odd(text, text, lines[i+1].Text) && !ofRecord(text, lines, i+1) && !dottedEnds(text, lines[i+1].Text) {
			goOn++
			// A text may itself be cut in its last line.
			if i+2 < len(lines) && !isBlank(lines[i+2].Text) && cutWithin(text, lines[i+1].Text) {
				sure++
			}
		} else {
			end++
		}
	}
	if sure > 0 && sure+goOn > end || goOn > 1 && end <= goOn/4 {
		return longest
	}
	return 0
}

// ofRecord tells a line that was one with the one before it: the lines of a message
// in a record, whose line ends were written out.
func ofRecord(first string, lines []Line, i int) bool {
	return strings.HasPrefix(first, `{"`) && lines[i].N == lines[i-1].N
}

// cutWithin tells a line that can only have been cut: in the middle of a word, and
// what follows is not what somebody says.
func cutWithin(text, next string) bool {
	return is(text[len(text)-1], classToken) && is(next[0], classToken) && !speech(next) && !strings.HasSuffix(strings.TrimRight(next, " \t"), ":")
}

// odd tells a line that nothing begins with: neither a line of a message, nor
// one of the log in which the line stands that begins like first and ends like last.
func odd(first, last, text string) bool {
	indent := indentOf(text)
	t := text[indent:]
	if strings.HasPrefix(first, `{"`) && !strings.HasSuffix(last, "}") {
		// A record goes on until it is closed.
		return t != "" && !strings.HasPrefix(t, `{"`)
	}
	if indent == 2 && strings.HasPrefix(first, "  ") && strings.Contains(first, "..") {
		// ngrep breaks a packet's one line itself, and indents each piece.
		return false
	}
	several := severalLines(first)
	if t == "" || indent > 3 || isRule(t) || isCloser(t) && (t != `"` || strings.Count(first, `"`)%2 == 0) || isLogLine(t) && (!several || isLogLine(first)) {
		return false
	}
	if n := indentOf(first) + len(word(first)); n > 0 && n < len(first) && matchShape(first[:n], text) > 0 {
		return false
	}
	if _, mark := readMark(t); mark || listItem(t) {
		return false
	}
	if label := strings.TrimSuffix(t, ":"); len(label) < len(t) && all(label, classAlpha) && !several {
		return false
	}
	if _, _, at, arrow := arrowEnds(t); arrow && at == 0 && strings.IndexByte(word(t), ';') < 0 {
		return false
	}
	if several {
		return !startsWithStart(t) && !sameRecord(first, text)
	}
	if isOwnHeader(t) || isSDPLine(t) && (sdpScore(t) > 0 || isSDPLine(first)) {
		return false
	}
	if _, row := hexRow(text); row && strings.Count(first, "[") <= strings.Count(first, "]") {
		return false
	}
	_, start := findStart(t, 0)
	return !start
}

// sameRecord tells two lines that each hold a message behind the same.
func sameRecord(a, b string) bool {
	x, ok := findStart(a, 0)
	if !ok || x.at == 0 {
		return false
	}
	y, ok := findStart(b, 0)
	return ok && matchShape(a[:x.at], b) == y.at
}

// severalLines tells a line on which several lines of a message stand.
func severalLines(text string) bool {
	if st, ok := findStart(text, 0); ok && strings.Contains(text[st.at:], ": ") {
		return true
	}
	at, n, ok := lineEnd(text, 0)
	return ok && at+n < len(text)
}

// dottedEnds tells lines that end in the mark of a carriage return: the log broke
// its lines after something else had broken the message's.
func dottedEnds(text, next string) bool {
	return strings.HasSuffix(text, ".") && strings.HasSuffix(next, ".")
}
