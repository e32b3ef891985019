package dialect

import (
	"strings"
	"unicode/utf8"
)

// Mail and chat break every long line at a blank, those of the log itself too. The
// width shows: where a line was broken, the first word of the next one would not
// have found room. Lines are put together before anything else looks at them, since
// what goes on in the next line may look like a header, a time or an address.

const (
	widestWrap = 132
	// fewestWraps is how many lines must have been broken, shortestWrapped how long
	// such a line is at least.
	fewestWraps     = 2
	shortestWrapped = 12
)

// Rewrap puts lines together that were broken at blanks, and tells joined the number
// of each that it put behind another.
func Rewrap(lines []Line, joined func(n int)) []Line {
	width := wordWidth(lines)
	if width == 0 {
		return lines
	}
	out := make([]Line, 0, len(lines))
	for i := 0; i < len(lines); i++ {
		l, last := lines[i], lines[i].Text
		for i+1 < len(lines) && brokenAt(width, l.Text, last, lines[i+1].Text) {
			i++
			last = lines[i].Text
			l.Text += " " + last
			joined(lines[i].N)
		}
		out = append(out, l)
	}
	return out
}

// brokenAt tells whether the line that begins like first and ends in last goes on in
// next.
func brokenAt(width int, first, last, next string) bool {
	if len(last) < shortestWrapped && !strings.HasSuffix(first, last) || isBlank(next) || is(next[0], classSpace) || len(first) > longestLine {
		return false
	}
	// A quote mark may have been taken off the line since.
	const mark = 2
	if runes(last)+mark+1+runes(word(next)) <= width {
		return false
	}
	first = first[:min(len(first), enoughToTell)]
	behind := !odd(first, last, next)
	if behind && !goesOnAnyway(first, next) {
		return false
	}
	// A header may stand behind a mark or a prefix.
	_, header := findKnownHeader(next)
	return !header || !behind && severalLines(first)
}

// goesOnAnyway tells what looks like the beginning of a line and is none: a time of
// day behind its date or the word before it, and what stands in quotes.
func goesOnAnyway(first, next string) bool {
	if isOwnHeader(next) || startsWithStart(next) {
		return false
	}
	return strings.HasSuffix(first, " at") || strings.Count(first, `"`)%2 == 1 || dated(first) && beginsWithTime(next) && !dated(word(next))
}

// dated tells a text that ends with a date.
func dated(s string) bool {
	var st stamp
	s = s[tailUntil(s, " \t"):]
	return len(s) == len("2026-01-05") && st.numericDate(s)
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// wordWidth is the width at which lines were broken at blanks, 0 where none were:
// no line but a single long word is longer, and lines of several lengths go on.
func wordWidth(lines []Line) int {
	if len(lines) > mostScreen {
		return 0
	}
	longest := 0
	for i := range lines {
		text := strings.TrimSpace(lines[i].Text)
		if strings.HasPrefix(text, `{"`) {
			// Records are cut at the width of a terminal, not at blanks.
			return 0
		}
		if len(text) <= longest || strings.IndexByte(text, ' ') < 0 {
			continue
		}
		if longest = max(longest, runes(text)); longest > widestWrap {
			return 0
		}
	}
	if longest < narrowest {
		return 0
	}
	broken, shorter := 0, 0
	for i := 0; i+1 < len(lines); i++ {
		text := lines[i].Text
		if len(text) < shortestWrapped || !brokenAt(longest, text, text, lines[i+1].Text) || !tells(text) {
			continue
		}
		if broken++; runes(text) < longest-1 {
			shorter++
		}
	}
	if broken < fewestWraps || shorter == 0 || shorter*3 < broken || shorter*2 < broken && columnOf(lines) != 0 {
		return 0
	}
	return longest
}

// tells tells a line of a message or of what a log writes before one.
func tells(text string) bool {
	t := strings.TrimLeft(text, " \t>|")
	if _, row := hexRow(t); row {
		return false
	}
	if isOwnHeader(t) || isSDPLine(t) {
		return true
	}
	if _, ok := findStart(t, 0); ok {
		return true
	}
	if _, ok := findKnownHeader(t); ok {
		return true
	}
	for _, end := range [...]string{" from", " to", " ->", " >"} {
		if strings.HasSuffix(t, end) {
			return true
		}
	}
	_, mark := readMark(t)
	return mark
}
