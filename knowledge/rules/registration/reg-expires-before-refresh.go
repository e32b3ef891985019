package registration

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// A refresh that is a moment late may have been held up on the way. After a day
// the device was off, which is another matter.
const (
	lateness = 5 * time.Second
	absence  = 24 * time.Hour
)

// regExpiresBeforeRefresh finds a refresh that comes after the registration ran
// out. The CSeq numbers prove that no REGISTER between them is missing from the
// trace.
func regExpiresBeforeRefresh(c *rules.Case) *rules.Hit {
	roots := c.Dialog.Roots("REGISTER")
	for i, t := range roots {
		life := t.Granted()
		if life == 0 || parser.Unregisters(t.Request) || len(t.Final.Bindings()) > 1 {
			continue
		}
		next := nextRequest(roots[i+1:])
		if next == nil || next.CSeq != t.CSeq+1 || next.Part != t.Request.Part || parser.Unregisters(next) {
			continue
		}
		gap, timed := parser.Between(t.Final, next)
		if !timed || gap <= life+lateness || gap > absence {
			continue
		}
		if heldByAnother(c.Dialog, t.Final, next) {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Header(t.Final, "Contact"), rules.Start(next)},
			Fields: rules.Fields{
				"account": account(c.Dialog), "granted": seconds(life), "gap": rules.Seconds(gap), "hole": rules.Seconds(gap - life),
				"answer": rules.Number(t.Final), "next": rules.Number(next),
			},
		}
		if call := missedCall(c, t.Final, next, life); call != nil {
			h.Variant = "missed"
			h.Dialogs = []*parser.Dialog{c.Dialog, call.Dialog}
			h.Evidence = append(h.Evidence, rules.Start(call))
			h.Fields["call"], h.Fields["call_code"] = rules.Number(call), call.StartLine
		}
		return h
	}
	return nil
}

// heldByAnother tells whether another device of the account was registered in the
// hole, by the contacts of its own answers or of the one that closes the hole: calls
// then reached that.
func heldByAnother(own *parser.Dialog, ok, next *parser.Message) bool {
	if next.Tx != nil && next.Tx.OK() && len(next.Tx.Final.Bindings()) > 1 {
		return true
	}
	for _, d := range own.OfSameUser() {
		if d == own || d.Kind != parser.Registration {
			continue
		}
		for _, t := range d.Roots("REGISTER") {
			life := t.Granted()
			if life == 0 || !parser.SameAccount(t.Final, ok) {
				continue
			}
			if until, timed := parser.Between(t.Final, next); timed && until >= 0 && until <= life+lateness {
				return true
			}
		}
	}
	return false
}

// nextRequest is the next REGISTER that the trace shows.
func nextRequest(later []*parser.Transaction) *parser.Message {
	for _, t := range later {
		if t.Request != nil {
			return t.Request
		}
	}
	return nil
}

// missedCall is a call to the account that was refused in the hole, as a server does
// when nobody is registered.
func missedCall(c *rules.Case, ok, next *parser.Message, life time.Duration) *parser.Message {
	user := ok.To().URI.User
	for _, d := range c.Dialog.Around() {
		if d.Kind != parser.Call || d.To != user && d.Dialled != user {
			continue
		}
		answer := d.Refusal()
		if answer == nil || answer.Code != 480 && answer.Code != 404 {
			continue
		}
		since, timed := parser.Between(ok, answer)
		before, _ := parser.Between(answer, next)
		if timed && since > life && before > 0 {
			return answer
		}
	}
	return nil
}
