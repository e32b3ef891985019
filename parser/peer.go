package parser

import "time"

// Peer is what a trace shows of the requests that one host answered.
type Peer struct {
	// Smallest and Largest are the sizes in bytes of its smallest and largest
	// answered request; Answer answers the smallest. All are zero where it answered
	// none.
	Smallest, Largest int
	Answer            *Message
	// Near is true where the trace was made at the host: what it passes on follows
	// what it gets at once. Then what was sent to it arrived.
	Near bool
}

// atOnce is how long a proxy itself takes to pass a request on. Where the way to it
// and back lies between the two in the trace, it takes longer.
const atOnce = 5 * time.Millisecond

// Peer tells what the host that m was sent to answered in this trace: by its
// address or, where the input has none, by the host of the Request-URI.
func (t *Trace) Peer(m *Message) Peer {
	t.peersOnce.Do(t.findPeers)
	if p, ok := t.peers[peerOf(m)]; ok || m.Dst != "" {
		return p
	}
	return t.onlyPeer(m)
}

// onlyPeer is the host that answers the sender of m in an input without addresses, if
// it is the only one, is called by its address and m by a name: mostly the name is its.
func (t *Trace) onlyPeer(m *Message) Peer {
	vias := m.Vias()
	if len(t.peers) != 1 || len(vias) == 0 || ClassOf(m.Target().Host) != HostUnknown {
		return Peer{}
	}
	for host, p := range t.peers {
		if p.Answer == nil || p.Answer.Tx.Request.Dst != "" || ClassOf(host) == HostUnknown {
			continue
		}
		if theirs := p.Answer.Tx.Request.Vias(); len(theirs) > 0 && theirs[0].Host == vias[0].Host {
			return p
		}
	}
	return Peer{}
}

func (t *Trace) findPeers() {
	t.peers = map[string]Peer{}
	for _, d := range t.Dialogs {
		for _, tx := range d.Transactions {
			if tx.passedOnAtOnce() {
				p := t.peers[peerOf(tx.Request)]
				p.Near = true
				t.peers[peerOf(tx.Request)] = p
			}
			if tx.Request == nil || len(tx.Responses) == 0 || tx.TimedOutHere() {
				continue
			}
			key := peerOf(tx.Request)
			p := t.peers[key]
			if size := tx.Request.Size; p.Answer == nil || size < p.Smallest {
				p.Smallest, p.Answer = size, tx.Responses[0]
			}
			p.Largest = max(p.Largest, tx.Request.Size)
			t.peers[key] = p
		}
	}
}

// passedOnAtOnce tells a request that the host it was sent to sent on to a third one
// right away.
func (tx *Transaction) passedOnAtOnce() bool {
	if tx.Request == nil || tx.Request.Dst == "" || tx.Request.Src == "" {
		return false
	}
	host, from := HostOf(tx.Request.Dst), HostOf(tx.Request.Src)
	for _, next := range tx.Children {
		if next.Request == nil || HostOf(next.Request.Src) != host || HostOf(next.Request.Dst) == from || host == from {
			continue
		}
		if after, timed := Between(tx.Request, next.Request); timed && after >= 0 && after <= atOnce {
			return true
		}
	}
	return false
}

func peerOf(m *Message) string {
	if m.Dst != "" {
		return HostOf(m.Dst)
	}
	return m.Target().Host
}
