package dialect

import "strings"

// What a text was passed on with stands before every line of it, those of the log
// too: the number that cat -n or grep -n put there, a container's name, the time of
// another logger, a nick. It is taken off before anything else looks at the lines,
// so that what the log says around a message reads as it was written. A message
// keeps what stood before it, since that may hold its only time.

const (
	// fewestPrefixed is how many lines must have a prefix before it is one.
	fewestPrefixed = 5
	// longestPrefix and mostStarts bound what is looked at.
	longestPrefix = 160
	mostStarts    = 3
)

// Unprefix takes off what stands before every line and tells took the numbers of
// the lines that it changed.
func Unprefix(lines []Line, took func(n int)) []Line {
	pre := commonPrefix(lines)
	if pre == "" {
		return lines
	}
	out := make([]Line, 0, len(lines))
	for _, l := range lines {
		if n := matchPrefix(pre, l.Text); n > 0 {
			l.pre, l.Text = l.pre+l.Text[:n], l.Text[n:]
			took(l.N)
		} else if l.Text == "--" && hasDigit(pre) {
			// Between the pieces that grep found.
			l.Text = ""
		}
		out = append(out, l)
	}
	return out
}

// commonPrefix is what stands before a start line and before nearly every other
// line of the text, "" for nothing.
func commonPrefix(lines []Line) string {
	starts := 0
	for i := 0; i+1 < len(lines) && starts < mostStarts; i++ {
		text := lines[i].Text
		if strings.Index(text, "SIP/") <= 0 {
			continue
		}
		st, ok := findStart(text, 0)
		if !ok || st.at == 0 {
			continue
		}
		starts++
		before := strings.TrimSpace(text[:st.at])
		if st.at > longestPrefix || before == "" || strings.IndexByte("*_~", before[0]) >= 0 || strings.ContainsAny(before, "\"'`{\\") {
			// What stands in quotes has escapes as well; both they and bold type end again.
			continue
		}
		if pre := prefixOf(text[:st.at], lines, i); pre != "" {
			return pre
		}
	}
	return ""
}

// prefixOf is the longest beginning of what stands before the start line at i that
// is on the next line, a header of it, and on nearly all others.
func prefixOf(before string, lines []Line, i int) string {
	for n := len(before); n > 0; n-- {
		if c := before[n-1]; is(c, classAlnum) || n < len(before) && is(c, classSpace) && is(before[n], classSpace) {
			continue
		}
		pre := before[:n]
		if isBlank(pre) {
			return ""
		}
		if strings.Count(pre, "[") != strings.Count(pre, "]") || strings.Count(pre, "(") != strings.Count(pre, ")") {
			continue
		}
		next := lines[i+1].Text
		k := matchPrefix(pre, next)
		if k <= 0 || !isOwnHeader(strings.TrimLeft(next[k:], " \t")) {
			continue
		}
		if everywhere(pre, lines) {
			return pre
		}
	}
	return ""
}

// everywhere tells a prefix that no more than every twentieth line lacks.
func everywhere(pre string, lines []Line) bool {
	with, without := 0, 0
	for i := range lines {
		text := lines[i].Text
		switch {
		case isBlank(text):
		case matchPrefix(pre, text) >= 0:
			with++
		case text == "--":
		default:
			if without++; without*20 > len(lines) {
				return false
			}
		}
	}
	return with >= fewestPrefixed && without*20 <= with
}

// matchPrefix tells how much of s has the shape of pre, as matchShape does; the
// blanks that put numbers under each other may differ, and so may the mark that
// grep puts behind one. It is -1 where s does not begin like that.
func matchPrefix(pre, s string) int {
	return ofTool.match(pre, s, indentOf(pre), indentOf(s))
}

// ofTool is the likeness of what a tool puts before lines that it passes on.
var ofTool = likeness{sameCount, grepMark}

// sameCount is sameWord, but that a number stays one.
func sameCount(a, b string) bool {
	if isDigits(a) {
		return isDigits(b)
	}
	return sameWord(a, b)
}

// grepMark tells the hyphen that grep puts where a line that it found has a colon.
func grepMark(pre string, i int, c byte) bool {
	return pre[i] == ':' && c == '-' && i > 0 && is(pre[i-1], classAlnum)
}
