package parser

import (
	"strconv"
	"strings"
	"time"
)

// judge reads off how the dialog ended.
func (d *Dialog) judge() {
	switch d.Kind {
	case Call:
		d.judgeCall()
	case Registration:
		d.judgeRegistration()
	default:
		d.judgeOther()
	}
	if d.Decisive != nil && d.Decisive.Final != nil {
		d.Code = d.Decisive.Final.Code
	}
}

func (d *Dialog) judgeCall() {
	d.findMilestones()
	if len(d.Invites) == 0 {
		d.Outcome = d.withoutInvite()
		return
	}
	d.Decisive = d.decisiveInvite()
	final := d.Decisive.Final
	switch {
	case d.Answer != nil:
		d.Outcome = Answered
	case final == nil && d.Cancel != nil:
		d.Outcome = Cancelled
	case final == nil:
		d.Outcome = d.openOutcome(d.Decisive)
	case final.Code == 487:
		d.Outcome = Cancelled
	case d.unmet(d.Decisive):
		d.Outcome = Challenged
	case final.Code/100 == 3:
		d.Outcome = Redirected
	default:
		d.Outcome = Rejected
	}
	d.findTimes()
}

// decisiveInvite is the 2xx if there is one, else the final of the last try:
// of a try that ran on several hops at once, a 6xx before all others (RFC 3261
// 16.7).
func (d *Dialog) decisiveInvite() *Transaction {
	var decisive *Transaction
	for _, t := range d.Invites {
		switch {
		case t.OK():
			return t
		case decisive == nil, t.CSeq > decisive.CSeq, decisive.Final == nil && t.Final != nil:
			decisive = t
		case t.CSeq < decisive.CSeq, t.Final == nil, decisive.Code()/100 == 6:
		case t.Code()/100 == 6, decisive.Code() == 487 && t.Code() != 487, t.Code() != 487:
			decisive = t
		}
	}
	return decisive
}

// triedToLogIn tells a request with credentials from one without, and from one that
// only announces its account before any challenge (3GPP TS 24.229 5.1.1.2).
func triedToLogIn(t *Transaction) bool {
	if t.Request == nil {
		return false
	}
	for i := range t.Request.logins {
		if !t.Request.logins[i].announces() {
			return true
		}
	}
	return false
}

// openOutcome tells a request that nothing came back to from one that the trace
// leaves before anything could.
func (d *Dialog) openOutcome(t *Transaction) Outcome {
	if len(t.Responses) == 0 && d.silent(t) {
		return NoResponse
	}
	if t.Method == "INVITE" && t.Request != nil {
		return Ongoing
	}
	return Unclear
}

// Sent this often without any answer, a request has waited 1.5 s (T1, 2*T1).
const silentSendings = 3

// patience is how long a trace must go on after a request before nothing having
// come back says anything: 8*T1.
const patience = 4 * time.Second

func (d *Dialog) silent(t *Transaction) bool {
	if t.Request == nil || d.trace.AnswerCut(t.Request) {
		return false
	}
	if t.Sendings() >= silentSendings {
		return true
	}
	goesOn, ok := d.GoesOn(t.Request)
	return ok && goesOn >= patience && d.trace.answers(t.Request)
}

// withoutInvite judges a call of which only later requests are in the trace.
func (d *Dialog) withoutInvite() Outcome {
	for _, t := range d.Transactions {
		if t.Final == nil {
			continue
		}
		d.Decisive = t
		if t.Method == "CANCEL" && t.OK() {
			d.EndedBy = t.Side
			return Cancelled
		}
		break
	}
	switch {
	case d.Cancel != nil && d.Decisive == nil && d.Bye == nil && d.ACK == nil && len(d.Transactions) == 1:
		d.EndedBy = d.Cancel.Tx.Side
		return Cancelled
	case d.Decisive != nil && d.Decisive.Method == "CANCEL":
		return Unclear
	case d.Bye != nil || d.ACK != nil:
		return Unclear
	case d.Decisive == nil:
		return Unclear
	case d.Decisive.OK():
		return Answered
	case d.unmet(d.Decisive):
		return Challenged
	}
	return Rejected
}

// findMilestones finds the messages that a call is told by.
func (d *Dialog) findMilestones() {
	for _, t := range d.Invites {
		for _, r := range t.Responses {
			switch {
			case r.Code == 180 && (d.Ringing == nil || d.Ringing.Code != 180),
				r.Code > 180 && r.IsProvisional() && d.Ringing == nil:
				d.Ringing = r
			case r.Code/100 == 2 && d.Answer == nil:
				d.Answer = r
			}
		}
	}
	d.findForks()
	if d.Answer != nil {
		for _, ack := range d.Answer.Tx.ACKs {
			if ack.ToTag == d.Answer.ToTag || d.Answer.ToTag == "" || ack.ToTag == "" {
				d.ACK = ack
				break
			}
		}
	}
	for _, t := range d.Transactions {
		if t.Parent != nil || t.Request == nil {
			continue
		}
		switch {
		case t.Method == "BYE" && d.Bye == nil:
			d.Bye = t.Request
		case t.Method == "CANCEL" && d.Cancel == nil && d.cancelsCall(t):
			d.Cancel = t.Request
		}
	}
	d.settleForks()
}

// cancelsCall tells a CANCEL of an INVITE on the first hop, or one whose INVITE is
// not in the trace. One that misses an INVITE that is there cancels nothing.
func (d *Dialog) cancelsCall(cancel *Transaction) bool {
	if cancel.Cancels != nil {
		return cancel.Cancels.Parent == nil && !cancel.Cancels.InDialog
	}
	for _, t := range d.Invites {
		if t.Request != nil {
			return false
		}
	}
	return true
}

func (d *Dialog) findTimes() {
	switch {
	case d.Outcome == Answered && d.Bye != nil:
		d.EndedBy = d.Bye.Tx.Side
	case d.Outcome == Cancelled && d.Cancel != nil:
		d.EndedBy = d.Cancel.Tx.Side
	case d.Outcome == Cancelled && d.Bye != nil:
		// A BYE ends an early dialog too (RFC 3261 15).
		d.EndedBy = d.Bye.Tx.Side
	}
	if d.Answer != nil {
		d.Setup = positive(d.Invites[0].First(), d.Answer)
		d.Duration = positive(d.Answer, d.Bye)
	}
	end := d.Answer
	if end == nil {
		end = d.Cancel
	}
	if end == nil {
		end = d.Decisive.Final
	}
	d.RingTime = positive(d.Ringing, end)
}

func positive(from, to *Message) time.Duration {
	gap, ok := Between(from, to)
	if !ok || gap < 0 {
		return 0
	}
	return gap
}

// judgeRegistration goes by the last REGISTER. A challenge at the very end of a
// registration that stood is its normal refresh.
func (d *Dialog) judgeRegistration() {
	stood := false
	for _, t := range d.Roots("REGISTER") {
		if d.Decisive != nil && t.Final == nil && d.Decisive.Final != nil {
			continue
		}
		if stood && t == d.Transactions[len(d.Transactions)-1] && d.renews(t) {
			continue
		}
		d.Decisive = t
		stood = t.OK()
	}
	switch t := d.Decisive; {
	case t == nil:
		d.Outcome = Unclear
	case t.Final == nil:
		d.Outcome = d.openOutcome(t)
	case t.OK() && Unregisters(t.Request):
		d.Outcome = Removed
	case t.OK():
		d.Outcome = Registered
	case d.unmet(t):
		d.Outcome = Challenged
	case t.Code()/100 == 3:
		d.Outcome = Redirected
	default:
		d.Outcome = Rejected
	}
}

// unmet tells a challenge that ends the dialog for want of credentials, also where
// only the answer is in the trace.
func (d *Dialog) unmet(t *Transaction) bool {
	return t.Final.IsChallenge() && (t.Request == nil || t.Unmet())
}

// renews tells a challenge to a refresh that is only the end of a nonce: the request
// has no credentials, or the nonce that an earlier one got in with.
func (d *Dialog) renews(t *Transaction) bool {
	if t.Final == nil || !t.Final.IsChallenge() || t.Request == nil {
		return false
	}
	for i := range t.Request.logins {
		if !d.letInWith(t.Request.logins[i].Nonce) {
			return false
		}
	}
	return true
}

// letInWith tells whether a request with this nonce was accepted.
func (d *Dialog) letInWith(nonce string) bool {
	for _, t := range d.Transactions {
		if !t.OK() || t.Request == nil {
			continue
		}
		for i := range t.Request.logins {
			if t.Request.logins[i].Nonce == nonce {
				return true
			}
		}
	}
	return false
}

// Unregisters tells a REGISTER that takes all its contacts off (RFC 3261
// 10.2.2).
func Unregisters(m *Message) bool {
	if m == nil || !m.Has("Contact") {
		return false
	}
	expires := m.Header("Expires")
	for _, value := range m.List("Contact") {
		own, ok := ParseAddress(value).Param("expires")
		if !ok {
			own = expires
		}
		if n, err := strconv.Atoi(strings.TrimSpace(own)); err != nil || n != 0 {
			return false
		}
	}
	return true
}

func (d *Dialog) judgeOther() {
	for _, t := range d.Roots("") {
		if d.Decisive == nil || t.Final != nil {
			d.Decisive = t
		}
	}
	switch t := d.Decisive; {
	case t == nil:
		d.Outcome = Unclear
	case t.Final == nil:
		d.Outcome = d.openOutcome(t)
	case t.OK():
		d.Outcome = Answered
	case d.unmet(t):
		d.Outcome = Challenged
	case t.Code()/100 == 3:
		d.Outcome = Redirected
	default:
		d.Outcome = Rejected
	}
}
