package parser

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// A syslog daemon takes no more than so many bytes at a time: a message that a phone
// writes into one record, its line ends written out, goes on in the next records,
// cut wherever that is. They have the same stamp to the thousandth.

const (
	// fullPiece is the length from which a record may have been cut at its limit.
	fullPiece = 700
	// sharedHead is the least that records of one moment have in common.
	sharedHead = 40
)

// undoPieces puts the records of one message together.
func (c *cleaner) undoPieces() {
	var out []dialect.Line
	for i := 0; i < len(c.lines); i++ {
		n := piecesFrom(c.lines[i:])
		if n == 0 {
			if out != nil {
				out = append(out, c.lines[i])
			}
			continue
		}
		if out == nil {
			out = append(make([]dialect.Line, 0, len(c.lines)), c.lines[:i]...)
		}
		whole := c.lines[i]
		head := headOf(whole.Text, c.lines[i+1].Text)
		for _, l := range c.lines[i+1 : i+1+n] {
			whole.Text += l.Text[head:]
			c.mark(pieces, l.N)
		}
		out = append(out, whole)
		i += n
	}
	if out != nil {
		c.lines = out
	}
}

// piecesFrom counts the records behind the first line that go on with it.
func piecesFrom(lines []dialect.Line) int {
	const most = 64
	first := lines[0].Text
	if len(lines) < 2 || len(first) < fullPiece || !writtenOut(first) || !strings.Contains(first, "SIP/2.0") {
		return 0
	}
	head := headOf(first, lines[1].Text)
	if head < sharedHead || strings.Count(first[:head], ":") < 3 || strings.Contains(first[:head], "SIP/") || holdsEnd(first[:head]) {
		// What they have in common is no more than the stamp of a log.
		return 0
	}
	n := 0
	for n < most && n+1 < len(lines) && len(lines[n].Text) >= fullPiece {
		next := lines[n+1].Text
		if !strings.HasPrefix(next, first[:head]) || hasStart(next[head:]) {
			break
		}
		n++
	}
	return n
}

// writtenOut tells a line with several line ends written out.
func writtenOut(s string) bool {
	found := 0
	for i := 0; i < len(s) && found < 3; i++ {
		if n := endLength(s[i:]); n > 0 {
			found++
			i += n - 1
		}
	}
	return found >= 3
}

// headOf is how much two records have in common, back to the end of a word.
func headOf(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return strings.LastIndexByte(a[:n], ' ') + 1
}

// hasStart tells a record with a start line of its own; "SIP/2.0/UDP" is a Via's.
func hasStart(s string) bool {
	const version = "SIP/2.0"
	for {
		i := strings.Index(s, version)
		if i < 0 {
			return false
		}
		if s = s[i+len(version):]; !strings.HasPrefix(s, "/") {
			return true
		}
	}
}
