package parser

import (
	"slices"
	"time"
)

// Side is an end of a call: who placed it and who was called.
type Side uint8

// The sides of a dialog.
const (
	NoSide Side = iota
	Caller
	Callee
)

// String is "caller", "callee" or "".
func (s Side) String() string {
	switch s {
	case Caller:
		return "caller"
	case Callee:
		return "callee"
	}
	return ""
}

// Other is the side at the other end.
func (s Side) Other() Side {
	switch s {
	case Caller:
		return Callee
	case Callee:
		return Caller
	}
	return NoSide
}

// Transaction is a request on one hop with all its answers (RFC 3261 17). An
// INVITE's holds the ACK to its refusal too; the ACK to a 2xx, which RFC 3261
// 17.1.1.3 makes a transaction of its own, is filed with the INVITE that it
// confirms.
type Transaction struct {
	// Method is the method of the request; CSeq its number.
	Method string
	CSeq   uint32
	Branch string
	// Request is the first sending, nil where only answers are in the trace;
	// Requests holds it and its retransmissions.
	Request  *Message
	Requests []*Message
	// Responses holds each response once, in order; Repeats the retransmitted
	// ones; Final is the first of 200 and above.
	Responses []*Message
	Repeats   []*Message
	Final     *Message
	// Fragments are messages without a start line, of which only the number and
	// method are known.
	Fragments []*Message
	// ACKs holds every ACK of an INVITE, retransmissions included.
	ACKs []*Message
	// Cancel is the CANCEL transaction of this INVITE; Cancels the INVITE
	// transaction of this CANCEL (RFC 3261 9.1).
	Cancel, Cancels *Transaction
	// Side sent the request.
	Side Side
	// Parent is the same request one hop nearer to its sender, told by the Via
	// stack (RFC 3261 16.6); nil on the first hop that the trace shows.
	Parent   *Transaction
	Children []*Transaction
	// InDialog is true for a request with a To tag (RFC 3261 12.2).
	InDialog bool
}

// First is the earliest message of the transaction, never nil.
func (t *Transaction) First() *Message {
	switch {
	case t.Request != nil:
		return t.Request
	case len(t.Responses) > 0:
		return t.Responses[0]
	case len(t.ACKs) > 0:
		return t.ACKs[0]
	}
	return t.Fragments[0]
}

// Response is the first response with this code, nil without one.
func (t *Transaction) Response(code int) *Message {
	for _, r := range t.Responses {
		if r.Code == code {
			return r
		}
	}
	return nil
}

// Provisional is the first response between 101 and 199, nil without one: the
// first sign that the request got beyond the next hop.
func (t *Transaction) Provisional() *Message {
	for _, r := range t.Responses {
		if r.Code > 100 && r.Code < 200 {
			return r
		}
	}
	return nil
}

// Code is the code of the final response, 0 without one.
func (t *Transaction) Code() int {
	if t.Final == nil {
		return 0
	}
	return t.Final.Code
}

// OK tells a 2xx.
func (t *Transaction) OK() bool { return t.Code()/100 == 2 }

// Sendings counts how often the request itself was sent, sightings of one
// sending by several capture points counted once.
func (t *Transaction) Sendings() int {
	n := 0
	for _, m := range t.Requests {
		if !m.Copy {
			n++
		}
	}
	return n
}

// Took is the time from the request to the final response, and whether both have
// a clock.
func (t *Transaction) Took() (time.Duration, bool) { return Between(t.Request, t.Final) }

// Between is the time from one message to another, and whether both are there
// and have a clock.
func Between(from, to *Message) (time.Duration, bool) {
	if from == nil || to == nil || !from.Clock || !to.Clock {
		return 0, false
	}
	return to.Time.Sub(from.Time), true
}

// Resent lists the sendings of a response: the first and its retransmissions.
func (t *Transaction) Resent(response *Message) []*Message {
	all := []*Message{response}
	for _, m := range t.Repeats {
		if m.RetransmissionOf == response.N && !m.Copy {
			all = append(all, m)
		}
	}
	return all
}

// copyWithin is the time within which the same bytes are another sighting of one
// sending: no timer of RFC 3261 resends so soon.
const copyWithin = 100 * time.Millisecond

// repeats marks m as another sending or sighting of first.
func (m *Message) repeats(first, last *Message) {
	m.RetransmissionOf = first.N
	if gap, ok := Between(last, m); ok && gap < copyWithin {
		m.Copy = true
	}
}

// addRequest files a request or one more sending of it.
func (t *Transaction) addRequest(m *Message) {
	m.Tx = t
	if t.Request == nil {
		t.Request = m
		t.InDialog = m.ToTag != ""
	} else {
		m.repeats(t.Request, t.Requests[len(t.Requests)-1])
	}
	t.Requests = append(t.Requests, m)
}

// addACK files an ACK with the INVITE that it confirms.
func (t *Transaction) addACK(m *Message) {
	m.Tx = t
	for _, ack := range t.ACKs {
		if ack.Branch == m.Branch && ack.ToTag == m.ToTag && ack.First() {
			m.repeats(ack, t.ACKs[len(t.ACKs)-1])
			break
		}
	}
	t.ACKs = append(t.ACKs, m)
}

// addResponse files a response or one more sending of it.
func (t *Transaction) addResponse(m *Message) {
	m.Tx = t
	last := m
	for _, r := range slices.Backward(recent(t.Repeats)) {
		if sameResponse(r, m) {
			last = r
			break
		}
	}
	for _, r := range recent(t.Responses) {
		if !sameResponse(r, m) {
			continue
		}
		if last == m {
			last = r
		}
		m.repeats(r, last)
		t.Repeats = append(t.Repeats, m)
		return
	}
	t.Responses = append(t.Responses, m)
	if t.Final == nil && m.IsFinal() {
		t.Final = m
	}
}

// recent is as many of the last entries of a list as one more message can belong to:
// nobody has more answers or requests under way at a time. It bounds the cost of
// odd input.
func recent[T any](list []T) []T { return list[max(0, len(list)-200):] }

// sameResponse tells a retransmission from a second answer: another fork has
// another To tag, another reliable provisional another RSeq, another early offer
// another body.
func sameResponse(a, b *Message) bool {
	return a.Code == b.Code && a.ToTag == b.ToTag && a.Body == b.Body && a.Header("RSeq") == b.Header("RSeq")
}
