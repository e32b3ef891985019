package dialect

import "strings"

// Bounds of one message: hostile input has neither message ends nor line ends.
const (
	maxLines = 20_000
	maxBytes = 4 << 20
	maxNoise = 200
	// wrapWidth is the shortest line that may have been wrapped.
	wrapWidth = 40
	// logWidth is the same for a log that begins the next line as every other.
	logWidth = 180
)

// take offers the line at s.at to the open message. It is false where the
// message ended before it.
func (s *scanner) take() bool {
	m := &s.msg
	raw := &s.lines[s.at]
	if m.phase == complete || raw.cut || len(m.nums) >= maxLines || len(m.buf) >= maxBytes {
		return false
	}
	if raw.more {
		m.more(s.glue(raw.Text))
		return s.took()
	}
	if m.meta.format == ribbon.name {
		if _, _, another := ribbonRecord(raw.Text); another {
			return false
		}
	}
	if m.startPre != "" && m.pre == "" && matchShape(m.startPre, raw.Text) == len(strings.TrimRight(raw.Text, " \t")) {
		// The log's prefix with nothing behind it.
		m.blank(raw.N)
		return true
	}
	text, own := m.strip(raw.Text)
	m.own = own
	if !own {
		return s.foreign(raw)
	}
	text = m.unsuffix(text)
	if m.quote == '"' && strings.Contains(text, `\u00`) {
		text = unescape(text)
	}
	if m.quote != 0 {
		var closed bool
		if text, closed = m.unquote(text); closed {
			if isBlank(text) {
				m.phase = complete
				return true
			}
			defer func() { m.phase = complete }()
		}
	}
	if isBlank(text) {
		m.blank(raw.N)
		return true
	}
	if strings.HasPrefix(text, "$$end_record") || isCloser(text) && m.phase != inBody {
		return false
	}
	var took bool
	switch m.phase {
	case inHeaders:
		took = s.takeHeader(text, raw)
	case inSDP:
		took = s.takeSDP(text, raw)
	default:
		took = s.takeBody(text, raw)
	}
	return took
}

// took files a line as the message's.
func (s *scanner) took() bool {
	s.msg.end = s.at + 1
	s.msg.noise = 0
	s.msg.lastWidth = s.lines[s.at].physical()
	if s.msg.sure && s.msg.own {
		s.msg.lastWidth = s.msg.lastLen
	}
	return true
}

// takeHeader takes a line while the headers go on.
func (s *scanner) takeHeader(text string, raw *Line) bool {
	m := &s.msg
	if rest, ok := bodyLabel(text); ok {
		return s.takeLabelled(rest, raw)
	}
	if m.blanks > 0 {
		return s.takeBehindBlank(text, raw)
	}
	if isOwnHeader(text) {
		m.header(text, raw.N)
		return s.took()
	}
	if m.content == fragContent && m.length != 0 && startsWithStart(text) && !s.headerFollows() {
		m.phase = inBody
		m.body(text, raw.N)
		return s.took()
	}
	if s.begins(text) {
		return false
	}
	switch {
	case is(text[0], classSpace) && m.headers > 0 && !isLogLine(text) && !isRule(text) && s.foldable(text):
		m.line(text, raw.N)
		return s.took()
	case isCut(text):
		m.partial = true
		return s.took()
	case isPrompt(text):
		return true
	case m.headerHere(text):
		m.header(text, raw.N)
		return s.took()
	case isSDPLine(text) && (text[0] == 'v' || m.content == sdpContent || sdpScore(text) > 0):
		m.phase = inSDP
		return s.takeSDP(text, raw)
	case isRule(text):
		return m.headers == 0 && len(m.nums) == 1 && s.skip()
	case isLogLine(text):
		return s.skip()
	}
	return s.takeOdd(text, raw)
}

// takeLabelled takes the first line of a body that stands behind a label of the
// trace, or ends the message where nothing does.
func (s *scanner) takeLabelled(rest string, raw *Line) bool {
	m := &s.msg
	switch {
	case isSDPLine(rest):
		m.phase = inSDP
		return s.takeSDP(rest, raw)
	case rest == "":
		m.blank(raw.N)
		return s.took()
	}
	m.phase = inBody
	m.body(rest, raw.N)
	return s.took()
}

// foldable tells a folded line from the next line of something indented.
func (s *scanner) foldable(text string) bool {
	if s.msg.lengthLast {
		return false
	}
	if s.lastLine() && s.said(text) {
		return false
	}
	_, mark := s.mark(text)
	return !mark && !isPrompt(text)
}

// headerHere tells a header with a name of its own.
func (m *message) headerHere(text string) bool {
	if !isHeader(text) || isLogLine(text) || m.spoken(text) {
		return false
	}
	// A log whose prefix is known may have written "module: text" in between.
	return !m.sure || !is(text[0], classAlpha) || text[0] < 'a' || text[1] == ':' || strings.IndexByte(text[:strings.IndexByte(text, ':')], '-') > 0
}

// takeOdd takes a line that is no header: what a wrapped line goes on with, or
// something that does not belong here.
func (s *scanner) takeOdd(text string, raw *Line) bool {
	m := &s.msg
	said := s.said(text)
	if s.lastLine() && !said && !m.sure && !m.lengthLast && !strings.ContainsAny(text, " \t") {
		// The next part may go on with it.
		m.line(text, raw.N)
		return s.took()
	}
	if !said && s.wrapped(text) {
		m.more(s.glue(text))
		return s.took()
	}
	if m.sure {
		return s.skip()
	}
	if m.fragment || !s.headersGoOn() {
		return false
	}
	if name := runOf(text, classToken); knownName(text[:name]) || !said && !strings.ContainsAny(text, " \t") {
		m.line(text, raw.N)
		return s.took()
	}
	return s.skip()
}

// lastLine tells whether nothing but empty lines follows.
func (s *scanner) lastLine() bool {
	return s.at+1 == len(s.lines) || s.at+2 == len(s.lines) && isBlank(s.lines[s.at+1].Text)
}

// headersGoOn tells whether one of the next lines is a header again.
func (s *scanner) headersGoOn() bool {
	m := &s.msg
	for i := s.at + 1; i < len(s.lines) && i <= s.at+3; i++ {
		text, own := m.strip(s.lines[i].Text)
		if !own || isBlank(text) || s.begins(text) {
			return false
		}
		if isOwnHeader(text) {
			return true
		}
	}
	return false
}

// headerFollows tells whether the next line is a header.
func (s *scanner) headerFollows() bool {
	if s.at+1 >= len(s.lines) {
		return false
	}
	text, _ := s.msg.strip(s.lines[s.at+1].Text)
	return isOwnHeader(text)
}

// skip leaves a line of the log's own out of the message.
func (s *scanner) skip() bool {
	s.msg.noise++
	s.fact(&s.lines[s.at])
	return s.msg.noise <= maxNoise
}

// begins tells a line with which something else begins: another message or the
// mark that a log puts before one.
func (s *scanner) begins(text string) bool {
	if _, ok := findStart(text, 0); ok {
		return true
	}
	_, ok := s.mark(text)
	return ok
}

// takeBehindBlank takes the first line behind an empty line in the headers: the
// body, or a header after all where each line has an empty line behind it.
func (s *scanner) takeBehindBlank(text string, raw *Line) bool {
	m := &s.msg
	if len(m.nums) == 1 && !m.fragment && m.blanks == 1 && isOwnHeader(text) {
		m.double = true
	}
	body := m.content > sdpContent && !m.double
	switch {
	case m.content == fragContent && m.headers > 0 && startsWithStart(text):
		m.phase = inBody
		m.body(text, raw.N)
		return s.took()
	case isOwnHeader(text) || m.double && m.headerHere(text) && !s.begins(text):
		if body && m.length != 0 {
			break
		}
		if m.another(text) {
			return false
		}
		m.header(text, raw.N)
		return s.took()
	case s.begins(text):
		return false
	case isSDPLine(text) && !body:
		if m.length == 0 && m.content == noContent || sdpScore(text) == 0 && m.content != sdpContent {
			return false
		}
		m.phase = inSDP
		return s.takeSDP(text, raw)
	case isCut(text):
		m.partial = true
		return s.took()
	case isRule(text) && !strings.HasPrefix(text, "--"+m.boundary), m.fragment:
		return false
	case isPrompt(text):
		return true
	case isLogLine(text) && m.content != otherContent:
		return (m.content != noContent || !m.whole()) && s.skip()
	}
	if m.length == 0 || m.content == noContent || m.content == sdpContent {
		return s.double(text, raw)
	}
	m.phase = inBody
	m.body(text, raw.N)
	return s.took()
}

// double takes odd lines of a message each of whose lines has an empty one
// behind it.
func (s *scanner) double(text string, raw *Line) bool {
	m := &s.msg
	if !m.double || m.whole() && !s.wrapped(text) {
		return false
	}
	m.blanks = 0
	return s.takeOdd(text, raw)
}

// whole tells whether all headers that a message must have are there.
func (m *message) whole() bool {
	const must = hasVia | hasCallID | hasCSeq | hasFrom | hasTo
	return m.seen&must == must
}

// another tells a header behind an empty line that begins another message, the
// start line of which is missing.
func (m *message) another(text string) bool {
	name, _, _ := nameOf(text)
	key, _ := lowered(framingHeaders, name)
	if once := onceOf(key); once != 0 && m.seen&once != 0 {
		return !(m.double && once == hasVia && m.seen&(hasCallID|hasCSeq) == 0)
	}
	return m.length == 0 && !m.double
}

func startsWithStart(text string) bool {
	st, ok := findStart(text, 0)
	return ok && st.at == 0
}
