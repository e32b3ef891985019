package rules

import (
	"slices"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/parser"
)

// answeredWithin is how soon a B2BUA gives the answer of its outgoing leg back on the
// leg that it was called on.
const answeredWithin = 2 * time.Second

// Call is one call of which the trace has several dialogs: its legs on both sides of
// a B2BUA, or its tries on several ways.
type Call struct {
	// Legs are its dialogs in the order in which they began, the caller's own first.
	Legs []*parser.Dialog
	// Bridged is true where the host that got the first leg opened the others, false
	// where one host made each after the last had failed.
	Bridged bool
	// Ended is the leg whose end was the call's: whose refusal went back to the caller
	// or, of tries, the last. It is the first leg where that succeeded or is open.
	Ended *parser.Dialog
	// Why says what shows that the second leg is the same call as the first.
	Why Bond
}

// Calls finds the calls of which the trace has several dialogs.
func (c *Case) Calls() []*Call {
	near := c.nearLegs()
	legs := map[*parser.Dialog][]*parser.Dialog{}
	for _, d := range c.Trace.Dialogs {
		if near[d] != nil {
			root := rootOf(d, near)
			legs[root] = append(legs[root], d)
		}
	}
	var calls []*Call
	for _, d := range c.Trace.Dialogs {
		if legs[d] != nil {
			calls = append(calls, c.bridged(d, legs[d]))
		}
	}
	return append(calls, c.tried(near, legs)...)
}

// rootOf is the caller's own leg.
func rootOf(d *parser.Dialog, near map[*parser.Dialog]*parser.Dialog) *parser.Dialog {
	for range len(near) {
		if near[d] == nil {
			break
		}
		d = near[d]
	}
	return d
}

func (c *Case) bridged(root *parser.Dialog, others []*parser.Dialog) *Call {
	slices.SortStableFunc(others, began)
	call := &Call{Legs: append([]*parser.Dialog{root}, others...), Bridged: true, Ended: root}
	call.Why = c.bond(root.Invite(), farLegOf(others[0].Invite()))
	for range others {
		refusal := call.Ended.Refusal()
		if refusal == nil {
			break
		}
		cause := c.PassedOn(refusal.Tx)
		if cause == nil || !slices.Contains(others, cause.Dialog) {
			break
		}
		call.Ended = cause.Dialog
	}
	return call
}

func began(a, b *parser.Dialog) int {
	if gap, timed := parser.Between(b.First(), a.First()); timed && gap != 0 {
		return int(gap)
	}
	return a.First().N - b.First().N
}

// nearLegs finds for each leg that a B2BUA opened the one that it passes on.
func (c *Case) nearLegs() map[*parser.Dialog]*parser.Dialog {
	found := map[*parser.Dialog][]*parser.Dialog{}
	for _, far := range c.Trace.Dialogs {
		if list := c.nearOf(far); len(list) > 0 {
			found[far] = list
		}
	}
	near := map[*parser.Dialog]*parser.Dialog{}
	answered := map[*parser.Dialog]bool{}
	settle := func(far *parser.Dialog) {
		// Of a chain, the leg just before; of several calls that may be meant, none.
		direct := slices.DeleteFunc(slices.Clone(found[far]), func(d *parser.Dialog) bool {
			return far.Answer != nil && answered[d] || slices.ContainsFunc(found[far], func(other *parser.Dialog) bool { return slices.Contains(found[other], d) })
		})
		if len(direct) == 1 {
			near[far] = direct[0]
			answered[direct[0]] = answered[direct[0]] || far.Answer != nil
		}
	}
	// The second time, what was clear the first time is out of the question.
	for range 2 {
		for _, far := range c.Trace.Dialogs {
			if near[far] == nil && found[far] != nil {
				settle(far)
			}
		}
	}
	return near
}

// nearOf lists the legs that this one may pass on: those with the strongest bond.
func (c *Case) nearOf(far *parser.Dialog) []*parser.Dialog {
	out := far.Invite()
	if far.Kind != parser.Call || out == nil || out.Request == nil {
		return nil
	}
	if c.near.of != out {
		c.near = remembered[[]*parser.Dialog]{out, c.findNear(far, out)}
	}
	return c.near.found
}

func (c *Case) findNear(far *parser.Dialog, out *parser.Transaction) []*parser.Dialog {
	best := NoBond
	var list []*parser.Dialog
	leg := farLegOf(out)
	for _, d := range far.Around() {
		in := d.Invite()
		if d == far || in == nil || !pending(in, out) || !endsAlike(in, out) {
			continue
		}
		switch bond := c.bond(in, leg); {
		case bond == NoBond || bond < best:
		case bond > best:
			best, list = bond, []*parser.Dialog{d}
		default:
			list = append(list, d)
		}
	}
	if len(list) < 2 {
		return list
	}
	// Two calls for one number at a time: the leg ends with its own call.
	together := slices.DeleteFunc(slices.Clone(list), func(d *parser.Dialog) bool { return !endTogether(d.Invite(), out) })
	if len(together) > 0 {
		return together
	}
	return list
}

// endTogether tells whether both legs came to their answer, refusal or CANCEL at the
// same time, within what a B2BUA needs to pass it on.
func endTogether(near, far *parser.Transaction) bool {
	gap, timed := parser.Between(settled(near), settled(far))
	return timed && gap.Abs() <= answeredWithin
}

// settled is the message that decided over a call: the CANCEL, else the final answer.
func settled(t *parser.Transaction) *parser.Message {
	if t.Cancel != nil && t.Cancel.Request != nil {
		return t.Cancel.Request
	}
	return t.Final
}

// endsAlike tells whether what became of far fits to its being a leg of near: a B2BUA
// takes the caller's call as soon as the called side took its own.
func endsAlike(near, far *parser.Transaction) bool {
	if !far.OK() || near.Final == nil {
		return true
	}
	if near.Cancel != nil {
		return true // the two crossed
	}
	gap, timed := parser.Between(far.Final, near.Final)
	return near.OK() && (timed && gap >= 0 && gap <= answeredWithin || !timed && parser.Earlier(far.Final, near.Final))
}

// tried finds calls that one host tried on several ways, one after another, where the
// caller's leg is not in the trace.
func (c *Case) tried(near map[*parser.Dialog]*parser.Dialog, legs map[*parser.Dialog][]*parser.Dialog) []*Call {
	next := map[*parser.Dialog]*parser.Dialog{}
	follows := map[*parser.Dialog]bool{}
	for _, d := range c.Trace.Dialogs {
		if near[d] != nil || legs[d] != nil {
			continue
		}
		if to := c.nextTry(d); to != nil && near[to] == nil && legs[to] == nil && !follows[to] {
			next[d], follows[to] = to, true
		}
	}
	var calls []*Call
	for _, d := range c.Trace.Dialogs {
		if next[d] == nil || follows[d] {
			continue
		}
		call := &Call{Legs: []*parser.Dialog{d}, Why: SameParties}
		for d = next[d]; d != nil; d = next[d] {
			call.Legs, call.Ended = append(call.Legs, d), d
		}
		calls = append(calls, call)
	}
	return calls
}

// nextTryWithin is how soon a PBX goes on to its next trunk after a refusal; a person
// who dials again takes longer.
const nextTryWithin = time.Second

// nextTry is the try of the same call on another way that follows this one, nil
// without one.
func (c *Case) nextTry(d *parser.Dialog) *parser.Dialog {
	failed := d.Invite()
	if d.Kind != parser.Call || failed == nil || failed.Request == nil {
		return nil
	}
	end, within := failed.Final, nextTryWithin
	switch {
	case d.Outcome == parser.Rejected && end != nil:
	case d.Outcome == parser.NoResponse:
		// Of a silent server, the caller's timer may end a little after the last sending.
		end, within = failed.Requests[len(failed.Requests)-1], detourWithin
	default:
		return nil
	}
	for _, other := range d.OfSameUser() {
		t := other.Invite()
		if other == d || other.Kind != parser.Call || t == nil || t.Request == nil || len(other.Invites) == 0 {
			continue
		}
		first := other.Invites[0].Request
		gap, timed := parser.Between(end, first)
		if timed && gap >= 0 && gap <= within && c.sameCall(failed, t, end) && otherWay(failed.Request, t.Request) {
			return other
		}
	}
	return nil
}

// otherWay tells whether two tries went to different hosts.
func otherWay(a, b *parser.Message) bool {
	if a.Dst != "" && b.Dst != "" {
		return a.TargetHost() != b.TargetHost()
	}
	return !strings.EqualFold(a.Target().Host, b.Target().Host)
}
