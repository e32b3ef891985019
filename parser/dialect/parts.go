package dialect

import "strings"

// Break tells that the lines of a frame from At on stand in another input part:
// a chat tool cut a long paste into several messages.
type Break struct{ At, Part int }

// End is the number of the last line of a frame, 0 where it has none.
func (f *Frame) End() int {
	if len(f.Lines) == 0 {
		return 0
	}
	return f.Lines[len(f.Lines)-1]
}

// KeepMarks takes over what a log said of the message before its lines were looked
// at once more without the head of the log.
func (f *Frame) KeepMarks(o *Frame) {
	if f.Src == "" && f.Dst == "" {
		f.Src, f.Dst = o.Src, o.Dst
	}
	if !f.Clock && o.Clock {
		f.Time, f.Clock = o.Time, true
	}
	if f.Transport == "" {
		f.Transport = o.Transport
	}
	if f.Direction == Unknown {
		f.Direction = o.Direction
	}
	if f.Format == "raw" {
		f.Format = o.Format
	}
}

// Said tells whether a line is somebody's words rather than the rest of the line
// before: lines of a message do not follow those at once.
func Said(text, next string) bool {
	next = strings.TrimLeft(next, " \t>")
	if _, header := findKnownHeader(next); (header || isOwnHeader(next) || isSDPLine(next)) && text[len(text)-1] != ':' {
		return false
	}
	return speech(text)
}

// Begins tells a line with which a message, a header or something else of a log
// begins, so that it is no rest of the line before.
func Begins(text string) bool { return !odd("", "", text) }

// Alike tells two lines of one log by what stands before their first blank.
func Alike(a, b string) bool {
	n := indentOf(a)
	first := a[:n+len(word(a[n:]))]
	return len(first) > n && matchShape(first, b) > 0
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
