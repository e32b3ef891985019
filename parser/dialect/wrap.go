package dialect

import "strings"

// wrapping is how something broke long lines, as far as the input shows it.
type wrapping struct {
	known bool
	// column is where a terminal cut every long line, 0 for none; words tells that
	// lines were broken at blanks.
	column int
	words  bool
}

// physical is the length of the line of the input that l is or was part of.
func (l *Line) physical() int {
	if l.width > 0 {
		return l.width
	}
	return len(l.Text)
}

// wrap looks at all lines that seem to go on in the next one: cut at a column,
// they are equally long; broken at blanks, they are not.
func (s *scanner) wrap() *wrapping {
	w := &s.wrapping
	if w.known {
		return w
	}
	w.known = true
	const enough = 200
	var lengths, words []int
	for i := 0; i+1 < len(s.input) && len(lengths) < enough; i++ {
		text, next := s.input[i].Text, s.input[i+1].Text
		if len(text) < wrapWidth || isLogLine(text) || strings.Contains(next, "SIP/2.0") || !odd(text, text, next) {
			continue
		}
		if _, mark := readMark(text); mark {
			continue
		}
		lengths = append(lengths, len(text))
		words = append(words, len(text)+1+len(word(next)))
	}
	w.judge(lengths, words)
	return w
}

// judge takes the lengths of the lines that go on, and what they would be with
// the next word.
func (w *wrapping) judge(lengths, words []int) {
	top := 0
	for _, n := range lengths {
		top = max(top, n)
	}
	full, short := 0, 0
	for i, n := range lengths {
		if n >= top-1 {
			full++
		} else if words[i] > top {
			short++
		}
	}
	if full >= 2 {
		w.column = top
	}
	w.words = len(lengths) >= 2 && short > full
}

// glue is what a wrapped line goes on with, and the blank before it where the
// line was broken at one.
func (s *scanner) glue(text string) string {
	m := &s.msg
	if len(m.buf) == 0 || text == "" {
		return text
	}
	last := m.buf[len(m.buf)-1]
	switch w := s.wrap(); {
	case m.tail:
		return " " + strings.TrimLeft(text, " \t")
	case w.column > 0 && m.lastWidth == w.column && !w.words:
		return text
	case m.sure && m.own && isColumn(m.lastWidth):
		return text
	case w.words, w.column > 0 && m.lastWidth == w.column-1:
		return " " + strings.TrimLeft(text, " \t")
	}
	text = strings.TrimLeft(text, " \t")
	if text == "" {
		return ""
	}
	switch {
	case strings.IndexByte(";=@<.-/", last) >= 0, strings.IndexByte(";,>@.=:", text[0]) >= 0:
		return text
	case strings.IndexByte(",>:", last) >= 0:
		return " " + text
	case isColumn(m.lastWidth), isColumn(m.lastLen):
		return text
	case m.sure && !m.own && is(last, classAlnum) && !freeValue(m.lastText()):
		// A terminal cut a line of a log, and no value has a blank there.
		return text
	}
	return " " + text
}

// isColumn tells the widths at which terminals and loggers cut lines.
func isColumn(n int) bool {
	return n%10 == 0 && n >= 60 || n == 72 || n == 76 || n == 78 || n == 128 || n == 132 || n == 256
}
