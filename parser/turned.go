package parser

import "github.com/sipwhy/sipwhy/parser/capture"

// TurnedAway is what a network or host said in the capture of a message that did
// not arrive (ICMP), between the same two addresses and not before it; nil without.
func (t *Trace) TurnedAway(m *Message) *capture.Unreachable {
	if m == nil || m.Src == "" || m.Dst == "" || m.Transport != "udp" {
		return nil
	}
	for i := range t.Unreachable {
		u := &t.Unreachable[i]
		if u.Transport == "udp" && u.Src.String() == m.Src && u.Dst.String() == m.Dst && (!m.Clock || !u.Last.Before(m.Time)) {
			return u
		}
	}
	return nil
}
