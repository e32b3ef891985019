package parser

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// undoTerminal takes out what is meant for a terminal: escape sequences, as bytes
// and as they look where a tool wrote them out, overstrikes and control characters.
func (c *cleaner) undoTerminal() {
	c.each(terminal, func(s string) string {
		for _, out := range []struct {
			shows bool
			undo  func(string) string
		}{
			{strings.IndexByte(s, '\b') >= 0, overstrike},
			{hasControl(s), dropControls},
			{strings.IndexByte(s, '[') >= 0, dropColours},
			{strings.Contains(s, "--More--"), dropMore},
			{strings.HasSuffix(s, "^M") || strings.HasSuffix(s, "^M$"), dropCaretM},
		} {
			if out.shows {
				s = out.undo(s)
			}
		}
		return s
	})
}

func hasControl(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' && s[i] != '\t' || s[i] == 0x7f || s[i] == 0xc2 && i+1 < len(s) && s[i+1] == 0x9b {
			return true
		}
	}
	return false
}

// overstrike writes as a terminal does where the cursor goes back.
func overstrike(s string) string {
	var out []rune
	at := 0
	for _, r := range s {
		switch {
		case r == '\b':
			at = max(0, at-1)
			continue
		case at < len(out):
			out[at] = r
		default:
			out = append(out, r)
		}
		at++
	}
	return strings.TrimRight(string(out), " ")
}

// dropControls takes out escape sequences of ECMA-48 and control characters.
func dropControls(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		switch ch := s[i]; {
		case ch == 0x1b:
			i += escapeLength(s[i:])
		case ch == 0xc2 && i+1 < len(s) && s[i+1] == 0x9b:
			i += 2 + sequence(s[i+2:])
		case ch < ' ' && ch != '\t' || ch == 0x7f:
			i++
		default:
			b.WriteByte(ch)
			i++
		}
	}
	return b.String()
}

// escapeLength is the length of the sequence that begins with ESC.
func escapeLength(s string) int {
	if len(s) < 2 {
		return len(s)
	}
	switch c := s[1]; {
	case c == '[':
		return 2 + sequence(s[2:])
	case c == ']' || c == 'P' || c == '_' || c == '^':
		head := s[:min(len(s), 256)]
		if i := strings.IndexByte(head, '\a'); i > 0 {
			return i + 1
		}
		if i := strings.Index(head, "\x1b\\"); i > 0 {
			return i + 2
		}
		return 2
	case strings.IndexByte("()*+#%", c) >= 0:
		return min(3, len(s))
	case c < 0x7f && c >= ' ':
		return 2
	}
	return 1
}

// sequence is the length of the parameters and the final letter of a control
// sequence, 0 where s holds none.
func sequence(s string) int {
	for i := 0; i < len(s) && i < 40; i++ {
		switch c := s[i]; {
		case c >= '@' && c <= '~':
			return i + 1
		case c < ' ' || c > '?':
			return 0
		}
	}
	return 0
}

// introducers are how tools write ESC.
var introducers = []string{"^[", `\x1b`, `\x1B`, `\033`, `\e`, `\E`, `\u001b`, `\u001B`, "#033", "␛", "<0x1b>", "<ESC>", "^^["}

// dropColours takes out control sequences whose ESC was written out or lost.
func dropColours(s string) string {
	var b strings.Builder
	bare := bareColour(s)
	for {
		i := strings.IndexByte(s, '[')
		if i < 0 {
			break
		}
		// Of "^[[0m" the first bracket belongs to the introducer.
		if i > 0 && s[i-1] == '^' && i+1 < len(s) && s[i+1] == '[' {
			i++
		}
		before, n := s[:i], 0
		if head, ok := cutIntroducer(before); ok {
			if n = sequence(s[i+1:]); n > 0 {
				before = head
			}
		} else if bare {
			n = bareLength(s[i+1:])
		}
		b.WriteString(before)
		if n == 0 {
			b.WriteByte('[')
		}
		s = s[i+1+n:]
	}
	b.WriteString(s)
	return b.String()
}

func cutIntroducer(s string) (string, bool) {
	for _, in := range introducers {
		if head, ok := strings.CutSuffix(s, in); ok {
			return head, true
		}
	}
	return s, false
}

// bareColour tells a colour whose ESC got lost: "[0;31m". What has a ] behind it
// is a log's own.
func bareColour(s string) bool {
	for {
		i := strings.IndexByte(s, '[')
		if i < 0 {
			return false
		}
		s = s[i+1:]
		if s != "" && (isDigit(s[0]) || s[0] == ';') && bareLength(s) > 0 {
			return true
		}
	}
}

// bareLength is the length of a colour or an erasure behind its bracket.
func bareLength(s string) int {
	i := 0
	for i < len(s) && i < 20 && (isDigit(s[i]) || s[i] == ';') {
		i++
	}
	if i == len(s) || s[i] != 'm' && s[i] != 'K' || i+1 < len(s) && s[i+1] == ']' || s[i] == 'K' && i > 1 {
		return 0
	}
	return i + 1
}

// dropMore takes out the prompt of a pager, which stands before the line that it
// held back.
func dropMore(s string) string {
	before, after, _ := strings.Cut(s, "--More--")
	if strings.Trim(before, " <") != "" {
		return s
	}
	return strings.TrimLeft(strings.TrimPrefix(after, ">"), " ")
}

func dropCaretM(s string) string {
	s = strings.TrimSuffix(s, "$")
	for strings.HasSuffix(s, "^M") {
		s = s[:len(s)-2]
	}
	return s
}

// undoWrapping puts the lines together that mail or chat broke at blanks.
func (c *cleaner) undoWrapping() {
	broken := false
	c.lines = dialect.Rewrap(c.lines, func(line int) {
		broken = true
		c.mark(wrapped, line)
	})
	if broken {
		// What was broken had none before its second half.
		c.undoPrefix()
	}
}

// undoPrefix takes off what stands before every line.
func (c *cleaner) undoPrefix() {
	c.lines = dialect.Unprefix(c.lines, func(line int) { c.mark(prefixes, line) })
}

// undoScreen puts the lines together that a terminal cut at its width.
func (c *cleaner) undoScreen() {
	c.lines = dialect.Rejoin(c.lines, func(line int) { c.mark(screen, line) })
}
