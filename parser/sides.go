package parser

import "strings"

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
		case t.Method == "BYE" && first.FromTag == "" && first.ToTag == "":
			// A line about a BYE has no tags; either side may send one.
			t.Side = d.sideByAddress(first)
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

// End is one end of a dialog. Unlike a Side it tells the two apart also where the
// trace does not show who placed the call.
type End struct {
	side Side
	tag  string
}

// End is the end that sent the request.
func (t *Transaction) End() End {
	if t.Side != NoSide {
		return End{side: t.Side}
	}
	return End{tag: t.First().FromTag}
}

// EndOf is the end that sent a message, a request or an answer.
func (d *Dialog) EndOf(m *Message) End {
	side := d.SideOf(m)
	switch {
	case side != NoSide:
		return End{side: side}
	case m.IsResponse():
		return End{tag: m.ToTag}
	}
	return End{tag: m.FromTag}
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
	if d.To == "" {
		d.To = d.Dialled
	}
	if d.To == "" && m.IsRequest() {
		// A line of a list has a Request-URI at most.
		d.To = m.Target().Host
	}
	d.findOverlap()
}

// findOverlap takes the last of the numbers that a caller sent while dialling: each is
// the one before with more digits (RFC 3578 3).
func (d *Dialog) findOverlap() {
	for _, t := range d.Invites {
		m := t.Request
		if m == nil || !isDigits(d.To) {
			continue
		}
		if more := m.To().URI.User; len(more) > len(d.To) && strings.HasPrefix(more, d.To) && isDigits(more) {
			d.To, d.Dialled = more, m.Target().User
		}
	}
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(strings.TrimPrefix(s, "+"), "0123456789") == ""
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
