package dialect

import "strings"

// farOff is how far from a message its record is read.
const farOff = 1000

// recordMeta reads what a structured log line says beside the message: before it
// and behind it.
func recordMeta(before, behind string) *meta {
	m := &meta{member: inRecord(before)}
	if strings.Contains(before, `\u00`) {
		// "->" is "-\u003e" in what some programs write.
		before = unescape(tail(before, 2*farOff))
	}
	if mk, ok := readMark(before); ok {
		*m = mk
		return m
	}
	g, certain := generic(before)
	if certain {
		*m = g
	} else if g.clock {
		m.stamp, m.clock = g.stamp, true
	}
	before, behind = tail(before, farOff), behind[:min(len(behind), farOff)]
	if mk, ok := readMark(behind); ok {
		m.add(mk)
	}
	if !m.clock {
		m.time(behind)
	}
	both := before + " " + behind
	if strings.IndexByte(both, '"') >= 0 || strings.IndexByte(both, '=') >= 0 {
		v := valuesIn(both)
		if v[fieldRemote] != "" && v[fieldDirection] == "" {
			// Which way it went stands in the record's own words.
			v[fieldDirection] = string(g.direction)
		}
		m.file(&v)
	}
	return m
}
