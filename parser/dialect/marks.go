package dialect

import "strings"

// A mark is what a log prints before a message. Marks are looked for backwards
// from a start line, so that a log without SIP costs nothing, and forwards in a
// message, which one ends.

// How far before a message its marks may stand.
const (
	marksReach = 12
	marksLines = 3
	// shortMark is the length under which what stands before a start line is about
	// that message and nothing else.
	shortMark = 12
	// shortRecord is the same for the line over it.
	shortRecord = 48
)

// mark tells whether a line is the mark of a dialect, and what it says.
func (s *scanner) mark(text string) (meta, bool) {
	return readMark(text)
}

func readMark(text string) (meta, bool) {
	if len(text) > 2000 {
		text = text[:2000]
	}
	for i := range dialects {
		d := &dialects[i]
		if !d.sees(text) {
			continue
		}
		m := meta{format: d.name}
		if d.read(text, &m) {
			if !m.clock && strings.HasPrefix(text, "{") {
				// A collector's record around the mark.
				var o meta
				o.keys(text)
				m.stamp, m.clock = o.stamp, o.clock
			}
			return m, true
		}
	}
	return meta{}, false
}

func (d *dialect) sees(text string) bool {
	for _, sign := range d.signs {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// marks gathers what the log says about the message that begins on this line:
// before it on the line, and on the lines before.
func (s *scanner) marks(before string) meta {
	var m meta
	if about := s.lines[s.at].about; about != nil {
		m = *about
	}
	if !isBlank(before) {
		if mk, ok := readMark(before); ok {
			m.add(mk)
		} else if g, certain := generic(before); certain {
			m.add(g)
		} else {
			if g.clock {
				m.add(meta{stamp: g.stamp, clock: true})
			}
			// "… ProcessRead: <INVITE …", "TX INVITE …"
			last, _ := generic(lastWords(before))
			if g.clock || len(strings.TrimSpace(before)) < shortMark {
				m.add(meta{direction: last.direction})
			}
		}
	}
	lines, known := 0, false
	var members []int
	for i := s.at - 1; i >= s.free && i >= s.at-marksReach && lines < marksLines; i-- {
		text := s.lines[i].Text
		if isBlank(text) {
			continue
		}
		if strings.HasPrefix(text, "{") && strings.Contains(text, `\u00`) {
			text = unescape(text)
		}
		if mk, ok := readMark(text); ok {
			if m.format != "" && mk.format != m.format {
				break
			}
			known = true
			m.add(mk)
			if m.clock && m.stamp.date {
				break
			}
			continue
		}
		if (s.msg.member || len(members) > 0) && recordEdge(text) {
			break
		}
		if isRule(text) {
			continue
		}
		if name, _, ok := member(text); ok && fieldOf(name) != fieldMessage && (fieldOf(name) != 0 || len(members) > 0 || s.msg.member || strings.HasPrefix(strings.TrimSpace(text), `"`)) {
			members = append(members, i)
			if strings.HasPrefix(strings.TrimSpace(text), "- ") {
				break
			}
			continue
		}
		if lines == 0 && !known && s.followMark(&m, i) {
			break
		}
		nearest := lines == 0 && !known
		if nearest || !m.clock {
			s.unknownMark(&m, text, nearest)
		}
		if nearest && m.labelled(text) {
			continue
		}
		if m.src == "" && m.dst == "" && lines < marksLines {
			m.sameMoment(text)
		}
		if nearest && m.clock && m.src == "" && m.dst == "" && isLogLine(text) {
			// The records about a packet stand above the one that shows it.
			lines++
			continue
		}
		if nearest && !m.clock && (m.src != "" || m.dst != "" || len(text) < 100 && !speech(text)) {
			// The time may stand in a line of its own before it.
			lines++
			continue
		}
		break
	}
	s.members(&m, members)
	m.passedOn(s.lines[s.at].pre)
	return m
}

// passedOn reads what stands before every line of the text.
func (m *meta) passedOn(pre string) {
	if isBlank(pre) {
		return
	}
	if g, certain := generic(pre); certain {
		m.add(g)
	} else if g.clock {
		m.add(meta{stamp: g.stamp, clock: true})
	}
}

// labelled tells a line that says nothing but that a message follows: "PDU:".
func (m *meta) labelled(text string) bool {
	const longest = 24
	t := strings.TrimSpace(text)
	return len(t) < longest && strings.HasSuffix(t, ":") && m.src == "" && m.dst == "" && !m.clock && m.direction == Unknown
}

// unknownMark reads the line before a message that no dialect knows.
func (s *scanner) unknownMark(m *meta, text string, nearest bool) {
	if len(text) > 600 {
		return
	}
	g, certain := generic(text)
	if !nearest {
		// The line before a mark may still have the time.
		certain = false
	}
	switch t := strings.TrimSpace(text); {
	case certain:
		m.add(g)
	case g.clock && (strings.HasSuffix(t, ":") || len(t) < shortRecord):
		m.add(meta{stamp: g.stamp, clock: true, direction: g.direction, transport: g.transport})
	case g.clock && (isLogLine(t) || !nearest && beginsWithTime(strings.TrimLeft(t, "+-*=# <[("))):
		// A record that goes on with the message: its last words say what it is.
		last, _ := generic(lastWords(t))
		if !nearest && len(t) < 2*shortRecord {
			last.direction = g.direction
		}
		m.add(meta{stamp: g.stamp, clock: true, direction: last.direction, transport: last.transport})
	case nearest && len(t) < shortRecord && g.direction != Unknown && !strings.Contains(t, ". "):
		m.add(meta{direction: g.direction, transport: g.transport})
	}
}

// sameMoment reads the addresses of a record about SIP of the very same time.
func (m *meta) sameMoment(text string) {
	if !m.clock || !isLogLine(text) || indexFold(text, "sip") < 0 {
		return
	}
	if g, certain := generic(text); certain && g.clock && g.stamp == m.stamp && g.src != "" && g.dst != "" {
		m.src, m.dst = g.src, g.dst
	}
}

// lastWords are the last three words of a line.
func lastWords(t string) string {
	at := len(t)
	for range 3 {
		at = strings.LastIndexAny(strings.TrimRight(t[:at], " "), " ") + 1
	}
	return t[at:]
}
