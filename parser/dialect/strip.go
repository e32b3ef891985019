package dialect

import "strings"

// strip takes the framing of the log off the front of a line; own is false where
// the line lacks the prefix that the message's lines have.
func (m *message) strip(raw string) (text string, own bool) {
	if m.pre == "" {
		if m.headers == 0 && len(m.nums) == 1 {
			return m.learn(raw)
		}
		return m.dedent(raw), true
	}
	if n := matchShape(m.pre, raw); n >= 0 {
		if !m.sure && n < len(raw) {
			if !isHeader(raw[n:]) && !isSDPLine(raw[n:]) {
				if text, own := m.learn(raw); own {
					return text, true
				}
			}
			m.sure = true
		}
		return raw[n:], true
	}
	if m.sure {
		return raw, false
	}
	return m.learn(raw)
}

// dedent takes away as many blanks as the message is indented by.
func (m *message) dedent(raw string) string {
	n := 0
	for n < len(raw) && n < m.indent && is(raw[n], classSpace) {
		n++
	}
	return raw[n:]
}

// learn finds out what stands before the lines of a message by its first one
// behind the start line.
func (m *message) learn(raw string) (string, bool) {
	if isBlank(raw) {
		return "", true
	}
	n := indentOf(raw)
	text := raw[n:]
	if isHeader(text) && !isLogLine(text) || isSDPLine(text) {
		m.pre, m.indent, m.sure = "", n, false
		return text, true
	}
	if at, ok := findKnownHeader(raw); ok {
		m.pre, m.sure = raw[:at], true
		return raw[at:], true
	}
	if k := sharedShape(m.pre, raw); k > 0 {
		if k += indentOf(raw[k:]); isHeader(raw[k:]) {
			m.pre, m.sure = raw[:k], true
			return raw[k:], true
		}
	}
	return m.dedent(raw), true
}

// unsuffix takes off what stands behind every line.
func (m *message) unsuffix(s string) string {
	if m.suffix == "" {
		return s
	}
	t := strings.TrimRight(s, " \t")
	if cut, ok := strings.CutSuffix(t, m.suffix); ok {
		return cut
	}
	return s
}

// suffixes are what may stand behind every line of a message.
var suffixes = [...]string{"<CR><LF>", "<CR>", "<LF>", ".", "|", `\`, "<br>", "<br/>", "<br />", "^M", "$", `\r`, `"`, "'", "│", ","}

// findSuffix finds what stands behind the start line and behind every line that
// follows it, so that a real dot at the end of one line is not taken for it.
func (s *scanner) findSuffix(line string) string {
	line = strings.TrimRight(line, " \t")
	if line == "" || is(line[len(line)-1], classAlnum) {
		return ""
	}
	for _, suffix := range suffixes {
		if !strings.HasSuffix(line, suffix) {
			continue
		}
		with, without := 0, 0
		for i := s.at + 1; i < len(s.lines) && i < s.at+12; i++ {
			next := strings.TrimRight(s.lines[i].Text, " \t")
			if next == "" {
				break
			}
			if strings.HasSuffix(next, suffix) {
				with++
				continue
			}
			without++
			break
		}
		if with > 0 && (without == 0 || with >= 3) || with+without == 0 && suffix == "." {
			return suffix
		}
	}
	return ""
}

// unquote cuts a line where the quote that the message stands in is closed: it
// is the odd one out, since quotes in a message come in pairs. In the cell of
// a table each of those is doubled.
func (m *message) unquote(text string) (string, bool) {
	n := strings.Count(text, string(m.quote))
	if n == 0 {
		return text, false
	}
	closed := n%2 == 1 || m.quote == '`'
	if closed {
		i := strings.LastIndexByte(text, m.quote)
		if m.quote == '`' {
			i = strings.IndexByte(text, m.quote)
		}
		text, m.behind = text[:i], text[i+1:]
	}
	if m.cell && n > 1 {
		text = strings.ReplaceAll(text, `""`, `"`)
	}
	return text, closed
}

// closers close the quotes or brackets that a log puts a message in.
var closers = map[string]bool{
	"|": true, ">": true, `"`: true, "'": true, "```": true, `"""`: true, "'''": true, `"}`: true, "})": true, "]": true,
	"}": true, ")": true, "];": true, ");": true, ";": true, `";`: true,
}

func isCloser(text string) bool {
	if strings.HasPrefix(text, "]]>") {
		return true
	}
	return len(text) < 8 && closers[strings.TrimSpace(text)]
}
