package parser

import "strings"

// undoEmphasis takes off the marks of Markdown and of wikis: headings, bold lines,
// and bold type inside a token.
func (c *cleaner) undoEmphasis() {
	if c.any(func(s string) bool { return strings.Contains(s, `\<sip`) }) && !c.any(func(s string) bool { return strings.Count(s, "<sip") > strings.Count(s, `\<sip`) }) {
		c.each(emphasis, withoutBackslashes)
	}
	c.each(emphasis, func(s string) string {
		s = unmarkedLine(s)
		if !sipText(s) {
			return s
		}
		if strings.Contains(s, "**") {
			s = unmarkedToken(s, "**")
		}
		if strings.Contains(s, "~~") {
			s = unmarkedToken(s, "~~")
		}
		if strings.Contains(s, "_") {
			s = unmarkedHost(s)
		}
		return s
	})
}

// withoutBackslashes takes off those that keep Markdown from reading marks in a text.
func withoutBackslashes(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("<>_*[]()#~|-", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// sipText tells a line that speaks SIP anywhere, behind the prefix of a log too.
// Prose, in which a star or an underscore is the author's, does not.
func sipText(s string) bool {
	return structural(s) || namesSIP(s)
}

// namesSIP tells what no other text than SIP has.
func namesSIP(s string) bool {
	return strings.Contains(s, "SIP/2.0") || strings.Contains(s, "z9hG4bK") || strings.Contains(s, "sip:") || strings.Contains(s, "sips:") ||
		strings.Contains(s, "Call-ID:") || strings.Contains(s, "CSeq:")
}

// unmarkedLine takes marks from around a line, and from around the name of its
// header.
func unmarkedLine(s string) string {
	t := strings.TrimSpace(s)
	if t == "" || strings.IndexByte("#*_`~", t[0]) < 0 {
		return s
	}
	if rest := strings.TrimLeft(t, "#"); len(rest) < len(t) {
		rest = strings.TrimLeft(rest, " ")
		if len(t)-len(rest) <= 7 && (headerName(rest) != "" || startsMessage(rest)) {
			return rest
		}
		return s
	}
	for _, mark := range []string{"***", "**", "*", "__", "_", "```", "`", "~~"} {
		rest, ok := strings.CutPrefix(t, mark)
		if !ok {
			continue
		}
		if inner, ok := strings.CutSuffix(rest, mark); ok && (structural(inner) || strings.Contains(inner, "SIP/2.0") && !strings.Contains(inner, mark)) {
			return inner
		}
		// **Via:** SIP/2.0/UDP …, **Via**: SIP/2.0/UDP …
		if name, value, ok := strings.Cut(rest, ":"+mark); ok && headerName(name+":"+value) != "" {
			return name + ":" + value
		}
		if name, value, ok := strings.Cut(rest, mark+":"); ok && headerName(name+":"+value) != "" {
			return name + ":" + value
		}
	}
	return s
}

// unmarkedToken takes a pair of marks out of a token. Between digits they are a
// service code or a redaction, such as **21*number**20# or 555**01**.
func unmarkedToken(s, mark string) string {
	var b strings.Builder
	done := 0
	for at := 0; ; {
		i := strings.Index(s[at:], mark)
		if i < 0 {
			break
		}
		i += at
		from := i + len(mark)
		n := strings.Index(s[from:min(len(s), from+200)], mark)
		if n < 1 || !emphasised(s[:i], s[from:from+n], s[from+n+len(mark):], mark[0]) {
			at = from
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(s[from : from+n])
		done = from + n + len(mark)
		at = done
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

func emphasised(before, inner, after string, mark byte) bool {
	if before == "" && after == "" {
		return false
	}
	for i := 0; i < len(inner); i++ {
		if !isAlnum(inner[i]) && strings.IndexByte("._:+-@", inner[i]) < 0 {
			return false
		}
	}
	last, next := byte(' '), byte(' ')
	if before != "" {
		last = before[len(before)-1]
	}
	if after != "" {
		next = after[0]
	}
	if last == mark || next == mark || strings.IndexFunc(inner, func(r rune) bool { return isAlnum(byte(r)) }) < 0 {
		return false
	}
	// In the middle of a token both may be its own characters.
	if isAlnum(last) && isAlnum(next) {
		return false
	}
	return !isDigit(last) && !isDigit(next) && (last != ':' || !isDigit(inner[0]))
}

// unmarkedHost takes the underscores from around a word that stands where a host
// does: "sip:_ip_:5060".
func unmarkedHost(s string) string {
	var b strings.Builder
	done := 0
	for i := 1; i < len(s); i++ {
		if s[i] != '_' || strings.IndexByte("@: /", s[i-1]) < 0 {
			continue
		}
		end := i + 1
		for end < len(s) && isLetter(s[end]) {
			end++
		}
		if end == i+1 || end == len(s) || s[end] != '_' || end+1 < len(s) && strings.IndexByte(":;> ,", s[end+1]) < 0 {
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(s[i+1 : end])
		done = end + 1
		i = end
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// undoSpacedSDP takes out the blanks that translation puts around the = and / of a
// session description.
func (c *cleaner) undoSpacedSDP() {
	if !c.any(func(s string) bool {
		return strings.HasPrefix(s, "v = 0") || strings.HasPrefix(s, "m = audio") || strings.HasPrefix(s, "m = video")
	}) {
		return
	}
	c.each(spaced, func(s string) string {
		if len(s) < 4 || !strings.HasPrefix(s[1:], " = ") && !strings.HasPrefix(s[1:], " =") || !startsSDP(s[:1]+"="+strings.TrimLeft(s[3:], " ")+".") {
			return s
		}
		value := strings.TrimLeft(s[3:], " ")
		value = strings.ReplaceAll(value, " / ", "/")
		value = strings.Replace(value, " : ", ":", 1)
		for _, name := range []string{"rtpmap", "fmtp", "ptime", "AS", "TIAS"} {
			if rest, ok := strings.CutPrefix(value, name+": "); ok {
				value = name + ":" + rest
			}
		}
		return s[:1] + "=" + value
	})
}

// undoPadding takes off the blanks at the ends of lines where nearly every line has
// some, the start line too, as copying from a terminal leaves them.
func (c *cleaner) undoPadding() {
	filled, padded, start := 0, 0, false
	for _, l := range c.lines {
		if strings.TrimSpace(l.Text) == "" {
			continue
		}
		filled++
		if last := l.Text[len(l.Text)-1]; last == ' ' || last == '\t' {
			padded++
			start = start || strings.Contains(l.Text, "SIP/2.0")
		}
	}
	if !start || padded*10 < filled*8 {
		return
	}
	c.each(padding, func(s string) string { return strings.TrimRight(s, " \t") })
}

// undoBrackets puts back the < of an address whose > is still there.
func (c *cleaner) undoBrackets() {
	c.each(brackets, func(s string) string {
		if !lostBracket(s) || !addressHeaders[headerName(s)] {
			return s
		}
		i := strings.Index(s, "sip")
		return s[:i] + "<" + s[i:]
	})
}

// lostBracket tells a > without its < behind an address.
func lostBracket(s string) bool {
	end := strings.IndexByte(s, '>')
	i := strings.Index(s, "sip:")
	if i < 0 {
		i = strings.Index(s, "sips:")
	}
	return i > 0 && i < end && strings.IndexByte(s[:end], '<') < 0 && strings.IndexByte(s[:end], '\n') < 0
}
