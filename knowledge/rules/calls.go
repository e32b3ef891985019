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

// Bond is what shows that two legs are one call.
type Bond uint8

// The bonds from the weakest up, apart from the times, which always agree, and from
// the host, which does unless a header of both legs or their SDP says the same.
const (
	NoBond Bond = iota
	SameCaller
	SameNumber
	SameParties
	SameMedia
	SameSession
)

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

// farLeg is an INVITE that is compared with those that it may pass on.
type farLeg struct {
	*parser.Transaction
	// sessions are the values of its session headers, named whether it has any.
	sessions [len(sessionHeaders)]string
	named    bool
}

func farLegOf(t *parser.Transaction) *farLeg {
	f := &farLeg{Transaction: t}
	f.sessions, f.named = sessionsOf(t.Request)
	return f
}

// bond is what shows that far is a leg of the call that came in by near, besides that
// it began while near was pending.
func (c *Case) bond(near *parser.Transaction, far *farLeg) Bond {
	a, b := near.Request, far.Request
	switch {
	case sameSender(a, b) && !sameBox(near, b):
		return NoBond
	case far.correlated(a):
		return SameSession
	case sameOrigin(a, b):
		return SameMedia
	case !oneBox(near, far.Transaction):
		return NoBond
	case sameMedia(a, b):
		return SameMedia
	}
	caller, called := c.sameCaller(a, b) || sameExtension(a, b), c.sameCalled(a, b)
	if called && Masked(b.Target().User) {
		// A mask stands for any number: that both legs ended as one must show it.
		called = endTogether(near, far.Transaction)
	}
	switch {
	case caller && called:
		return SameParties
	case called:
		return SameNumber
	case caller:
		return SameCaller
	}
	return NoBond
}

// sameSender tells two INVITEs of one host: two calls of a telephone, or two tries.
func sameSender(a, b *parser.Message) bool {
	if a.Src != "" && b.Src != "" {
		return a.SourceHost() == b.SourceHost()
	}
	return viaHost(a) != "" && strings.EqualFold(viaHost(a), viaHost(b))
}

// sameExtension tells whether two INVITEs come from the same number of whatever length.
func sameExtension(a, b *parser.Message) bool {
	digits, ok := parser.Digits(a.From().URI.User)
	return ok && len(digits) > 2 && a.From().URI.User == b.From().URI.User
}

// leastSessionID is the shortest session id that is taken for a unique one: some
// telephones count from 0.
const leastSessionID = 4

// sameOrigin tells whether two INVITEs offer the very same session: an o= line is
// unique to it (RFC 8866 5.2).
func sameOrigin(a, b *parser.Message) bool {
	if originSession(a.Body) != originSession(b.Body) {
		return false
	}
	x, y := a.SDP(), b.SDP()
	if x == nil || y == nil {
		return false
	}
	o, p := x.Origin, y.Origin
	return len(o.SessionID) >= leastSessionID && o.Addr != "" && o.User == p.User && o.SessionID == p.SessionID && o.Addr == p.Addr
}

// originSession is the user and the session id of the first o= line of a body, "" for
// none: nearly all pairs differ there, and need not be parsed.
func originSession(body string) string {
	_, line, ok := strings.Cut(body, "\no=")
	if !ok {
		return ""
	}
	user, rest, _ := strings.Cut(line, " ")
	id, _, _ := strings.Cut(rest, " ")
	return line[:min(len(line), len(user)+1+len(id))]
}

// sameMedia tells whether two INVITEs want their audio at the same place.
func sameMedia(a, b *parser.Message) bool {
	m, n := a.SDP().Audio(), b.SDP().Audio()
	return m != nil && n != nil && m.Addr != "" && m.Addr == n.Addr && m.Port > 9 && m.Port == n.Port
}

// sessionHeaders carry one value through all legs of a call: RFC 7989, RFC 7315, and
// what makers of PBXs and SBCs do of their own.
var sessionHeaders = [...]string{"Session-ID", "P-Charging-Vector", "Cisco-Guid", "Av-Global-Session-ID", "X-CID", "X-Call-ID"}

// sessionsOf are the values of these headers in an INVITE, "" for those that it lacks,
// and whether it has any: most have none, and need not be compared.
func sessionsOf(m *parser.Message) (values [len(sessionHeaders)]string, some bool) {
	for i, name := range sessionHeaders {
		values[i] = sessionOf(m, name)
		some = some || values[i] != ""
	}
	return values, some
}

// correlated tells whether a header of both INVITEs, or one of the far leg that names
// the Call-ID of the near one, says that they are one call.
func (f *farLeg) correlated(near *parser.Message) bool {
	if !f.named {
		return false
	}
	for i, name := range sessionHeaders {
		value := f.sessions[i]
		if value == "" {
			continue
		}
		if value == sessionOf(near, name) || strings.HasPrefix(name, "X-C") && value == near.CallID {
			return true
		}
	}
	return false
}

// sessionOf is the value of such a header that stays the same from leg to leg, ""
// where it has none.
func sessionOf(m *parser.Message, name string) string {
	value := m.Header(name)
	if name == "P-Charging-Vector" {
		for _, part := range strings.Split(value, ";") {
			if key, icid, ok := strings.Cut(strings.TrimSpace(part), "="); ok && strings.EqualFold(key, "icid-value") {
				return strings.Trim(icid, `"`)
			}
		}
		return ""
	}
	value, _, _ = strings.Cut(value, ";")
	if value = strings.TrimSpace(value); strings.Trim(value, "0") == "" {
		return "" // the null UUID of RFC 7989 4.1
	}
	return value
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
