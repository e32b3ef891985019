package render

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// What keyboards, word processors, editors and terminals do.

func smartQuotes(s string) string {
	var b strings.Builder
	before := byte(' ')
	for _, c := range []byte(s) {
		switch {
		case c == '"' && strings.IndexByte(" =:([,\n\t", before) >= 0:
			b.WriteString("“")
		case c == '"':
			b.WriteString("”")
		default:
			b.WriteByte(c)
		}
		before = c
	}
	return b.String()
}

func smartDashes(s string) string {
	return strings.NewReplacer("--", "—", "Call-ID", "Call–ID", "Content-", "Content–").Replace(s)
}

// zeroWidth puts an invisible character where tools allow a line break.
func zeroWidth(s string) string {
	return strings.NewReplacer("@", "\u200b@", ";", ";\u200b", "/2.0", "/\u20602.0").Replace(s)
}

func wide(s string, big, marked bool) string {
	if marked {
		s = "\ufeff" + s
	}
	units := utf16.Encode([]rune(s))
	out := make([]byte, 0, 2*len(units))
	for _, u := range units {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return string(out)
}

// latin1 writes what Latin-1 has in one byte.
func latin1(s string) string {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r < 0x100 {
			out = append(out, byte(r))
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// mojibake reads the bytes of UTF-8 as Latin-1.
func mojibake(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteRune(rune(c))
	}
	return b.String()
}

func coloured(s, introducer string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		text := strings.TrimRight(line, "\r\n")
		if text == "" {
			b.WriteString(line)
			continue
		}
		b.WriteString(introducer + "0;36m" + text + introducer + "0m" + line[len(text):])
	}
	return b.String()
}

// pager is what a terminal session keeps of a pager that held the output back.
func pager(s string) string {
	var b strings.Builder
	n := 0
	for line := range strings.Lines(s) {
		if n++; n%7 == 0 && strings.TrimSpace(line) != "" {
			b.WriteString(" --More-- \b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b")
		}
		b.WriteString(line)
	}
	return b.String()
}

func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

func prefixLines(s, prefix string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(prefix + line)
	}
	return b.String()
}

func doubleSpaced(s string) string { return strings.ReplaceAll(s, "\n", "\n\n") }

func lineNumbers(s string) string {
	var b strings.Builder
	n := 0
	for line := range strings.Lines(s) {
		n++
		number := itoa(n)
		b.WriteString(strings.Repeat(" ", max(0, 6-len(number))) + number + "\t" + line)
	}
	return b.String()
}

// boldToken sets a part of each branch in bold type, as people do to point at it.
func boldToken(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "z9hG4bK")
		if i < 0 {
			break
		}
		i += len("z9hG4bK")
		n := 0
		for i+n < len(s) && (addressByte(s[i+n])) && s[i+n] != '@' {
			n++
		}
		b.WriteString(s[:i])
		if n > 0 {
			b.WriteString("**" + s[i:i+n] + "**")
		}
		s = s[i+n:]
	}
	b.WriteString(s)
	return b.String()
}

func boldLines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		text := strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(text, "SIP/2.0 ") || strings.HasSuffix(text, " SIP/2.0") && !strings.Contains(text, ": ") && !strings.HasPrefix(text, " ") {
			text = "**" + text + "**"
		}
		b.WriteString(text + line[len(strings.TrimRight(line, "\r\n")):])
	}
	return b.String()
}

func headings(s string) string {
	return strings.NewReplacer("\nMax-Forwards:", "\n## Max-Forwards:", "\nCSeq:", "\n# CSeq:").Replace(s)
}
