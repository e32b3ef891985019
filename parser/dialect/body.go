package dialect

import "strings"

// takeSDP takes a line while a session description goes on.
func (s *scanner) takeSDP(text string, raw *Line) bool {
	m := &s.msg
	if is(text[0], classSpace) {
		if t := strings.TrimLeft(text, " \t"); isSDPLine(t) {
			text = t
		}
	}
	switch {
	case isSDPLine(text):
		if text[0] == 'v' && m.bodyLines > 0 {
			return false
		}
		if m.fragment && m.score < sureScore {
			m.score += sdpScore(text)
		}
		m.body(tightSDP(text), raw.N)
		return s.took()
	case s.begins(text), isRule(text):
		return false
	case isCut(text):
		m.partial = true
		return s.took()
	case isPrompt(text):
		return true
	case isLogLine(text):
		return s.skip()
	case m.blanks == 0 && s.wrapped(text) && !s.said(text):
		m.more(s.glue(text))
		return s.took()
	case m.sure:
		return s.skip()
	}
	return false
}

// takeBody takes a line of a body that is no session description.
func (s *scanner) takeBody(text string, raw *Line) bool {
	m := &s.msg
	if m.lengthMet() && m.boundary == "" {
		return false
	}
	open := m.length > m.bytes+2*m.blanks
	closing := m.boundary != "" && strings.HasPrefix(text, "--"+m.boundary)
	switch {
	case closing:
		m.part = noContent
	case startsWithStart(text) && m.part == fragContent:
		m.part = noContent
	case s.begins(text), s.headsNext(text):
		return false
	case m.content == fragContent && (m.blanks > 0 && !m.double || isRule(text) || isCloser(text)), isCloser(text) && m.angle:
		return false
	case m.blanks > 0 && !open && m.boundary == "" && !m.double && text[0] != '<':
		return false
	case isRule(text) && !open, isLogLine(text) && m.content != otherContent:
		return false
	case isLogLine(text) && text[0] != '{' && text[0] != '[':
		return s.skip()
	case isCut(text):
		m.partial = true
		return s.took()
	case isPrompt(text):
		return true
	}
	if m.boundary != "" && hasPrefixFold(text, "content-type:") {
		m.part = contentOf(text[len("content-type:"):])
	}
	m.body(text, raw.N)
	if m.boundary == "" && m.rootEnds(text) {
		m.phase = complete
	}
	if closing && strings.HasPrefix(text[2+len(m.boundary):], "--") {
		m.phase = complete
	}
	return s.took()
}

// headsNext tells a line that says of the message on the next one who sent it to
// whom, in whatever words.
func (s *scanner) headsNext(text string) bool {
	if s.at+1 >= len(s.lines) || !strings.Contains(s.lines[s.at+1].Text, "SIP/2.0") {
		return false
	}
	if _, ok := findStart(s.lines[s.at+1].Text, 0); !ok {
		return false
	}
	_, certain := generic(text)
	return certain
}

// foreign judges a line without the prefix that the message's lines have.
func (s *scanner) foreign(raw *Line) bool {
	m := &s.msg
	text := raw.Text
	if isBlank(text) {
		m.blank(raw.N)
		return true
	}
	if s.begins(text) {
		return false
	}
	if at, ok := findKnownHeader(text); ok && m.phase == inHeaders && (isLogLine(text) || at == indentOf(text)) && m.blanks == 0 {
		m.pre, m.indent, m.sure = text[:at], 0, true
		if isBlank(m.pre) {
			m.pre, m.indent, m.sure = "", at, false
		}
		m.header(m.unsuffix(text[at:]), raw.N)
		return s.took()
	}
	if !isLogLine(text) && m.blanks == 0 && s.wrapped(text) && !s.said(text) {
		m.more(s.glue(text))
		return s.took()
	}
	return s.skip()
}

// wrapped tells what the last line goes on with where something wrapped it.
func (s *scanner) wrapped(text string) bool {
	m := &s.msg
	if m.lacksHost() && isAddress(addressBefore(text)) {
		return true
	}
	if m.lastLen < wrapWidth || len(m.nums) == 0 || isCut(text) || isCloser(text) || listItem(text) || strings.HasPrefix(text, "</") {
		return false
	}
	if len(m.nums) == 1 && !m.fragment {
		return false
	}
	if m.sure && m.own && m.lastLen < logWidth && !isColumn(m.lastLen) {
		return false
	}
	return s.lines[s.at].N != s.lines[m.first].N || s.lines[s.at].N == m.nums[len(m.nums)-1]
}

// lacksHost tells a Via that ends before its host.
func (m *message) lacksHost() bool {
	if m.headers == 0 || len(m.buf)-m.headerAt > 40 {
		return false
	}
	last := string(m.buf[m.headerAt:])
	i := strings.LastIndex(last, "SIP/2.0/")
	return i > 0 && len(last)-i < 14 && transportOf(last[i+len("SIP/2.0/"):]) != ""
}

// addressBefore is the address that a text begins with, before its parameters.
func addressBefore(text string) string {
	if i := strings.IndexByte(text, ';'); i >= 0 {
		text = text[:i]
	}
	a, _ := hostPort(word(text))
	return a
}

// rootEnds tells the end of the element that a body of XML consists of: nothing
// follows it.
func (m *message) rootEnds(text string) bool {
	text = strings.TrimSpace(text)
	if m.root == "" && len(text) > 1 && text[0] == '<' && is(text[1], classAlpha) {
		m.root = text[1 : 1+runOf(text[1:], classToken)]
		if strings.IndexByte(text, ':') == 1+len(m.root) {
			// A name with its namespace.
			m.root = text[1 : 2+len(m.root)+runOf(text[2+len(m.root):], classToken)]
		}
		return false
	}
	return m.root != "" && strings.HasSuffix(text, "</"+m.root+">")
}

// listItem tells the next item of a list, such as one of YAML.
func listItem(text string) bool {
	t := strings.TrimLeft(text, " \t")
	if !strings.HasPrefix(t, "- ") {
		return false
	}
	_, _, ok := nameOf(t[2:])
	return ok
}
