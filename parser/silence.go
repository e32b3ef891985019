package parser

import "time"

// persistence is how often something must have been sent before its repetition
// is no accident of one lost or late packet: by then T1 and 2*T1 have run out.
const persistence = 3

// giveUp is 64*T1, when a sender stops waiting (RFC 3261 17: timers B, F, H).
const giveUp = 32 * time.Second

// Shows tells whether the dialog holds a message that this side sent on the first
// hop. Where it holds none, the side's silence says nothing: the capture may not
// have its direction.
func (d *Dialog) Shows(side Side) bool {
	for _, m := range d.Messages {
		if m.Tx != nil && m.Tx.Parent == nil && d.SideOf(m) == side {
			return true
		}
	}
	return false
}

// ShowsOther is Shows for the end across from this one.
func (d *Dialog) ShowsOther(end End) bool {
	for _, m := range d.Messages {
		if m.Tx != nil && m.Tx.Parent == nil && d.EndOf(m) != end {
			return true
		}
	}
	return false
}

// Unconfirmed lists the 2xx to INVITEs on the first hop that their sender went on
// repeating, three sendings or more, and that no ACK follows (RFC 3261 13.3.1.4).
// An ACK that is there but carries a wrong number or tag counts as one: it was
// sent, and is another matter.
func (d *Dialog) Unconfirmed() []*Message {
	if d.Traits&HasRepeats == 0 || d.Kind != Call {
		return nil
	}
	var all []*Message
	for _, t := range d.Transactions {
		if t.Method != "INVITE" || t.Parent != nil || !t.OK() {
			continue
		}
		for _, r := range t.Responses {
			if r.Code/100 == 2 && len(t.Resent(r)) >= persistence && !d.confirmed(t, r) {
				all = append(all, r)
			}
		}
	}
	return all
}

// confirmed tells whether an ACK that can be meant for this 2xx comes after it.
func (d *Dialog) confirmed(t *Transaction, answer *Message) bool {
	answers := 0
	for _, f := range d.Forks {
		if f.Answer != nil {
			answers++
		}
	}
	after := false
	for _, m := range d.Messages {
		if m == answer {
			after = true
		}
		if m.Method != "ACK" || !m.IsRequest() || m.Tx == nil || m.Tx.Side != t.Side {
			continue
		}
		refusal := m.Tx.Method == "INVITE" && !m.Tx.OK() && m.Tx.Final != nil
		switch {
		case refusal:
		case m.Tx == t && m.ToTag == answer.ToTag:
			return true
		case m.CSeq == t.CSeq && answers < 2:
			return true // before the first 200 that the trace has: one is missing
		case after && (answers < 2 || m.ToTag == answer.ToTag):
			return true
		}
	}
	return false
}

// unheardAfter is how many more sendings of a 2xx show that the ACK was lost: one or
// two may cross it.
const unheardAfter = 4

// Unheard is the ACK of an answer that came again four times or more after it: it was
// sent, and lost behind the point of the trace. last is the last sending. Nil without
// one, and where the trace has more hops, which would show the ACK.
func (d *Dialog) Unheard() (ack, last *Message) {
	if d.ACK == nil || d.Traits&HasRepeats == 0 || d.Traits&HasHops != 0 {
		return nil, nil
	}
	after, again := false, 0
	for _, m := range d.Messages {
		switch {
		case m == d.ACK:
			after = true
		case after && m.RetransmissionOf == d.Answer.N && !m.Copy:
			again++
			last = m
		}
	}
	if again < unheardAfter {
		return nil, nil
	}
	return d.ACK, last
}

// Ignored lists the requests of a method on the first hop that nothing came back
// to, although they were sent three times or more, or, over a transport that does
// not repeat, were waited on for 64*T1. An empty method gives those of all but ACK.
//
// A sender stops repeating at the first answer that reaches it (RFC 3261
// 17.1.1.2, 17.1.2.2), so the repetition itself proves the silence, also where the
// capture has one direction only.
func (d *Dialog) Ignored(method string) []*Transaction {
	if d.Traits&HasUnanswered == 0 && !d.timedOutHere() {
		return nil
	}
	var all []*Transaction
	for _, t := range d.Transactions {
		if t.Parent == nil && t.Method != "ACK" && (method == "" || t.Method == method) && t.Request != nil && d.ignored(t) {
			all = append(all, t)
		}
	}
	return all
}

func (d *Dialog) ignored(t *Transaction) bool {
	if d.trace.AnswerCut(t.Request) {
		return false
	}
	if len(t.Responses) > 0 {
		return t.TimedOutHere()
	}
	if t.Sendings() >= persistence {
		return true
	}
	goesOn, ok := d.GoesOn(t.Request)
	return ok && goesOn >= giveUp && t.Request.reliable() && (d.trace.answers(t.Request) || t.Request.Direction != "" && d.trace.Receives() && d.Later(t.Request))
}

func (d *Dialog) timedOutHere() bool {
	return d.Code == 408 && d.Traits&HasRepeats != 0
}

// TimedOutHere tells a 408 that the sender's own stack wrote into its log when
// timer B or F ran out, rather than one that came over the wire: nothing else came
// back, and it ends a full row of retransmissions (RFC 3261 8.1.3.1).
func (t *Transaction) TimedOutHere() bool {
	if t.Code() != 408 || len(t.Responses) != 1 || t.Sendings() < 5 {
		return false
	}
	took, ok := t.Took()
	return !ok || took > giveUp-2*time.Second
}

// reliable tells a message on a transport that delivers or fails by itself, so
// that SIP does not repeat it (RFC 3261 18).
func (m *Message) reliable() bool {
	switch m.Transport {
	case "tcp", "tls", "ws", "wss", "sctp":
		return true
	}
	return false
}

// Span is the time from the first to the last of some messages, and whether both
// have a clock.
func Span(messages []*Message) (time.Duration, bool) {
	if len(messages) == 0 {
		return 0, false
	}
	return Between(messages[0], messages[len(messages)-1])
}
