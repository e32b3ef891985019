package parser

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
	assumeInvite(messages)
	restored := order(messages)
	split := splitKinds(messages)
	for _, d := range split {
		d.trace, d.Restored = trace, restored
		d.build()
	}
	return split
}

// assumeInvite reads status lines without their headers as answers to INVITEs where
// one of them answers nothing else: a call copied from a ladder.
func assumeInvite(messages []*Message) {
	call := false
	for _, m := range messages {
		if !m.IsResponse() || !m.nameless() {
			return
		}
		switch m.Code {
		case 180, 181, 182, 183, 486, 487, 600:
			call = true
		}
	}
	if !call || len(messages) < 2 {
		return
	}
	for _, m := range messages {
		m.Method = "INVITE"
	}
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
