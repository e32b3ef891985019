package rules

import (
	"slices"
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
	var refused []*parser.Message
	soon := false
	for _, d := range near.Final.Dialog.Around() {
		answer := d.Refusal()
		if answer == nil || d == near.Final.Dialog || answer.Tx.Parent != nil || !c.legOf(near, answer.Tx) || !slices.Contains(c.nearOf(d), near.Final.Dialog) {
			continue
		}
		gap, timed := parser.Between(answer, near.Final)
		if timed && gap < 0 || !timed && parser.Earlier(near.Final, answer) {
			continue
		}
		soon = soon || !timed || gap <= passedOnWithin
		refused = append(refused, answer)
	}
	if !soon {
		return nil
	}
	return givenBack(near.Final, refused)
}

// givenBack is that of several refusals which went back to the caller: the one with
// the answer's own Q.850 cause or, without one, its code, of several alike the last. A
// system that gives back neither had no other way left after the last.
func givenBack(answer *parser.Message, refused []*parser.Message) *parser.Message {
	alike := func(r *parser.Message) int {
		switch {
		case answer.Q850() != 0 && r.Q850() == answer.Q850():
			return 2
		case r.Code == answer.Code:
			return 1
		}
		return 0
	}
	best := refused[0]
	for _, r := range refused[1:] {
		gap, timed := parser.Between(best, r)
		later := timed && gap > 0 || !timed && parser.Earlier(best, r)
		if alike(r) > alike(best) || alike(r) == alike(best) && later {
			best = r
		}
	}
	return best
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
	for _, d := range c.nearOf(far.Final.Dialog) {
		near := d.Invite()
		if !near.OK() {
			continue
		}
		if gap, timed := parser.Between(far.Final, near.Final); !timed && parser.Earlier(far.Final, near.Final) || timed && gap >= 0 {
			return near.Final
		}
	}
	return nil
}

// withdrawnWithin is how soon a B2BUA passes a CANCEL on.
const withdrawnWithin = 2 * time.Second

// Withdrawn is the CANCEL of the caller's leg that the one of this leg only passes on.
// Nil without one.
func (c *Case) Withdrawn(far *parser.Transaction) *parser.Message {
	if far == nil || far.Cancel == nil || far.Cancel.Request == nil {
		return nil
	}
	for _, d := range c.nearOf(far.First().Dialog) {
		near := d.Invite()
		if near.Cancel == nil || near.Cancel.Request == nil {
			continue
		}
		if gap, timed := parser.Between(near.Cancel.Request, far.Cancel.Request); timed && gap >= 0 && gap <= withdrawnWithin {
			return near.Cancel.Request
		}
	}
	return nil
}

// legOf tells whether far is a leg that the receiver of near opened to pass that call
// on: begun while near was pending, by the host that near was sent to, and for the
// same caller or number.
func (c *Case) legOf(near, far *parser.Transaction) bool {
	return pending(near, far) && oneBox(near, far) && c.sameParties(near.Request, far.Request)
}

// pending tells whether far began while near waited for its final answer.
func pending(near, far *parser.Transaction) bool {
	a, b := near.Request, far.Request
	if a == nil || b == nil || near == far || a.CallID == b.CallID {
		return false
	}
	if gap, timed := parser.Between(a, b); timed && gap < 0 || !timed && parser.Earlier(b, a) {
		return false
	}
	end := near.Final
	if end == nil && near.Cancel != nil {
		end = near.Cancel.Request
	}
	if end == nil {
		return openWithin(near, far)
	}
	gap, timed := parser.Between(b, end)
	return timed && gap >= 0 || !timed && parser.Earlier(b, end)
}

// openWithin tells whether far followed soon on a call whose end the trace lacks, so
// that it may have been over long before. Without times, far must be open as well.
func openWithin(near, far *parser.Transaction) bool {
	gap, timed := parser.Between(near.Request, far.Request)
	return timed && gap <= detourWithin || !timed && far.Final == nil
}

// oneBox tells whether the receiver of one INVITE sent the other, or the system that
// it is a part of.
func oneBox(near, far *parser.Transaction) bool {
	return sameBox(near, far.Request) || sameSystem(near, far)
}

// answering is the product that answers an INVITE, "" where it does not say.
func answering(t *parser.Transaction) string {
	for _, r := range slices.Backward(t.Responses) {
		if name := r.Product(); name != "" {
			return name
		}
	}
	return ""
}

// sameSystem tells whether the receiver of one INVITE and the sender of the other are
// one system by what they call themselves, where their addresses do not say it: a PBX
// has one for its telephones and another for its trunk. Two telephones of one make are
// no system. Without names, a system on the private side that calls out to the public
// one is taken for it.
func sameSystem(near, far *parser.Transaction) bool {
	in, out := answering(near), far.Request.Product()
	if in != "" && out != "" {
		return in == out && !isTelephone(in)
	}
	inside, outside := parser.ClassOf(near.Request.TargetHost()), parser.ClassOf(far.Request.TargetHost())
	_, timed := parser.Between(near.Request, far.Request)
	return timed && inside == parser.HostPrivate && outside == parser.HostPublic
}

func isTelephone(product string) bool {
	switch parser.ProductOf(product).Role {
	case parser.RolePhone, parser.RoleSoftphone, parser.RoleATA:
		return true
	}
	return false
}

// sameBox tells whether the receiver of one INVITE sent the other: by the addresses,
// by what one log received and sent, by the name that the first one was sent to, or
// by the product that answers the one and sends the other.
func sameBox(near *parser.Transaction, sent *parser.Message) bool {
	received := near.Request
	if received.TargetHost() != "" && sent.SourceHost() != "" {
		return received.TargetHost() == sent.SourceHost()
	}
	if received.Direction != dialect.Unknown && sent.Direction != dialect.Unknown {
		return received.Direction == dialect.In && sent.Direction == dialect.Out
	}
	if strings.EqualFold(received.Target().Host, viaHost(sent)) {
		return true
	}
	in := answering(near)
	return in != "" && in == sent.Product() && !isTelephone(in)
}

// sameParties tells whether two INVITEs are for one call: the same number, with the
// outside line's prefix or without, or the same caller.
func (c *Case) sameParties(a, b *parser.Message) bool {
	return c.sameCalled(a, b) || c.sameCaller(a, b)
}

func (c *Case) sameCalled(a, b *parser.Message) bool {
	dialled, called := a.Target().User, b.Target().User
	if dialled == "" || called == "" {
		return false
	}
	return c.Plan.Same(dialled, called) || IsNumber(called) && strings.HasSuffix(dialled, strings.TrimPrefix(called, "+"))
}

func (c *Case) sameCaller(a, b *parser.Message) bool {
	caller := a.From().URI.User
	return (IsNumber(caller) || Masked(caller)) && c.Plan.Same(caller, b.From().URI.User)
}

func viaHost(m *parser.Message) string {
	if vias := m.Vias(); len(vias) > 0 {
		return vias[0].Host
	}
	return ""
}
