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
func callerIDOverwritten(c *rules.Case) *rules.Hit {
	first := c.Dialog.Invite()
	if first == nil || first.Request == nil || !rules.IsNumber(first.Request.From().URI.User) {
		return nil
	}
	if _, hidden := rules.Anonymous(first.Request); hidden {
		return nil
	}
	second := nextLeg(c, first.Request)
	if second == nil {
		return nil
	}
	sent, got := first.Request.From().URI.User, second.From().URI.User
	if !rules.IsNumber(got) || c.Plan.Same(sent, got) {
		return nil
	}
	if _, hidden := rules.Anonymous(second); hidden {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Address(first.Request, "From"), rules.Address(second, "From")},
		Fields:    rules.Fields{"sent": sent, "shown": got, "to": rules.Shown(c.Dialog.To), "leg": rules.Number(second)},
		Dialogs:   []*parser.Dialog{c.Dialog, second.Dialog},
	}
	if other, header := rules.Identity(first.Request); header != "From" && c.Plan.Same(other, got) {
		h.Variant = "header"
		h.Fields["header"] = header
		h.Evidence = append(h.Evidence, rules.Address(first.Request, header))
	}
	return h
}

// nextLeg is the INVITE by which the server that got this one called the same
// number on.
func nextLeg(c *rules.Case, invite *parser.Message) *parser.Message {
	if invite.Dst == "" || !invite.Clock {
		return nil
	}
	for _, d := range c.Trace.Dialogs {
		if d == c.Dialog || d.Kind != parser.Call || len(d.Invites) == 0 {
			continue
		}
		m := d.Invites[0].Request
		if m == nil || m.SourceHost() != invite.TargetHost() || m.TargetHost() == invite.SourceHost() || !c.Plan.Same(m.To().URI.User, invite.To().URI.User) || !rules.IsNumber(m.To().URI.User) {
			continue
		}
		if gap, timed := parser.Between(invite, m); timed && gap >= 0 && gap <= legsWithin {
			return m
		}
	}
	return nil
}
