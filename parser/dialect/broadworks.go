package dialect

import "strings"

// broadworks is the XSLog of a BroadWorks application server: "2026.01.05
// 10:00:01:123 CET | Info       | Sip | +15615550100 | callhalf-7:0", an empty line,
// then "	udp 412 Bytes IN from a:p" or "OUT to", and the message. Learnt from the
// logs that its vendor's documents show.
var broadworks = dialect{
	name:  "broadworks",
	signs: []string{" Bytes IN from ", " Bytes OUT to ", "| Sip |", "| SIP |"},
	read: func(line string, m *meta) bool {
		if head, peer, ok := strings.Cut(line, " Bytes IN from "); ok {
			m.direction = In
			return m.bytesOf(head, peer)
		}
		if head, peer, ok := strings.Cut(line, " Bytes OUT to "); ok {
			m.direction = Out
			return m.bytesOf(head, peer)
		}
		m.time(line)
		return m.clock
	},
}

// bytesOf reads "udp 412" and the address that the bytes came from or went to.
func (m *meta) bytesOf(head, peer string) bool {
	proto, size, _ := strings.Cut(strings.TrimSpace(head), " ")
	m.transport = transportOf(proto)
	m.size = number(size)
	m.peer(word(peer))
	return m.transport != ""
}
