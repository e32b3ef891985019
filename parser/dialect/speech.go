package dialect

import (
	"strings"
	"unicode"
)

// People write under a trace, over it and in it, often on the very next line. What
// they write is told from the rest of a wrapped line by its words: the rest of a
// header has the marks of SIP's syntax in it, or stands where a line was full.

// speech tells a line of people's words.
func speech(text string) bool {
	t := strings.Trim(text, " \t*_~`\"'“”‘’")
	t = strings.TrimLeft(t, "-–—#>•^( ")
	if t == "" {
		return isBlank(text) || strings.Trim(text, " \t^?!") == ""
	}
	fields := strings.Fields(t)
	words, lower, listed := 0, 0, 0
	for i, f := range fields {
		if i+1 < len(fields) && strings.HasSuffix(f, ",") {
			listed++
		}
		switch {
		case isMention(f):
			words++
		case syntax(f):
			return false
		case isWord(f):
			words++
			if strings.IndexFunc(f, unicode.IsLower) >= 0 {
				lower++
			}
		}
	}
	if len(fields) == 1 {
		return shortWord(fields[0])
	}
	// The tags of a list have a comma behind each.
	return words >= 2 && lower > 0 && words*2 >= len(fields) && listed < len(fields)-1
}

// isMention tells what chats put a person, a picture or a page in.
func isMention(f string) bool {
	switch f[0] {
	case '@', '#':
		return len(f) > 1 && isWord(f[1:])
	case ':':
		return len(f) > 2 && f[len(f)-1] == ':'
	case '<':
		return len(f) > 3 && (f[1] == '@' || f[1] == '!' || f[1] == '#')
	}
	return hasPrefixFold(f, "http://") || hasPrefixFold(f, "https://")
}

// syntax tells a word with the marks of SIP's syntax in it.
func syntax(f string) bool {
	f = strings.TrimRight(f, ",;.?!)")
	if strings.ContainsAny(f, "=<>@;{}\\") {
		return true
	}
	i := strings.IndexAny(f, "/:")
	return i > 0 && i+1 < len(f) && is(f[i+1], classAlnum) && hasDigit(f)
}

// isWord tells letters of any script, joined by a hyphen or an apostrophe, and
// what stands around a word in a sentence.
func isWord(f string) bool {
	f = strings.Trim(f, ".,;:?!()\"'*_~`“”‘’…")
	if f == "" {
		return false
	}
	for _, r := range f {
		if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' {
			return false
		}
	}
	return true
}

// shortWord tells a single word that people write, such as "thx" and "Thanks!": in
// one case, and of letters alone.
func shortWord(f string) bool {
	const longest = 14
	w := strings.TrimRight(f, ".,?!:)")
	if w == "" || len(w) > longest || !isWord(w) {
		return false
	}
	rest := w[1:]
	return rest != "" && rest == strings.ToLower(rest) && !beginsName(f)
}

// beginsName tells a word that may be the first half of a header's name.
func beginsName(f string) bool {
	for name := range headerNames {
		if len(f) > 1 && len(f) < len(name) && hasPrefixFold(f, name[:len(f)]) {
			return true
		}
	}
	return false
}

// freeText are the headers whose value is people's words.
var freeText = set("user-agent server subject organization warning reason error-info retry-after date call-info s")

// ended tells a line that nothing needs to follow: what was opened in it is
// closed, and it does not end in what separates.
func ended(line string) bool {
	line = strings.TrimRight(line, " \t")
	if line == "" || strings.IndexByte(",;=<:/(@-%&+", line[len(line)-1]) >= 0 {
		return false
	}
	return strings.Count(line, `"`)%2 == 0 && strings.Count(line, "<") <= strings.Count(line, ">") && strings.Count(line, "(") <= strings.Count(line, ")")
}

// lastText is the line taken last, as far as it is put together.
func (m *message) lastText() string {
	i := len(m.buf)
	for i > 0 && m.buf[i-1] != '\n' {
		i--
	}
	return string(m.buf[i:])
}

// said tells a line that somebody wrote under the last line of the message: it
// reads like that, and the last line is whole and was not full.
func (s *scanner) said(text string) bool {
	m := &s.msg
	if len(m.nums) == 0 || !speech(text) {
		return false
	}
	last := m.lastText()
	if !ended(last) {
		return false
	}
	w := s.wrap()
	width := m.lastWidth
	if w.column > 0 && (width == w.column || width == w.column-1) {
		return false
	}
	return !freeValue(last) || !w.words && !isColumn(width)
}

// freeValue tells a header whose value is people's words.
func freeValue(line string) bool {
	name, _, _ := nameOf(line)
	free, _ := lowered(freeText, name)
	return free
}

// spoken tells "Question: why is that?" under a message from a header with a name
// of its own: a plain word that begins what somebody says.
func (m *message) spoken(text string) bool {
	name, rest, _ := nameOf(text)
	if !m.whole() || !all(name, classAlpha) || knownName(name) || strings.ToLower(name[1:]) != name[1:] {
		return false
	}
	return strings.Count(strings.TrimSpace(rest), " ") > 0 && speech(rest)
}
