package parser

// Peer is what a trace shows of the requests that one host answered.
type Peer struct {
	// Smallest and Largest are the sizes in bytes of its smallest and largest
	// answered request; Answer answers the smallest. All are zero where it answered
	// none.
	Smallest, Largest int
	Answer            *Message
}

// Peer tells what the host that m was sent to answered in this trace: by its
// address or, where the input has none, by the host of the Request-URI.
func (t *Trace) Peer(m *Message) Peer {
	t.peersOnce.Do(t.findPeers)
	return t.peers[peerOf(m)]
}

func (t *Trace) findPeers() {
	t.peers = map[string]Peer{}
	for _, d := range t.Dialogs {
		for _, tx := range d.Transactions {
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

func peerOf(m *Message) string {
	if m.Dst != "" {
		return HostOf(m.Dst)
	}
	return m.Target().Host
}
