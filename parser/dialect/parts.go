package dialect

import "strings"

// Break tells that the lines of a frame from At on stand in another input part:
// a chat tool cut a long paste into several messages.
type Break struct{ At, Part int }

// Continue goes on with the last message of one part in the lines of the next. It
// returns what else that part holds; ok is false where the message does not
// visibly go on there, and the part is to be read by itself.
func Continue(f *Frame, part int, next []Line) (rest Result, ok bool) {
	first := 0
	for first < len(next) && isBlank(next[first].Text) {
		first++
	}
	if first == len(next) {
		return Result{}, false
	}
	texts := strings.Split(f.Text, "\n")
	lines := make([]Line, 0, len(texts)+len(next))
	for i, text := range texts {
		lines = append(lines, Line{Text: text, N: f.Lines[i]})
	}
	last := &lines[len(lines)-1]
	odd := len(lines) > 1 && !isHeader(last.Text) && !isSDPLine(last.Text) && last.Text != "" && !is(last.Text[0], classSpace)
	if odd && len(next) > first+1 && isHeader(last.Text+next[first].Text) || cutInLine(next[first:], strings.Contains(f.Text, "\n\n")) {
		last.Text += next[first].Text
		first++
	}
	lines = append(lines, next[first:]...)
	rest = Frames(lines)
	if len(rest.Frames) == 0 || len(rest.Frames[0].Lines) <= len(f.Lines) {
		return Result{}, false
	}
	joined := rest.Frames[0]
	f.Breaks = append(f.Breaks, Break{At: len(f.Lines), Part: part})
	f.Text, f.Lines, f.Partial = joined.Text, joined.Lines, joined.Partial
	rest.Frames = rest.Frames[1:]
	rest.Notes = append(rest.Notes, "a message that goes on in the next part was put together")
	return rest, true
}

// cutInLine tells that a part begins within a line of the part before: what it
// begins with is no line of a message, and what follows is.
func cutInLine(lines []Line, body bool) bool {
	if len(lines) < 2 {
		return false
	}
	text, next := lines[0].Text, lines[1].Text
	if isHeader(text) || isSDPLine(text) && (body || text[0] == 'v') || isLogLine(text) || isRule(text) || strings.Count(text, " ") > 8 {
		return false
	}
	if _, start := findStart(text, 0); start {
		return false
	}
	if _, mark := readMark(text); mark {
		return false
	}
	return isOwnHeader(next) || sdpScore(next) > 0
}

// unfinished tells whether a message lacks something that the next part may have:
// its headers did not come to an end, or its body is shorter than it says.
func (m *message) unfinished() bool {
	switch {
	case m.bodyLines > 0:
		return m.length > m.bytes
	case m.blanks > 1:
		// One is only the end of the last line.
		return m.length > 0
	case m.lengthLast:
		return m.length > 0
	}
	return true
}
