package rules

import (
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/dialect"
)

// passedOnWithin is how soon a B2BUA gives the refusal of its outgoing leg back on
// the leg that it was called on.
const passedOnWithin = 2 * time.Second

// PassedOn is the refusal of another leg that this one only gives back: a PBX or SBC
// that was called on this dialog called on in turn, was refused, and refuses then.
// The reason lies on that other leg. Nil without one.
func (c *Case) PassedOn(near *parser.Transaction) *parser.Message {
	if c.passed.of != near {
		c.passed = remembered[*parser.Message]{near, c.findPassed(near)}
	}
	return c.passed.found
}

func (c *Case) findPassed(near *parser.Transaction) *parser.Message {
	if near.Final == nil || near.Method != "INVITE" || near.InDialog {
		return nil
	}
	var last *parser.Message
	for _, d := range near.Final.Dialog.Around() {
		answer := d.Refusal()
		if answer == nil || d == near.Final.Dialog || answer.Tx.Parent != nil || !c.legOf(near, answer.Tx) {
			continue
		}
		if gap, timed := parser.Between(answer, near.Final); !timed && answer.N < near.Final.N || timed && gap >= 0 && gap <= passedOnWithin {
			// Of several tries the last one ended the call.
			if later, timed := parser.Between(last, answer); last == nil || timed && later > 0 || !timed && answer.N > last.N {
				last = answer
			}
		}
	}
	return last
}

// TakenAfter is the 200 by which the PBX or SBC that made this call took the caller's
// leg after all: voicemail, another telephone, a queue. Nil without one.
func (c *Case) TakenAfter(far *parser.Transaction) *parser.Message {
	if c.taken.of != far {
		c.taken = remembered[*parser.Message]{far, c.findTaken(far)}
	}
	return c.taken.found
}

func (c *Case) findTaken(far *parser.Transaction) *parser.Message {
	if far.Final == nil || far.Method != "INVITE" || far.InDialog {
		return nil
	}
	for _, d := range far.Final.Dialog.Around() {
		near := d.Invite()
		if near == nil || !near.OK() || !c.legOf(near, far) {
			continue
		}
		if gap, timed := parser.Between(far.Final, near.Final); !timed && far.Final.N < near.Final.N || timed && gap >= 0 {
			return near.Final
		}
	}
	return nil
}

// legOf tells whether far is a leg that the receiver of near opened to pass that call
// on: begun while near was pending, by the host that near was sent to, and for the
// same caller or number.
func (c *Case) legOf(near, far *parser.Transaction) bool {
	a, b := near.Request, far.Request
	if a == nil || b == nil || near == far || a.CallID == b.CallID || near.Final == nil || far.Final == nil {
		return false
	}
	if gap, timed := parser.Between(a, b); timed && gap < 0 || !timed && a.N > b.N {
		return false
	}
	if gap, timed := parser.Between(b, near.Final); timed && gap < 0 || !timed && b.N > near.Final.N {
		return false
	}
	return (sameBox(a, near.Final, b) || sameSystem(near, far)) && c.sameParties(a, b)
}

// sameSystem tells whether the receiver of one INVITE and the sender of the other are
// one system by what they call themselves, where their addresses do not say it: a PBX
// has one for its telephones and another for its trunk. Without names, a system on the
// private side that calls out to the public one is taken for it.
func sameSystem(near, far *parser.Transaction) bool {
	in, out := near.Final.Product(), far.Request.Product()
	if in != "" && out != "" {
		return in == out
	}
	inside, outside := parser.ClassOf(near.Request.TargetHost()), parser.ClassOf(far.Request.TargetHost())
	_, timed := parser.Between(near.Request, far.Request)
	return timed && inside == parser.HostPrivate && outside == parser.HostPublic
}

// sameBox tells whether the receiver of one INVITE sent the other: by the addresses,
// by what one log received and sent, by the name that the first one was sent to, or
// by the product that answers the one and sends the other.
func sameBox(received, answer, sent *parser.Message) bool {
	if received.TargetHost() != "" && sent.SourceHost() != "" {
		return received.TargetHost() == sent.SourceHost()
	}
	if received.Direction != dialect.Unknown && sent.Direction != dialect.Unknown {
		return received.Direction == dialect.In && sent.Direction == dialect.Out
	}
	if strings.EqualFold(received.Target().Host, viaHost(sent)) {
		return true
	}
	return answer.Product() != "" && answer.Product() == sent.Product()
}

// sameParties tells whether two INVITEs are for one call: the same number, with the
// outside line's prefix or without, or the same caller.
func (c *Case) sameParties(a, b *parser.Message) bool {
	dialled, called := a.Target().User, b.Target().User
	if c.Plan.Same(dialled, called) || IsNumber(called) && strings.HasSuffix(dialled, strings.TrimPrefix(called, "+")) {
		return true
	}
	caller := a.From().URI.User
	return IsNumber(caller) && c.Plan.Same(caller, b.From().URI.User)
}

func viaHost(m *parser.Message) string {
	if vias := m.Vias(); len(vias) > 0 {
		return vias[0].Host
	}
	return ""
}
