package parser

import (
	"strings"
	"unicode/utf8"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// What stands around every line, those of the log too, was put there when the text
// was copied: the quotes of a table with one column, the marks of bold type or code,
// the border of a window, the sign that an editor shows for a line end. One line in
// twenty may have lost it.

// enclosing are the marks that may stand on both sides of every line.
var enclosing = []string{`"`, "'", "`", "***", "**", "__"}

// closing are what may stand behind every line.
var closing = []string{"│", "┃", "║", "|", "$", `\`, "¶", "↵", "⏎", "<0D>", "<0d>", "[CR]"}

// undoSides takes off what stands around every line or behind it.
func (c *cleaner) undoSides() {
	for _, mark := range enclosing {
		if c.everyLine(func(s string) bool { _, ok := enclosed(s, mark); return ok }) {
			c.each(cells, func(s string) string { s, _ = enclosed(s, mark); return s })
		}
	}
	for _, mark := range closing {
		if c.everyLine(func(s string) bool { return strings.HasSuffix(strings.TrimRight(s, " \t"), mark) }) {
			c.each(padding, func(s string) string {
				s = strings.TrimRight(s, " \t")
				return strings.TrimRight(strings.TrimSuffix(s, mark), " \t")
			})
		}
	}
	c.undoContinued()
}

// everyLine tells whether nearly every line that is not empty is one of a kind, and
// SIP is among them.
func (c *cleaner) everyLine(kind func(string) bool) bool {
	const fewest = 6
	with, without, sip := 0, 0, false
	for _, l := range c.lines {
		switch {
		case strings.TrimSpace(l.Text) == "":
		case kind(l.Text):
			with++
			sip = sip || namesSIP(l.Text)
		default:
			if without++; without*20 > len(c.lines) {
				return false
			}
		}
	}
	return sip && with >= fewest && without*20 <= with
}

// enclosed is a line without the mark on both of its sides, and whether it had it.
// In quotes that a table put there, those of the line are doubled.
func enclosed(s, mark string) (string, bool) {
	t := strings.TrimSpace(s)
	inner, ok := strings.CutPrefix(t, mark)
	if !ok || len(t) < 2*len(mark) {
		return s, false
	}
	if inner, ok = strings.CutSuffix(inner, mark); !ok || holdsEnd(inner) {
		return s, false
	}
	if mark == `"` {
		if strings.Count(inner, `"`) == 2*strings.Count(inner, `""`) {
			inner = strings.ReplaceAll(inner, `""`, `"`)
		} else if strings.Count(inner, `"`) == strings.Count(inner, `\"`) {
			inner = unescapedString(inner)
		}
	}
	return inner, true
}

// undoContinued puts lines together that were cut at one width with a backslash
// behind each piece.
func (c *cleaner) undoContinued() {
	width, longest, cut, whole := 0, 0, 0, 0
	for _, l := range c.lines {
		n := utf8.RuneCountInString(l.Text)
		longest = max(longest, n)
		if strings.HasSuffix(l.Text, `\`) {
			if cut++; width != 0 && n != width {
				return
			}
			width = n
		} else {
			whole = max(whole, n)
		}
	}
	const narrowest = 40
	if cut < 2 || width < narrowest || width != longest || whole == longest {
		return
	}
	var out []dialect.Line
	going := false
	for _, l := range c.lines {
		text, more := strings.CutSuffix(l.Text, `\`)
		if going {
			out[len(out)-1].Text += text
			c.mark(screen, l.N)
		} else {
			out = append(out, l)
			out[len(out)-1].Text = text
		}
		going = more
	}
	c.lines = out
}
