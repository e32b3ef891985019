package parser

// linkCancels finds the INVITE of each CANCEL: the one with its branch and number
// (RFC 3261 9.1). One that differs in its branch cancels nothing by the letter,
// but where the other side accepted it, it did.
func (d *Dialog) linkCancels() {
	for _, t := range d.Transactions {
		if t.Method != "CANCEL" {
			continue
		}
		for _, invite := range d.Transactions {
			if invite.Method == "INVITE" && invite.CSeq == t.CSeq && invite.Branch == t.Branch && sameSender(invite, t.First()) {
				t.Cancels = invite
				break
			}
		}
		if t.Cancels != nil && d.outdated(t) {
			t.Cancels = nil
			continue
		}
		if t.Cancels == nil && (t.Branch == "" || t.OK()) {
			t.Cancels = d.inviteFor(t)
		}
		if t.Cancels != nil && t.Cancels.Cancel == nil {
			t.Cancels.Cancel = t
		}
	}
}

// outdated tells a CANCEL of an INVITE that was over, mostly challenged, when the
// same caller already had a newer one under way: that one it should have named.
func (d *Dialog) outdated(cancel *Transaction) bool {
	old := cancel.Cancels
	if cancel.Request == nil || old.Final == nil || old.OK() || old.Code() == 487 || old.Pending(cancel.Request) {
		return false
	}
	for _, t := range d.Transactions {
		if t.Method == "INVITE" && t.CSeq > old.CSeq && t.Request != nil && sameSender(t, cancel.First()) && t.Pending(cancel.Request) {
			return true
		}
	}
	return false
}

// inviteFor is the INVITE of the same sender and number, one that ended with 487
// before others.
func (d *Dialog) inviteFor(cancel *Transaction) *Transaction {
	var found *Transaction
	for _, t := range d.Transactions {
		if t.Method == "INVITE" && t.CSeq == cancel.CSeq && sameSender(t, cancel.First()) && (found == nil || t.Code() == 487) {
			found = t
		}
	}
	if found != nil && cancel.Branch != "" && found.Code() != 487 {
		return nil
	}
	return found
}

// Pending tells whether the INVITE had no final answer yet when m was sent, as
// far as the order of the dialog tells.
func (t *Transaction) Pending(m *Message) bool {
	if t.Final == nil {
		return true
	}
	for _, other := range m.Dialog.Messages {
		switch other {
		case t.Final:
			return false
		case m:
			return true
		}
	}
	return false
}
