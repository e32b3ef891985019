package parser

import "slices"

// txKey names a transaction within a dialog (RFC 3261 17.1.3, 17.2.3). The From
// tag keeps the two directions apart where careless stacks share a branch.
type txKey struct {
	method, branch, fromTag string
	cseq                    uint32
}

// grouping files the messages of a dialog. keys are those of the dialog's
// transactions by their place; byKey is made when there are too many to look through.
type grouping struct {
	dialog *Dialog
	keys   []txKey
	byKey  map[txKey]*Transaction
}

// fewKeys is how many keys are looked through faster than hashed: nearly every dialog
// has less.
const fewKeys = 16

// find is the newest transaction with this key, nil without one.
func (g *grouping) find(key txKey) *Transaction {
	if g.byKey != nil {
		return g.byKey[key]
	}
	for i := len(g.keys) - 1; i >= 0; i-- {
		if g.keys[i] == key {
			return g.dialog.Transactions[i]
		}
	}
	return nil
}

// open begins a transaction.
func (g *grouping) open(key txKey) *Transaction {
	t := &Transaction{Method: key.method, CSeq: key.cseq, Branch: key.branch}
	g.dialog.Transactions = append(g.dialog.Transactions, t)
	g.keys = append(g.keys, key)
	switch {
	case g.byKey != nil:
		g.byKey[key] = t
	case len(g.keys) > fewKeys:
		g.byKey = make(map[txKey]*Transaction, 4*fewKeys)
		for i, key := range g.keys {
			g.byKey[key] = g.dialog.Transactions[i]
		}
	}
	return t
}

func (g *grouping) add(m *Message) {
	if m.IsResponse() && m.CSeqMethod == "" {
		g.addBare(m)
		return
	}
	key := txKey{m.Method, m.Branch, m.FromTag, m.CSeq}
	if m.IsRequest() && m.Method == "ACK" {
		g.addACK(m, key)
		return
	}
	t := g.find(key)
	if t == nil && (m.Branch == "" || m.IsResponse()) {
		t = g.loose(m)
	}
	// An arrow of a call flow has neither number nor branch: behind a final answer, the
	// same method is the next try.
	again := t != nil && m.IsRequest() && m.CSeqMethod == "" && m.Branch == "" && t.Final != nil
	if t == nil || again || m.IsRequest() && t.logsInAnew(m) {
		t = g.open(key)
	}
	switch {
	case m.IsResponse():
		t.addResponse(m)
	case m.IsRequest():
		t.addRequest(m)
	default:
		m.Tx = t
		t.Fragments = append(t.Fragments, m)
	}
}

// logsInAnew tells a request that reuses the branch of a challenged one but brings
// credentials that the other lacks: careless stacks do (RFC 3261 8.1.3.5 wants a
// new one), and it is no retransmission.
func (t *Transaction) logsInAnew(m *Message) bool {
	if t.Request == nil || t.Final == nil || !t.Final.IsChallenge() || len(m.logins) == 0 {
		return false
	}
	for i := range m.logins {
		if i >= len(t.Request.logins) || m.logins[i].Nonce != t.Request.logins[i].Nonce || m.logins[i].NC != t.Request.logins[i].NC {
			return true
		}
	}
	return false
}

// addBare files a response whose paste lost its CSeq: it answers the request
// before it that is still open.
func (g *grouping) addBare(m *Message) {
	for _, t := range slices.Backward(recent(g.dialog.Transactions)) {
		if t.Request != nil && t.Method != "ACK" && t.Final == nil {
			m.Method, m.CSeq = t.Method, t.CSeq
			t.addResponse(m)
			return
		}
	}
	all := g.dialog.Transactions
	// The same final answer again, with no request between, is its next sending.
	if n := len(all); n > 0 && m.IsFinal() {
		if t := all[n-1]; t.Request != nil && t.Final != nil && t.Final.StartLine == m.StartLine && len(t.ACKs) == 0 {
			m.Method, m.CSeq = t.Method, t.CSeq
			t.addResponse(m)
			return
		}
	}
	// Of status lines alone, what follows a final answer is of the next try.
	last := len(all) - 1
	if last >= 0 && m.Method != "" && all[last].Request == nil && all[last].Final == nil {
		all[last].addResponse(m)
		return
	}
	m.CSeq = uint32(len(all))
	g.open(txKey{method: m.Method, cseq: m.CSeq}).addResponse(m)
}

// loose finds the transaction of a message without a branch, or of a response
// to a request without one, by method and number.
func (g *grouping) loose(m *Message) *Transaction {
	for _, t := range slices.Backward(recent(g.dialog.Transactions)) {
		if t.Method == m.Method && t.CSeq == m.CSeq && (m.Branch == "" || t.Branch == "") && sameSender(t, m) {
			return t
		}
	}
	return nil
}

func sameSender(t *Transaction, m *Message) bool {
	first := t.First()
	return first.FromTag == m.FromTag || first.FromTag == "" || m.FromTag == ""
}

// addACK files an ACK: one to a refusal by its branch, one to a 2xx by its
// number and To tag (RFC 3261 17.1.1.3, 13.2.2.4). One that fits no INVITE is a
// transaction of its own.
func (g *grouping) addACK(m *Message, key txKey) {
	key.method = "INVITE"
	if t := g.find(key); t != nil {
		t.addACK(m)
		return
	}
	if t := g.confirmedBy(m); t != nil {
		t.addACK(m)
		return
	}
	key.method = "ACK"
	t := g.find(key)
	if t == nil {
		t = g.open(key)
	}
	t.addRequest(m)
}

// confirmedBy is the INVITE whose 2xx an ACK confirms. Where several hops of one
// INVITE are in the trace, it is that of the ACK's own hop: the same addresses, else
// the same number of Vias.
func (g *grouping) confirmedBy(m *Message) *Transaction {
	var found *Transaction
	best := -1
	for _, t := range slices.Backward(recent(g.dialog.Transactions)) {
		if t.Method != "INVITE" || t.CSeq != m.CSeq || !sameSender(t, m) || !t.OK() && m.Branch != "" {
			continue
		}
		fit := 0
		if invite := t.Request; invite != nil && m.Src != "" {
			if invite.Src == m.Src && invite.Dst == m.Dst {
				fit = 4
			} else if HostOf(invite.Src) == HostOf(m.Src) {
				fit = 2
			}
		}
		if t.First().ViaCount() == m.ViaCount() {
			fit++
		}
		if fit > best {
			found, best = t, fit
		}
	}
	return found
}
