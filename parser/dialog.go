package parser

import (
	"slices"
	"sync"
	"time"
)

// Kind is what a dialog is about.
type Kind string

// The kinds of a dialog.
const (
	Call         Kind = "call"
	Registration Kind = "registration"
	Subscription Kind = "subscription"
	PageMessage  Kind = "message"
	Ping         Kind = "options"
	OtherKind    Kind = "other"
)

// Outcome is how a dialog ended, as far as the trace shows.
type Outcome string

// The outcomes of a dialog.
const (
	Answered   Outcome = "answered"
	Rejected   Outcome = "rejected"
	Cancelled  Outcome = "cancelled"
	Challenged Outcome = "challenged"
	Redirected Outcome = "redirected"
	NoResponse Outcome = "no-response"
	Registered Outcome = "registered"
	Removed    Outcome = "removed"
	Ongoing    Outcome = "ongoing"
	Unclear    Outcome = "unknown"
)

// Dialog is all that one Call-ID did of one kind, forks, retries and hops
// included, judged on the caller's leg. The dialogs of RFC 3261 12 proper, one
// for each To tag, are its Forks.
type Dialog struct {
	CallID string
	Kind   Kind
	// Messages are in the order in which they happened, restored from times or
	// causality; N tells the order of the input.
	Messages     []*Message
	Transactions []*Transaction
	// Invites are the transactions of INVITEs that started a call, on the first
	// hop that the trace shows, in order: first try, try with credentials, next
	// target of a redirect.
	Invites []*Transaction
	// Forks are the early and confirmed dialogs by To tag, in order of their
	// first appearance on the caller's leg.
	Forks []*Fork

	// From and To are the users of these headers in the first request, or their
	// hosts where there is no user; Dialled is the user of its Request-URI.
	From, To, Dialled string
	CallerTag         string

	Outcome Outcome
	// Decisive is the transaction that decides the outcome; Code is its final
	// response's.
	Decisive *Transaction
	Code     int
	// EndedBy sent the first BYE, or the CANCEL of a call that was cancelled.
	EndedBy Side
	// Ringing is the first 180 on the caller's leg, or the first 183 where there
	// is none; Answer the 2xx; ACK its first ACK; Cancel and Bye the first of each.
	Ringing, Answer, ACK, Cancel, Bye *Message

	// Setup is the time from the first INVITE to the 2xx, Duration from there to
	// the first BYE, RingTime from Ringing to the answer, refusal or CANCEL; each
	// is 0 without times.
	Setup, Duration, RingTime time.Duration

	// Restored is true where the messages were not in order in the input.
	Restored bool
	// Traits sum up what the dialog has, for rules to look at first.
	Traits Traits

	trace *Trace
	// place is its index in the trace.
	place  int
	logins []*Login

	// exchanges are found when first asked for; several goroutines may ask.
	exchangesOnce sync.Once
	exchanges     []*Exchange
}

// Fork is one dialog of RFC 3261 12: the caller with one of the phones that its
// INVITE reached.
type Fork struct {
	Tag string
	// First is the response that made it, Answer the 2xx, ACK that 2xx's ACK.
	First, Answer, ACK *Message
}

// Traits is a set of things that a dialog has.
type Traits uint32

// The traits of a dialog.
const (
	IsCall Traits = 1 << iota
	IsRegistration
	IsSubscription
	IsPing
	IsPageMessage
	// HasRequest: at least one request's first line is in the trace.
	HasRequest
	// HasChallenge: a 401 or 407. HasCredentials: a request that logs in.
	HasChallenge
	HasCredentials
	// HasRefusal: a final response of 300 and above that is no challenge, on the
	// first hop. HasWording: a Reason, Warning or phrase of somebody's own.
	HasRefusal
	HasReason
	// HasAnswer: a 2xx to an INVITE. HasRinging: a 18x.
	HasAnswer
	HasRinging
	HasCancel
	HasBye
	// HasRepeats: something was sent more than once.
	HasRepeats
	// HasUnanswered: a request without any response.
	HasUnanswered
	HasSDP
	// HasRefer: REFER or Replaces. HasReliable: 100rel, RSeq or PRACK.
	HasRefer
	HasReliable
	// HasHops: the same request on more than one hop.
	HasHops
	// HasForks: more than one To tag.
	HasForks
	// HasReinvite: INVITE or UPDATE inside the dialog.
	HasReinvite
	// HasRedirect: a 3xx.
	HasRedirect
	// HasPartial: a message that the log or paste cut, or a fragment.
	HasPartial
)

// Trace is what the input holds.
func (d *Dialog) Trace() *Trace { return d.trace }

// First is the first message of the dialog.
func (d *Dialog) First() *Message { return d.Messages[0] }

// Last is the last message of the dialog.
func (d *Dialog) Last() *Message { return d.Messages[len(d.Messages)-1] }

// Request is the first request of the dialog that the trace shows, nil if all
// it has are responses and fragments.
func (d *Dialog) Request() *Message {
	for _, m := range d.Messages {
		if m.IsRequest() {
			return m
		}
	}
	return nil
}

// Invite is the INVITE that decides the outcome or, without one, the last try;
// nil where the trace has none.
func (d *Dialog) Invite() *Transaction {
	if d.Decisive != nil && d.Decisive.Method == "INVITE" {
		return d.Decisive
	}
	if len(d.Invites) > 0 {
		return d.Invites[len(d.Invites)-1]
	}
	return nil
}

// Refusal is the final answer that refused the dialog's purpose, nil where it
// succeeded or is open. A challenge that was never met is no refusal.
func (d *Dialog) Refusal() *Message {
	if d.Outcome != Rejected || d.Decisive == nil {
		return nil
	}
	return d.Decisive.Final
}

// Roots are the transactions of this method on the first hop that the trace
// shows; an empty method gives all.
func (d *Dialog) Roots(method string) []*Transaction {
	var all []*Transaction
	for _, t := range d.Transactions {
		if t.Parent == nil && (method == "" || t.Method == method) {
			all = append(all, t)
		}
	}
	return all
}

// SideOf tells which side sent the message; a proxy's own CANCEL or ACK counts
// for the side whose message it stands for.
func (d *Dialog) SideOf(m *Message) Side {
	side := NoSide
	switch {
	case m.Tx != nil:
		side = m.Tx.Side
	case d.CallerTag != "" && m.FromTag == d.CallerTag:
		side = Caller
	case d.CallerTag != "" && m.ToTag == d.CallerTag:
		side = Callee
	}
	if m.IsResponse() {
		return side.Other()
	}
	return side
}

// Timed tells whether every message of the dialog has a clock.
func (d *Dialog) Timed() bool {
	for _, m := range d.Messages {
		if !m.Clock {
			return false
		}
	}
	return true
}

// InInputOrder lists the messages by their number.
func (d *Dialog) InInputOrder() []*Message {
	all := slices.Clone(d.Messages)
	slices.SortFunc(all, func(a, b *Message) int { return a.N - b.N })
	return all
}
