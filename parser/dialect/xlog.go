package dialect

import "strings"

// xlog is what Kamailio's and OpenSIPS' scripts log: a line of the operator's own
// making about a message, such as "$rm from $fu to $ru via $si:$sp", or its headers
// one by one in brackets. At level debug, their parsers log method and URI. Learnt
// from their documents and pastes in their issues.

// proxyLog are what the lines of these proxies hold.
var proxyLog = [...]string{"<script>", "kamailio", "opensips"}

// xlog reads one line about a message.
func (u *unwrapper) xlog(text string) int {
	switch text[len(text)-1] {
	case ']', ' ':
		if n := u.bracketed(text); n > 0 {
			return n
		}
	case '>':
		if n := u.parserLog(text); n > 0 {
			return n
		}
	}
	if !u.ofProxy() || len(text) > 1000 || strings.Contains(text, "SIP/2.0") || !containsAny(text, proxyLog[:]) {
		return 0
	}
	said := text
	if _, rest, ok := strings.Cut(text, "<script>"); ok {
		said = rest
	} else if i := strings.Index(text, "]: "); i >= 0 {
		said = text[i+2:]
	}
	l := xlogLabel(said)
	src := xlogSource(said)
	from, callID := xlogValue(said, "from", "fu", "f"), xlogValue(said, "callid", "call-id", "ci", "cid", "call_id")
	if !l.found() || src == "" && callID == "" && !uriLike(from, false) && l.uri == "" {
		return 0
	}
	m := &meta{format: "xlog", rebuilt: true, summary: true, src: src}
	m.time(text)
	n := u.in[u.at].N
	u.add(Line{Text: l.startLine(), N: n, about: m})
	if uriLike(from, false) {
		u.add(Line{Text: "From: <" + from + ">", N: n})
	}
	if callID != "" {
		u.add(Line{Text: "Call-ID: " + callID, N: n})
	}
	return 1
}

// ofProxy tells the log of such a proxy: it names itself on nearly every line.
func (u *unwrapper) ofProxy() bool {
	const enough = 24
	if !u.asked {
		u.asked = true
		for i := 0; i < len(u.in) && i < enough && !u.proxy; i++ {
			u.proxy = containsAny(u.in[i].Text, proxyLog[:])
		}
	}
	return u.proxy
}

func containsAny(s string, signs []string) bool {
	for _, sign := range signs {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}

// What operators put between names and values, and around them.
var (
	unbracketed = strings.NewReplacer("=>", " ", "=", " ", "[", " ", "]", " ", "(", " ", ")", " ", "{", " ", "}", " ")
	valuesApart = strings.NewReplacer("=>", " ", "=<", " ", "=", " ", "<", " ", ">", " ", "[", " ", "]", " ", "(", " ", ")", " ", `"`, " ", ",", " ")
)

// xlogLabel finds the method or code of a line, and the URI that it is for.
func xlogLabel(s string) label {
	l := labelOf(unbracketed.Replace(s))
	if l.method != "" {
		if to := xlogValue(s, "to", "ru", "ruri", "r-uri", "uri", "du", "ou"); uriLike(to, false) {
			l.uri = to
		}
	}
	return l
}

// xlogValue is what stands behind one of these names: "from sip:a@b", "fu=sip:a@b",
// "Call-ID: x", "RURI=> sip:a@b".
func xlogValue(s string, names ...string) string {
	words := strings.Fields(valuesApart.Replace(s))
	for i := 0; i < len(words)-1; i++ {
		w := strings.ToLower(strings.TrimRight(words[i], ":"))
		for _, name := range names {
			if w == name && len(words[i+1]) > 1 {
				return strings.TrimRight(words[i+1], ";")
			}
		}
	}
	return ""
}

// xlogSource is the address that a line names as the sender's.
func xlogSource(s string) string {
	for _, name := range [...]string{"via", "from", "si", "src", "source", "src_ip", "ip"} {
		if v := xlogValue(s, name); v != "" && addressed(v) {
			a, _ := hostPort(v)
			return a
		}
	}
	return ""
}

// parserLog reads what the parsers of these proxies log of a message: "method:
// <INVITE>" and "uri: <sip:a@b>" on lines of their own, "status: <200>" and "reason:
// <OK>".
func (u *unwrapper) parserLog(text string) int {
	i := strings.LastIndex(text, ": ")
	if i < 0 || !strings.Contains(text, "parse") && !strings.Contains(text, "DEBUG") && !strings.Contains(text, "DBG") {
		return 0
	}
	value := strings.TrimSpace(text[i+2:])
	if value[0] != '<' || len(value) < 3 {
		return 0
	}
	value = value[1 : len(value)-1]
	var l label
	switch name := text[tailOf(text[:i], classAlpha):i]; name {
	case "method", "status":
		u.parsed = value
		return 0
	case "uri":
		l = label{method: u.parsed, uri: value}
		if !isMethod(u.parsed) || !uriLike(value, false) {
			return 0
		}
	case "reason":
		if l = (label{code: u.parsed, phrase: value}); !statusCode(u.parsed) {
			return 0
		}
	default:
		return 0
	}
	u.parsed = ""
	m := &meta{format: "xlog", rebuilt: true, summary: true}
	m.time(text)
	u.add(Line{Text: l.startLine(), N: u.in[u.at].N, about: m})
	return 1
}

// bracketed reads header lines each in brackets of its own: "[ VIA SIP/2.0/UDP … ]".
func (u *unwrapper) bracketed(text string) int {
	i := strings.IndexByte(text, '[')
	if i < 0 || !strings.HasSuffix(strings.TrimRight(text, " \t"), "]") {
		return 0
	}
	for i >= 0 && bracketLine(text[i+1:]) == "" {
		next := strings.IndexByte(text[i+1:], '[')
		if next < 0 {
			return 0
		}
		i += 1 + next
	}
	n := u.in[u.at].N
	rest := strings.TrimRight(text[i:], " \t")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "["), "]")
	for _, part := range strings.Split(rest, "] [") {
		line := bracketLine(part)
		if line == "" {
			line = strings.TrimSpace(part)
		}
		if _, ok := findStart(line, 0); ok {
			m := &meta{}
			m.time(text[:i])
			u.add(Line{Text: line, N: n, about: m, cut: true})
			continue
		}
		u.add(Line{Text: line, N: n})
	}
	u.plain = true
	return 1
}

// bracketLine is the start line or header line that what stands behind an opening
// bracket is, "" where it is none.
func bracketLine(s string) string {
	s = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), "]"))
	if st, ok := findStart(s, 0); ok && st.at == 0 {
		return s
	}
	name := s[:runOf(s, classToken)]
	rest := s[len(name):]
	if !knownName(name) || rest == "" || isLogWord(name, rest[1:]) {
		return ""
	}
	if rest[0] == ':' {
		return s
	}
	if name != strings.ToUpper(name) || rest[0] != ' ' {
		return ""
	}
	return name + ": " + strings.TrimSpace(rest)
}
