package dialect

import "strings"

// beginFragment opens a message without a start line at a line that may be the
// header or session description of one. Whether it is one is settled by what
// its lines score together.
func (s *scanner) beginFragment(text string) bool {
	at := bullet(text)
	line := text[at:]
	switch {
	case isKnownHeader(line):
	case len(line) > 3 && line[1] == ':' && headerStrong(line):
	case sdpScore(line) > 0:
	default:
		var ok bool
		if at, ok = hiddenHeader(text); !ok {
			return false
		}
		line = text[at:]
	}
	m := &s.msg
	m.reset(s.at)
	m.fragment = true
	m.meta = s.marks(text[:at])
	m.pre, m.indent = text[:at], at
	if isBlank(m.pre) {
		m.pre = ""
	} else {
		m.quote = quoteBefore(m.pre)
		m.cell = m.quote == '"' && (len(m.pre) == 1 || strings.IndexByte(",;\t", m.pre[len(m.pre)-2]) >= 0)
	}
	s.open = true
	if m.quote != 0 {
		var closed bool
		if line, closed = m.unquote(line); closed {
			defer func() { m.phase = complete }()
		}
	}
	if isSDPLine(line) {
		m.phase = inSDP
		m.score = sdpScore(line)
		m.bodyLines = 1
		m.line(tightSDP(line), s.lines[s.at].N)
	} else {
		m.header(line, s.lines[s.at].N)
	}
	m.lastWidth = s.lines[s.at].physical()
	m.end = s.at + 1
	return true
}

// bullet is where a line begins behind blanks, list marks and quotes.
func bullet(s string) int {
	i := 0
	for i < len(s) && strings.IndexByte(" \t-*>`\"'", s[i]) >= 0 {
		i++
	}
	return i
}

func headerStrong(line string) bool {
	name, rest, ok := nameOf(line)
	return ok && headerScore(name, rest) >= sureScore
}

// hiddenHeader finds a header of which nothing but SIP has the like, behind what
// a log or a sentence puts before it.
func hiddenHeader(text string) (int, bool) {
	if !strings.Contains(text, "SIP/2.0/") && !strings.Contains(text, ";cause=") && !strings.Contains(text, "Warning: 3") && !strings.Contains(text, "<sip:") {
		return 0, false
	}
	at, ok := findKnownHeader(text)
	if !ok || !headerStrong(text[at:]) {
		return 0, false
	}
	return at, true
}

// otherProtocol is where in a message of another protocol with headers like
// SIP's a scan stands: 0 nowhere, 1 in its headers, 2 behind them.
type otherProtocol uint8

// blank ends the headers.
func (o *otherProtocol) blank(text string) {
	if *o == 1 && isBlank(text) {
		*o = 2
	} else if *o == 2 && !isBlank(text) {
		*o = 0
	}
}

// reads tells whether a line is part of an HTTP, RTSP or MGCP message. Those have
// Via, From, CSeq and session descriptions too.
func (o *otherProtocol) reads(text string) bool {
	if strings.Contains(text, "HTTP/") || strings.Contains(text, "RTSP/") || strings.Contains(text, "MGCP ") {
		if isOtherStart(text) {
			*o = 1
			return true
		}
	}
	if *o == 0 {
		return false
	}
	t := strings.TrimLeft(text, " \t<>*")
	if t == "" {
		o.blank(t)
		return true
	}
	if *o == 1 && isAnyHeader(t) || isSDPLine(t) {
		return true
	}
	*o = 0
	return false
}

// isOtherStart tells the start line of a request or response of another protocol.
func isOtherStart(text string) bool {
	t := strings.TrimSpace(strings.TrimLeft(text, " \t<>*"))
	for _, p := range [...]string{"HTTP/", "RTSP/"} {
		if strings.HasPrefix(t, p) {
			return true
		}
		if i := strings.LastIndexByte(t, ' '); i > 0 && strings.HasPrefix(t[i+1:], p) {
			n := runOf(t, classAlpha|classToken)
			return n > 0 && n < len(t) && t[n] == ' '
		}
	}
	i := strings.Index(t, " MGCP ")
	return i > 0 && i+8 <= len(t) && is(t[i+6], classDigit)
}
