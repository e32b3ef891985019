package parser

import (
	"strings"
	"unicode/utf8"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// undoPrintable decodes quoted-printable (RFC 2045 6.7), which mail is saved in:
// =3D for = and a line broken by = at its end.
func (c *cleaner) undoPrintable() {
	broken := ""
	if !c.any(func(s string) bool {
		whole := broken + s
		broken, _ = strings.CutSuffix(s, "=")
		if len(broken) == len(s) || len(broken) > 80 {
			broken = ""
		}
		return showsPrintable(whole)
	}) {
		return
	}
	var out []dialect.Line
	var whole strings.Builder
	joining := false
	for _, l := range c.lines {
		coded := printableLine(l.Text)
		before := c.marked(printable, l.N)
		if before {
			// Decoded before; only a break that colours hid may be left.
			coded = strings.HasSuffix(l.Text, "=") && strings.Contains(l.Text, "=3D")
		}
		if !joining && !coded {
			out = append(out, l)
			continue
		}
		text, soft := strings.CutSuffix(strings.TrimRight(l.Text, " \t"), "=")
		decoded := text
		if !before || coded {
			decoded = fromPrintable(text)
		}
		if joining || soft || decoded != l.Text {
			c.mark(printable, l.N)
			text = decoded
		}
		if !joining {
			out = append(out, dialect.Line{N: l.N})
			whole.Reset()
		}
		whole.WriteString(text)
		if joining = soft; !joining {
			out[len(out)-1].Text = whole.String()
		}
	}
	if joining {
		out[len(out)-1].Text = whole.String()
	}
	c.lines = out
}

// showsPrintable tells what nothing but quoted-printable writes. A tag may well
// begin with 3D, so that "tag=3D…" shows nothing.
func showsPrintable(s string) bool {
	return strings.Contains(s, "=3D") && (strings.Contains(s, "branch=3Dz9hG4bK") || strings.HasPrefix(s, "v=3D0") ||
		strings.HasPrefix(s, "m=3Daudio ") || strings.Contains(s, `=3D"`) || strings.Contains(s, "=3D&quot;"))
}

// printableLine tells a line in which every = begins a code or ends the line, and
// that has one which = for itself could not be.
func printableLine(s string) bool {
	s = strings.TrimRight(s, " \t")
	shown := strings.HasSuffix(s, "=")
	for rest := s; ; {
		i := strings.IndexByte(rest, '=')
		if i < 0 || i == len(rest)-1 {
			return shown
		}
		if i+2 >= len(rest) || !upperHex(rest[i+1]) || !upperHex(rest[i+2]) {
			return false
		}
		if code := rest[i+1 : i+3]; code == "3D" || code >= "80" || code <= "20" {
			shown = true
		}
		rest = rest[i+3:]
	}
}

func upperHex(c byte) bool { return isDigit(c) || c >= 'A' && c <= 'F' }

func fromPrintable(s string) string {
	if strings.IndexByte(s, '=') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '=' && i+2 < len(s) && upperHex(s[i+1]) && upperHex(s[i+2]) {
			b = append(b, hexValue(s[i+1])<<4|hexValue(s[i+2]))
			i += 2
			continue
		}
		b = append(b, s[i])
	}
	if utf8.Valid(b) {
		return string(b)
	}
	var text strings.Builder
	for _, one := range b {
		text.WriteRune(windows1252(one))
	}
	return text.String()
}

// quoteMarks begin the lines of a quoted mail or message.
var quoteMarks = []string{">", "|", "│", "┃", "▌", "»", "›", "•", "#", ":", "//", "*", "-", "--"}

// undoQuoting takes quote marks off a run of lines that all begin with one, where
// SIP shows behind them.
func (c *cleaner) undoQuoting() {
	for from := 0; from < len(c.lines); {
		mark := quoteMark(c.lines[from].Text)
		to := from + 1
		if mark == "" {
			from = to
			continue
		}
		for to < len(c.lines) && strings.HasPrefix(trimBlanks(c.lines[to].Text), mark) {
			to++
		}
		if c.quoted(from, to, mark) {
			c.unquote(from, to, mark)
		}
		from = to
	}
}

func trimBlanks(s string) string { return strings.TrimLeft(s, " \t") }

func quoteMark(s string) string {
	s = trimBlanks(s)
	if s == "" || isAlnum(s[0]) {
		return ""
	}
	for _, mark := range quoteMarks {
		if strings.HasPrefix(s, mark) {
			return mark
		}
	}
	return ""
}

// quoted tells whether a run of lines is quoted SIP: the mark of mail needs one
// line of it, the others, which lists and logs begin with too, need more.
func (c *cleaner) quoted(from, to int, mark string) bool {
	lines, sip, start, shown := 0, 0, false, false
	for _, l := range c.lines[from:to] {
		rest := strings.TrimLeft(behindMarks(l.Text, mark), " \t\"*`")
		if rest == "" {
			continue
		}
		lines++
		if startsMessage(rest) {
			start = true
		}
		if structural(rest) {
			sip++
			// A quoted mail has a From and a To as well.
			shown = shown || startsSDP(rest) || namesSIP(rest)
		}
	}
	if mark == ">" {
		return sip > 1 && shown || start || c.allOf(from, to)
	}
	return sip > 2 && sip*2 > lines && shown
}

// allOf tells a run of lines that is all that the text has, and more than a few.
func (c *cleaner) allOf(from, to int) bool {
	const few = 6
	if to-from < few {
		return false
	}
	for i := range c.lines {
		if (i < from || i >= to) && strings.TrimSpace(c.lines[i].Text) != "" {
			return false
		}
	}
	return true
}

// behindMarks is a line without all of its quote marks, and without one blank
// behind the last: further ones may be those of a folded header.
func behindMarks(s, mark string) string {
	for {
		rest, ok := strings.CutPrefix(trimBlanks(s), mark)
		if !ok {
			return s
		}
		s = rest
		if s != "" && s[0] == ' ' {
			s = s[1:]
		}
		if mark != ">" && mark != "|" {
			return s
		}
	}
}

func (c *cleaner) unquote(from, to int, mark string) {
	// The frame of a table closes its lines too.
	framed := mark != ">"
	for _, l := range c.lines[from:to] {
		text := strings.TrimRight(l.Text, " \t")
		framed = framed && len(text) > 1 && strings.HasSuffix(text, mark)
	}
	for i := from; i < to; i++ {
		l := &c.lines[i]
		text := l.Text
		if framed {
			text = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(text, " \t"), mark), " \t")
		}
		l.Text = behindMarks(text, mark)
		c.mark(quoting, l.N)
	}
}

// undoFences takes off the marks that stand around a block of code.
func (c *cleaner) undoFences() {
	c.expand(fences, func(s string) ([]string, bool) {
		text := unfenced(strings.TrimSpace(s))
		indent := s[:len(s)-len(trimBlanks(s))]
		switch {
		case len(text) == len(strings.TrimSpace(s)):
			return nil, false
		case text == "":
			return nil, true
		}
		return []string{indent + text}, true
	})
}

func unfenced(s string) string {
	if s == "" || strings.IndexByte("`~{[", s[0]) < 0 && strings.IndexByte("`~}]", s[len(s)-1]) < 0 {
		return s
	}
	if rest, ok := cutFence(s); ok {
		if len(rest) < 16 && strings.IndexFunc(rest, func(r rune) bool { return r > 0x7f || !isAlnum(byte(r)) && r != '-' && r != ' ' }) < 0 {
			return ""
		}
		s = strings.TrimLeft(rest, " ")
	}
	for _, mark := range []string{"```", "~~~", "{code}", "{noformat}", "{quote}", "[/code]", "[/CODE]", "[/quote]"} {
		s = strings.TrimRight(strings.TrimSuffix(s, mark), " ")
	}
	return s
}

// cutFence cuts an opening mark with its options.
func cutFence(s string) (rest string, ok bool) {
	for _, mark := range []string{"```", "~~~"} {
		if rest, ok = strings.CutPrefix(s, mark); ok {
			return strings.TrimLeft(rest, mark[:1]), true
		}
	}
	for _, mark := range []string{"{code", "{noformat", "{quote", "{panel", "[code", "[CODE", "[/code", "[/CODE", "[quote", "[/quote"} {
		rest, ok = strings.CutPrefix(s, mark)
		if !ok || rest == "" || strings.IndexByte("}]:=", rest[0]) < 0 {
			continue
		}
		if i := strings.IndexAny(rest, "}]"); i >= 0 {
			return rest[i+1:], true
		}
	}
	return s, false
}
