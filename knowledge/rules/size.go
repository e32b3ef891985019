package rules

import "github.com/sipwhy/sipwhy/parser"

// largestSafe is the size in bytes above which a request over UDP may need more
// than one packet on its way (RFC 3261 18.1.1).
const largestSafe = 1300

// Oversize tells whether an unanswered request may be lost for its size: it went
// over UDP, is larger than is safe, and nothing as large was answered by the same
// host, which is not where the trace was made. small answers a smaller request to it,
// nil where the trace has none to compare with.
func (c *Case) Oversize(t *parser.Transaction) (small *parser.Message, ok bool) {
	m := t.Request
	if m == nil || m.Partial || m.Size <= largestSafe || m.Transport != "udp" {
		return nil, false
	}
	peer := c.Trace.Peer(m)
	switch {
	case peer.Near:
		return nil, false
	case peer.Answer == nil:
		return nil, true
	case peer.Largest > largestSafe && 10*peer.Largest >= 9*m.Size, peer.Smallest > largestSafe:
		return nil, false
	}
	return peer.Answer, true
}
