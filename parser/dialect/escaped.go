package dialect

import "strings"

// escaped splits a message that a program printed as a string: Python's bytes,
// Go's %q, JSON, C, gdb, and the octal of syslog daemons.
func (u *unwrapper) escaped(text string) int {
	if strings.IndexByte(text, '\\') < 0 && !strings.Contains(text, "#012") && !strings.Contains(text, "<br") {
		return 0
	}
	if cut, ok := u.literalEnd(text); ok {
		cut = unescape(cut)
		if n := u.flattened(cut, u.wasFlat); n > 0 {
			return n
		}
		u.add(Line{Text: cut, N: u.in[u.at].N})
		u.plain = true
		return 1
	}
	if !strings.Contains(text, "SIP/2.0") && !strings.Contains(text, "v=0") {
		return 0
	}
	text = singleEscapes(text)
	if _, _, ok := lineEnd(text, 0); !ok {
		return 0
	}
	begin, ok := stringBegin(text)
	if !ok {
		return 0
	}
	u.records(text, begin)
	return 1
}

// literalEnd takes "\r\n" and the closing quote off a line of source text that
// holds one line of a message.
func (u *unwrapper) literalEnd(text string) (string, bool) {
	t := strings.TrimRight(text, " \t,;+)\\")
	if len(t) < len(text) && strings.HasSuffix(text[:len(t)+1], `\`) {
		t = text[:len(t)]
	}
	t = strings.TrimRight(t, `"'`)
	cut := false
	for {
		switch {
		case strings.HasSuffix(t, `\r\n`):
			t = t[:len(t)-4]
		case strings.HasSuffix(t, `\n`), strings.HasSuffix(t, `\r`):
			t = t[:len(t)-2]
		default:
			if !cut || strings.Contains(t, `\n`) || strings.Contains(t, `\r`) {
				return "", false
			}
			body := t[bullet(t):]
			if _, start := findStart(t, 0); start {
				u.literal = true
			} else if u.literal {
				return t, true
			}
			if first := strings.TrimLeft(t, " \t"); first != "" && strings.IndexByte(`"'`, first[0]) >= 0 || body == "" || isKnownHeader(body) || isSDPLine(body) || strings.Contains(body, "SIP/2.0") {
				return t, true
			}
			return "", false
		}
		cut = true
	}
}

// lineEnds are the ways in which a line end is written out, the longest first.
var lineEnds = [...]string{`\r\n`, `\u000d\u000a`, `\u000D\u000A`, `\x0d\x0a`, `\x0D\x0A`, `\015\012`, "#015#012", `\n`, `\u000a`, `\u000A`, `\x0a`, `\x0A`, `\012`, "#012", "<br/>", "<br />", "<br>"}

// lineEnd finds the first written-out line end at or behind from.
func lineEnd(s string, from int) (at, length int, ok bool) {
	for i := from; i < len(s); i++ {
		switch s[i] {
		case '\\', '#', '<':
			for _, e := range lineEnds {
				if strings.HasPrefix(s[i:], e) {
					return i, len(e), true
				}
			}
			if s[i] == '\\' {
				i++
			}
		}
	}
	return 0, 0, false
}

// singleEscapes undoes the outer escaping where a string was quoted twice.
func singleEscapes(s string) string {
	for range 3 {
		if !strings.Contains(s, `\\r\\n`) && !strings.Contains(s, `\\n`) {
			break
		}
		s = outerEscapes.Replace(s)
	}
	return s
}

var outerEscapes = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\/`, `/`)

// stringBegin finds where the message in a line with written-out line ends begins.
func stringBegin(text string) (int, bool) {
	if st, ok := findStart(text, 0); ok {
		return st.at, true
	}
	for _, sign := range [...]string{"v=0", "Via: SIP/2.0", "Via:SIP/2.0", "From:"} {
		i := strings.Index(text, sign)
		if i < 0 {
			continue
		}
		if _, _, ok := lineEnd(text, i); ok && (i == 0 || !is(text[i-1], classAlnum)) {
			return i, true
		}
	}
	return 0, false
}

// records adds the lines of the strings of text that hold messages. What stands
// around the first is what the log says about it.
func (u *unwrapper) records(text string, begin int) {
	n := u.in[u.at].N
	head := text[:begin]
	for {
		quote := byte(0)
		if begin > 0 {
			if q := text[begin-1]; q == '"' || q == '\'' || q == '`' {
				quote = q
			}
		}
		end := stringEnd(text, begin, quote)
		value := text[begin:end]
		if quote == '"' && inTable(head) && strings.HasPrefix(text[end:], `""`) {
			// In a cell each quote is doubled.
			end = cellEnd(text, begin)
			value = strings.ReplaceAll(text[begin:end], `""`, `"`)
		}
		rest := text[end:]
		next, ok := stringBegin(rest)
		behind := rest
		if ok {
			behind = rest[:next]
		}
		about := recordMeta(head, behind)
		u.beside(about, head, strings.TrimLeft(behind, `"'`))
		u.addString(value, n, about)
		if !ok {
			return
		}
		head = rest[:next]
		text, begin = rest, next
	}
}

// cellEnd is where the cell that begins at begin is closed: by a quote that is not
// doubled.
func cellEnd(text string, begin int) int {
	for i := begin; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 == len(text) || text[i+1] != '"' {
			return i
		}
		i++
	}
	return len(text)
}

// beside reads the cells of the row that a string stands in.
func (u *unwrapper) beside(about *meta, before, behind string) {
	if !inTable(before) {
		return
	}
	if !u.tableSought {
		u.tableSought = true
		u.table = tableIn(u.in[:u.at])
	}
	if u.table != nil {
		u.table.read(about, before, behind)
	}
}

// stringEnd is where the string that begins at begin is closed.
func stringEnd(text string, begin int, quote byte) int {
	if quote == 0 {
		return len(text)
	}
	for i := begin; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			// A quote inside that was not escaped: the string goes on where line
			// ends follow before it is closed.
			if quote == '"' && goesOnBehind(text, i) {
				continue
			}
			return i
		}
	}
	return len(text)
}

// goesOnBehind tells a quote inside a message from the one that closes it: only
// punctuation stands behind that one, or the next key.
func goesOnBehind(text string, i int) bool {
	rest := strings.TrimLeft(text[i+1:], " \t")
	if rest == "" || strings.IndexByte(",}])+;:", rest[0]) >= 0 {
		return strings.HasPrefix(rest, ";") && strings.Contains(rest[:min(len(rest), 80)], `\r\n`) ||
			strings.HasPrefix(rest, ", ") && looksLikeParam(rest[2:])
	}
	_, _, ok := lineEnd(rest, 0)
	return ok && (rest[0] == '<' || rest[0] == '\\')
}

// looksLikeParam tells `realm="…"` from `"key":`.
func looksLikeParam(s string) bool {
	n := runOf(s, classToken)
	return n > 0 && n < len(s) && s[n] == '='
}

// addString adds the lines of one string.
func (u *unwrapper) addString(s string, n int, about *meta) {
	var lines []Line
	for at := 0; at <= len(s); {
		i, length, ok := lineEnd(s, at)
		if !ok {
			lines = append(lines, Line{Text: unescape(s[at:]), N: n})
			break
		}
		lines = append(lines, Line{Text: unescape(s[at:i]), N: n})
		at = i + length
	}
	for _, l := range unwrap(lines) {
		if about != nil && strings.TrimSpace(l.Text) != "" {
			l.cut, l.about, about = true, about, nil
		}
		u.add(l)
	}
}

// unescape undoes the escapes of one line.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case '"', '\'', '\\', '/', '`':
			b.WriteByte(c)
		case 't':
			b.WriteByte('\t')
		case 'r':
		case 'u':
			if r, ok := hexNumber(s, i+1, 4); ok {
				b.WriteRune(rune(r))
				i += 4
				continue
			}
			b.WriteString(`\u`)
		case 'x':
			if r, ok := hexNumber(s, i+1, 2); ok {
				b.WriteByte(byte(r))
				i += 2
				continue
			}
			b.WriteString(`\x`)
		default:
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hexNumber(s string, at, digits int) (int, bool) {
	if at+digits > len(s) || !all(s[at:at+digits], classHex) {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s[at : at+digits]) {
		n = n<<4 | hexDigit(c)
	}
	return n, true
}

func hexDigit(c byte) int {
	switch {
	case c <= '9':
		return int(c - '0')
	default:
		return int(fold(c)-'a') + 10
	}
}
