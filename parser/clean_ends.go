package parser

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// undoEnds puts line ends where a log or a program wrote them out: \r\n in a
// string, #012 in syslog, <CR><LF>. They are believed only where the real ones are
// missing: inside a line at which SIP goes on behind them, or at the end of lines
// that are SIP.
func (c *cleaner) undoEnds() {
	c.expand(ends, func(s string) ([]string, bool) {
		if !holdsEnd(s) {
			return nil, false
		}
		if parts, ok := splitEnds(s); ok {
			return parts, true
		}
		return nil, false
	})
	c.undoTrailingEnds()
}

// written are the ways in which a line end is written out, longest first where one
// begins another.
var written = []string{
	`\\r\\n`, `\\n`, `\\r`, `\r\n`, `\n`, `\r`, "#015#012", "#012", "#015", "<CR><LF>", "<cr><lf>", "<CRLF>", "<LF>", "<lf>", "[CR][LF]", "[CRLF]", "{CR}{LF}",
	`\x0d\x0a`, `\x0D\x0A`, `\x0a`, `\x0A`, `\x0d`, `\x0D`, `\015\012`, `\012`, `\015`, `\u000d\u000a`, `\u000D\u000A`, `\u000a`, `\u000A`, `\u000d`, `\u000D`, "^M^J", "^M",
	"␍␊", "␤", "␊", "␍", "↵", "¶", "%0D%0A", "%0d%0a",
}

// endBytes are the first bytes of written.
const endBytes = "\\#<[{^%\xe2\xc2"

func holdsEnd(s string) bool {
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(endBytes, s[i]) >= 0 && endLength(s[i:]) > 0 {
			return true
		}
	}
	return false
}

// endLength is the length of the written line end that s begins with.
func endLength(s string) int {
	if s == "" || strings.IndexByte(endBytes, s[0]) < 0 {
		return 0
	}
	for _, w := range written {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

// splitEnds cuts a line at its written line ends. A string with its quotes is left
// to package dialect, which reads what stands around it too.
func splitEnds(s string) ([]string, bool) {
	switch {
	case strings.Contains(s, "SIP%2F2.0") || strings.Contains(s, "SIP%2f2.0"):
		return strings.Split(strings.ReplaceAll(fromForm(s), "\r\n", "\n"), "\n"), true
	case !goesOn(s) || inString(s):
		return nil, false
	case strings.Contains(s, "%0D%0A") || strings.Contains(s, "%0d%0a"):
		return strings.Split(strings.ReplaceAll(fromPercent(s), "\r\n", "\n"), "\n"), true
	case strings.Contains(s, `\\r\\n`) || strings.Contains(s, `\\n`):
		// A string within a string: one layer now, the other in the next round.
		return []string{unescapeLayer(s)}, true
	}
	return cutEnds(s), true
}

// goesOn tells whether SIP goes on behind the written line ends of a line: behind
// two of them, or behind one in a line that holds a start line.
func goesOn(s string) bool {
	found := 0
	need := 2
	if strings.Contains(s, "SIP/2.0") {
		need = 1
	}
	for i := 0; i < len(s); {
		n := endLength(s[i:])
		if n == 0 {
			i++
			continue
		}
		i += n
		next := strings.TrimLeft(s[i:], " ")
		if next == "" || structural(next) || endLength(next) > 0 && strings.Trim(next[endLength(next):], " \"'") != "" {
			if next != "" {
				found++
			}
		}
		if found >= need {
			return true
		}
	}
	return false
}

// inString tells whether the first written line end stands in a string whose quote
// opens right before SIP.
func inString(s string) bool {
	end := 0
	for end < len(s) && endLength(s[end:]) == 0 {
		end++
	}
	head := s[:end]
	for i := len(head) - 1; i >= 0; i-- {
		if c := head[i]; (c == '"' || c == '\'' || c == '`') && (i == 0 || head[i-1] != '\\') && (structural(head[i+1:]) || i == len(head)-1) {
			return true
		}
	}
	return false
}

// cutEnds cuts a text at its line ends and, where every quote has a backslash,
// undoes its escapes.
func cutEnds(s string) []string {
	// AudioCodes has a blank before each.
	blank := strings.Count(s, " #012") == strings.Count(s, "#012") && strings.Contains(s, " #012")
	escapes := strings.Contains(s, `\"`) && escapedBetween(s)
	var parts []string
	var b strings.Builder
	for i := 0; i < len(s); {
		if n := endLength(s[i:]); n > 0 {
			if feeds(s[i:i+n]) || !feeds(s[i+n:]) {
				part := b.String()
				if blank {
					part = strings.TrimSuffix(part, " ")
				}
				parts = append(parts, part)
				b.Reset()
			}
			i += n
			continue
		}
		if escapes && s[i] == '\\' {
			i += writeEscape(&b, s[i:])
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	if b.Len() > 0 {
		parts = append(parts, b.String())
	}
	return parts
}

// escapedBetween tells whether every quote between the first line end and the last has
// a backslash: those outside may be the string's own.
func escapedBetween(s string) bool {
	first, last := -1, 0
	for i := 0; i < len(s); i++ {
		if endLength(s[i:]) > 0 {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if first < 0 {
		return false
	}
	between := s[first:last]
	return strings.Count(between, `"`) == strings.Count(between, `\"`)
}

// feeds tells a written line end that is more than a carriage return.
func feeds(s string) bool {
	n := endLength(s)
	switch s[:n] {
	case "":
		return false
	case `\r`, "#015", `\x0d`, `\x0D`, `\015`, `\u000d`, `\u000D`, "^M", "␍", `\\r`:
		return false
	}
	return true
}

// writeEscape writes what the escape at the beginning of s stands for and gives its
// length.
func writeEscape(b *strings.Builder, s string) int {
	if len(s) < 2 {
		b.WriteString(s)
		return len(s)
	}
	switch s[1] {
	case '"', '\'', '\\', '/', '`':
		b.WriteByte(s[1])
		return 2
	case 't':
		b.WriteByte('\t')
		return 2
	case 'x':
		if len(s) >= 4 && isHexDigit(s[2]) && isHexDigit(s[3]) {
			return writeBytes(b, s, 'x')
		}
	case 'u':
		if len(s) >= 6 {
			if r, err := strconv.ParseUint(s[2:6], 16, 32); err == nil {
				b.WriteRune(rune(r))
				return 6
			}
		}
	}
	b.WriteByte('\\')
	return 1
}

// writeBytes writes a run of \xHH, which together may be one character.
func writeBytes(b *strings.Builder, s string, kind byte) int {
	var raw []byte
	n := 0
	for n+3 < len(s) && s[n] == '\\' && s[n+1] == kind && isHexDigit(s[n+2]) && isHexDigit(s[n+3]) && len(raw) < 64 {
		raw = append(raw, hexValue(s[n+2])<<4|hexValue(s[n+3]))
		n += 4
	}
	if utf8.Valid(raw) {
		b.Write(raw)
		return n
	}
	for _, one := range raw {
		b.WriteRune(windows1252(one))
	}
	return n
}

// unescapedString undoes the escapes of a string.
func unescapedString(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '\\' {
			i += writeEscape(&b, s[i:])
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// unescapeLayer undoes one layer of backslashes.
func unescapeLayer(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == '"' || s[i+1] == '/') {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// fromForm decodes the value of a form or of a page's address that a message was put
// in. What stands before and behind it stays, on lines of their own.
func fromForm(s string) string {
	at := strings.Index(strings.ToUpper(s), "SIP%2F2.0")
	begin := strings.LastIndexAny(s[:at], "=&?\"' <>") + 1
	end := len(s)
	if n := strings.IndexAny(s[at:], "&\"' <>"); n >= 0 {
		end = at + n
	}
	value := s[begin:end]
	if !strings.Contains(value, "%20") {
		value = strings.ReplaceAll(value, "+", " ")
	}
	return s[:begin] + fromPercent(value) + "\n" + s[end:]
}

func fromPercent(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHexDigit(s[i+1]) && isHexDigit(s[i+2]) {
			b = append(b, hexValue(s[i+1])<<4|hexValue(s[i+2]))
			i += 2
			continue
		}
		b = append(b, s[i])
	}
	return strings.ToValidUTF8(string(b), "\ufffd")
}

// undoTrailingEnds takes written line ends off lines that have a real one too, and
// the quotes around such a line that the source of a program leaves.
func (c *cleaner) undoTrailingEnds() {
	ended := 0
	for _, l := range c.lines {
		if text, ok := untrailed(l.Text); ok && (structural(text) || sipText(text)) {
			ended++
		}
	}
	if ended < 2 {
		return
	}
	c.each(ends, func(s string) string {
		if text, ok := untrailed(s); ok {
			return text
		}
		return s
	})
}

// untrailed is a line without the written line ends at its end, and whether it had
// one.
func untrailed(s string) (string, bool) {
	text := strings.TrimRight(s, " \t+;,)")
	if strings.HasSuffix(text, "\" \\") || strings.HasSuffix(text, "\"\\") {
		text = strings.TrimRight(text, "\\ ")
	}
	quoted := false
	if inner, ok := strings.CutSuffix(text, `"`); ok {
		if open := strings.IndexByte(inner, '"'); open >= 0 && strings.Trim(inner[:open], " \t") == "" {
			text, quoted = inner[open+1:], true
		}
	}
	bare := text
	for again := true; again; {
		again = false
		for _, w := range written {
			if rest, ok := strings.CutSuffix(bare, w); ok {
				bare, again = rest, true
				break
			}
		}
	}
	if len(bare) == len(text) || quoted && holdsEnd(bare) {
		// A string with several line ends in it is a message, not a line.
		return s, false
	}
	if quoted {
		bare = unescapedString(bare)
	}
	return bare, true
}
