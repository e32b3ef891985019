package identity

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// legsWithin is how soon a server passes a call on to its other leg.
const legsWithin = 2 * time.Second

// callerIDOverwritten compares the two legs of one call: the number that the
// calling side presented with the one that the called side was shown. An extension
// that becomes a number of the trunk is what PBXs are for, and no difference.
func callerIDOverwritten(c *rules.Case) []*rules.Hit {
	legs := legsBySender(c)
	var hits []*rules.Hit
	for _, d := range c.Trace.Dialogs {
		if d.Kind != parser.Call || d.Invite() == nil {
			continue
		}
		first := d.Invite().Request
		if first == nil || !rules.IsNumber(first.From().URI.User) {
			continue
		}
		second := lastHop(d.Invite())
		if second == nil && first.Dst != "" && len(legs) > 0 {
			second = nextLeg(first, legs[leg{first.TargetHost(), c.Plan.E164(first.To().URI.User)}])
		}
		if h := overwritten(c, first, second); h != nil {
			hits = append(hits, h)
		}
	}
	return hits
}

// lastHop is the INVITE as the last proxy of the trace sent it on, nil where the trace
// has one hop only.
func lastHop(t *parser.Transaction) *parser.Message {
	var last *parser.Message
	for len(t.Children) > 0 {
		t = t.Children[0]
		if t.Request != nil {
			last = t.Request
		}
	}
	return last
}

// leg is the first INVITE of a call by where it comes from and whom it calls.
type leg struct{ sender, called string }

// legsBySender holds those that a host sent to which others called.
func legsBySender(c *rules.Case) map[leg][]*parser.Message {
	called := map[string]bool{}
	for _, d := range c.Trace.Dialogs {
		if m := firstInvite(d); m != nil {
			called[m.TargetHost()] = true
		}
	}
	legs := map[leg][]*parser.Message{}
	for _, d := range c.Trace.Dialogs {
		m := firstInvite(d)
		if m == nil || m.Src == "" || !m.Clock || !called[m.SourceHost()] {
			continue
		}
		if to := m.To().URI.User; rules.IsNumber(to) {
			key := leg{m.SourceHost(), c.Plan.E164(to)}
			legs[key] = append(legs[key], m)
		}
	}
	return legs
}

// firstInvite is the request that began a call, nil for anything else.
func firstInvite(d *parser.Dialog) *parser.Message {
	if d.Kind != parser.Call || len(d.Invites) == 0 {
		return nil
	}
	return d.Invites[0].Request
}

// overwritten is the hit where the called side is shown another number than the caller
// presented.
func overwritten(c *rules.Case, first, second *parser.Message) *rules.Hit {
	if second == nil {
		return nil
	}
	sent, got := first.From().URI.User, second.From().URI.User
	if !rules.IsNumber(got) || c.Plan.Same(sent, got) {
		return nil
	}
	_, hidden := rules.Anonymous(first)
	if _, hiddenNext := rules.Anonymous(second); hidden || hiddenNext {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Address(first, "From"), rules.Address(second, "From")},
		Fields:    rules.Fields{"sent": sent, "shown": got, "to": rules.Shown(first.Dialog.To), "leg": rules.Number(second)},
		Dialogs:   []*parser.Dialog{first.Dialog},
	}
	if second.Dialog != first.Dialog {
		h.Dialogs = append(h.Dialogs, second.Dialog)
	}
	if other, header := rules.Identity(first); header != "From" && c.Plan.Same(other, got) {
		h.Variant = "header"
		h.Fields["header"] = header
		h.Evidence = append(h.Evidence, rules.Address(first, header))
	}
	return h
}

// nextLeg is the INVITE by which the server that got this one called the same
// number on.
func nextLeg(invite *parser.Message, candidates []*parser.Message) *parser.Message {
	for _, m := range candidates {
		if m.Dialog == invite.Dialog || m.TargetHost() == invite.SourceHost() {
			continue
		}
		if gap, timed := parser.Between(invite, m); timed && gap >= 0 && gap <= legsWithin {
			return m
		}
	}
	return nil
}
