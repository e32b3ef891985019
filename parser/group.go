package parser

import "strings"

// kindOf is the kind of dialog that a method starts or belongs to by itself.
func kindOf(method string) Kind {
	switch method {
	case "INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "INFO":
		return Call
	case "REGISTER":
		return Registration
	case "SUBSCRIBE", "NOTIFY":
		return Subscription
	case "MESSAGE":
		return PageMessage
	case "OPTIONS":
		return Ping
	}
	return OtherKind
}

// dialogsOf splits the messages of one Call-ID, in their restored order, into
// dialogs by kind. What happens inside a call (NOTIFY of a transfer, MESSAGE,
// OPTIONS, INFO) is of the call.
func dialogsOf(messages []*Message, trace *Trace) []*Dialog {
	restored := order(messages)
	split := splitKinds(messages)
	for _, d := range split {
		d.trace, d.Restored = trace, restored
		d.build()
	}
	return split
}

func splitKinds(messages []*Message) []*Dialog {
	first := kindOf(messages[0].Method)
	same := true
	for _, m := range messages[1:] {
		if kindOf(m.Method) != first && !m.nameless() {
			same = false
			break
		}
	}
	if same {
		return []*Dialog{{CallID: callIDOf(messages), Kind: first, Messages: messages}}
	}
	inside := insideCalls(messages)
	var dialogs []*Dialog
	kind := first
	for _, m := range messages {
		// What names no dialog goes with the message before it.
		if !m.nameless() {
			kind = kindOf(m.Method)
		}
		if kind != Call && inside[insideKey{m.Method, m.CSeq, m.Branch}] {
			kind = Call
		}
		var d *Dialog
		for _, have := range dialogs {
			if have.Kind == kind {
				d = have
			}
		}
		if d == nil {
			d = &Dialog{CallID: callIDOf(messages), Kind: kind}
			dialogs = append(dialogs, d)
		}
		d.Messages = append(d.Messages, m)
	}
	return dialogs
}

// callIDOf is the Call-ID of the messages that still have theirs.
func callIDOf(messages []*Message) string {
	for _, m := range messages {
		if m.CallID != "" {
			return m.CallID
		}
	}
	return ""
}

type insideKey struct {
	method string
	cseq   uint32
	branch string
}

// insideCalls finds the transactions of other methods that run inside a call:
// their request carries both of its tags. A response alone cannot tell, so where
// the request is missing it follows the tags of the call's own messages.
func insideCalls(messages []*Message) map[insideKey]bool {
	tags := map[string]bool{}
	for _, m := range messages {
		if kindOf(m.Method) == Call {
			tags[m.FromTag], tags[m.ToTag] = true, true
		}
	}
	delete(tags, "")
	inside := map[insideKey]bool{}
	requests := map[insideKey]bool{}
	for _, m := range messages {
		key := insideKey{m.Method, m.CSeq, m.Branch}
		if m.IsRequest() {
			requests[key] = true
			if m.ToTag != "" && tags[m.ToTag] || m.ToTag != "" && tags[m.FromTag] {
				inside[key] = true
			}
		}
	}
	for _, m := range messages {
		key := insideKey{m.Method, m.CSeq, m.Branch}
		if !requests[key] && tags[m.FromTag] && tags[m.ToTag] {
			inside[key] = true
		}
	}
	return inside
}

// build groups the messages of a dialog and reads off what became of it.
func (d *Dialog) build() {
	g := grouping{dialog: d}
	for _, m := range d.Messages {
		m.Dialog = d
		g.add(m)
	}
	d.linkCancels()
	d.findSightings()
	d.linkHops()
	d.findSides()
	d.findParties()
	d.findLogins()
	d.judge()
	d.findTraits()
}

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
	if t == nil || m.IsRequest() && t.logsInAnew(m) {
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
	all := g.dialog.Transactions
	for i := len(all) - 1; i >= 0; i-- {
		t := all[i]
		if t.Request != nil && t.Method != "ACK" && t.Final == nil {
			m.Method, m.CSeq = t.Method, t.CSeq
			t.addResponse(m)
			return
		}
	}
	g.open(txKey{}).addResponse(m)
}

// loose finds the transaction of a message without a branch, or of a response
// to a request without one, by method and number.
func (g *grouping) loose(m *Message) *Transaction {
	all := g.dialog.Transactions
	for i := len(all) - 1; i >= 0; i-- {
		t := all[i]
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
	all := g.dialog.Transactions
	for i := len(all) - 1; i >= 0; i-- {
		t := all[i]
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

// linkHops finds for each request the same request one hop earlier: its branch
// stands second in the Via stack.
func (d *Dialog) linkHops() {
	for _, t := range d.Transactions {
		first := t.First()
		if first.ViaCount() < 2 {
			continue
		}
		vias := first.Vias()
		for _, via := range vias[min(1, len(vias)):] {
			if parent := d.transaction(t.Method, t.CSeq, via.Branch); parent != nil && parent != t {
				t.Parent = parent
				parent.Children = append(parent.Children, t)
				break
			}
		}
	}
}

// ViaCount is how many Vias a message has, told by commas without taking them apart:
// never too few.
func (m *Message) ViaCount() int {
	n := 0
	for i := range m.Headers {
		if m.Headers[i].Key == "Via" {
			n += 1 + strings.Count(m.Headers[i].Value, ",")
		}
	}
	return n
}

func (d *Dialog) transaction(method string, cseq uint32, branch string) *Transaction {
	if branch == "" {
		return nil
	}
	for _, t := range d.Transactions {
		if t.Method == method && t.CSeq == cseq && t.Branch == branch {
			return t
		}
	}
	return nil
}

// findSides tells who placed the call and who sent each request.
func (d *Dialog) findSides() {
	d.CallerTag = d.callerTag()
	for _, t := range d.Transactions {
		first := t.First()
		switch {
		case first.FromTag != "" && first.FromTag == d.CallerTag:
			t.Side = Caller
		case first.ToTag != "" && first.ToTag == d.CallerTag:
			t.Side = Callee
		case t.InDialog && first.FromTag != "" && d.CallerTag != "":
			t.Side = Callee
		case !t.InDialog:
			t.Side = Caller
		default:
			t.Side = d.sideByAddress(first)
		}
	}
}

// callerTag is the From tag of the request that made the dialog. Without it, the
// other side of whatever is seen inside the dialog cannot be told from the
// caller, so it is left empty.
func (d *Dialog) callerTag() string {
	for _, t := range d.Transactions {
		if t.Request != nil && !t.InDialog && t.Method != "CANCEL" && t.Method != "ACK" {
			return t.Request.FromTag
		}
	}
	for _, t := range d.Transactions {
		if t.Request == nil && t.Method == "INVITE" {
			return t.First().FromTag
		}
		if t.Method == "CANCEL" {
			return t.First().FromTag
		}
	}
	if d.Kind != Call && len(d.Transactions) > 0 {
		return d.Transactions[0].First().FromTag
	}
	return ""
}

// sideByAddress compares the source of a request with that of the first INVITE.
func (d *Dialog) sideByAddress(m *Message) Side {
	for _, t := range d.Transactions {
		if t.Method != "INVITE" || t.Request == nil || t.InDialog || m.Src == "" {
			continue
		}
		switch m.Src {
		case t.Request.Src:
			return Caller
		case t.Request.Dst:
			return Callee
		}
	}
	return NoSide
}

// findParties reads who called whom.
func (d *Dialog) findParties() {
	for _, t := range d.Transactions {
		if t.Method == "INVITE" && !t.InDialog && t.Parent == nil && (t.Request != nil || !inDialogResponse(d, t)) {
			d.Invites = append(d.Invites, t)
		}
	}
	m := d.First()
	for _, t := range d.Invites {
		m = t.First()
		break
	}
	from, to := m.From().URI, m.To().URI
	if d.Kind == Call && d.CallerTag != "" && m.FromTag != d.CallerTag && m.ToTag == d.CallerTag {
		from, to = to, from
	}
	d.From, d.To = userOrHost(from), userOrHost(to)
	if m.IsRequest() {
		d.Dialled = m.Target().User
	}
	if d.Dialled == "" {
		d.Dialled = to.User
	}
}

// inDialogResponse tells whether the answers to an INVITE whose request is not in
// the trace belong to a re-INVITE: a CSeq after another INVITE's of that sender.
func inDialogResponse(d *Dialog, t *Transaction) bool {
	for _, other := range d.Transactions {
		if other != t && other.Method == "INVITE" && other.OK() && other.CSeq < t.CSeq {
			return true
		}
	}
	return false
}

func userOrHost(u URI) string {
	if u.User != "" {
		return u.User
	}
	return u.Host
}
