package dialect

import "strings"

// recordMeta reads what a structured log line says beside the message: before it
// and behind it.
func recordMeta(before, behind string) *meta {
	m := &meta{member: inRecord(before)}
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
	const far = 1000
	before, behind = tail(before, far), behind[:min(len(behind), far)]
	if mk, ok := readMark(behind); ok {
		m.add(mk)
	}
	if !m.clock {
		m.time(behind)
	}
	both := before + " " + behind
	if strings.IndexByte(both, '"') >= 0 || strings.IndexByte(both, '=') >= 0 {
		m.keys(both)
	}
	return m
}
