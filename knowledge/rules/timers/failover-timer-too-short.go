package timers

import (
	"slices"
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// A gateway that is given up within four seconds may not have had the time to
// speak; the next one is tried right after, and timers end calls alike.
const (
	tooSoon  = 4 * time.Second
	nextTry  = 2 * time.Second
	sameWait = 300 * time.Millisecond
	// No failover timer is shorter; a caller's slip is.
	shortest = 900 * time.Millisecond
)

// givenUp is a call that was cancelled soon, before it rang, although the gateway
// was at work on it.
type givenUp struct {
	dialog *parser.Dialog
	invite *parser.Transaction
	after  time.Duration
}

// failoverTimerTooShort finds calls that a PBX took back from a provider within
// seconds, before it could ring: to place them elsewhere, or after the same short
// time again and again. A single one may be a caller's slip as well, and is one
// where a telephone placed it or the CANCEL names the caller.
func failoverTimerTooShort(c *rules.Case) []*rules.Hit {
	var soon []givenUp
	for _, d := range c.Trace.Dialogs {
		if d.Traits&parser.HasCancel == 0 || d.Outcome == parser.Answered && len(d.Invites) < 2 {
			continue
		}
		if g, ok := givenUpSoon(c, d); ok {
			soon = append(soon, g)
		}
	}
	var hits []*rules.Hit
	for _, g := range soon {
		if next := nextGateway(c, g); next != nil {
			hits = append(hits, nextHit(g, next))
			continue
		}
		if !sameWaitBefore(soon, g) {
			if h := repeatedHit(g, sameTimer(soon, g)); h != nil {
				hits = append(hits, h)
			}
		}
	}
	return hits
}

func givenUpSoon(c *rules.Case, d *parser.Dialog) (givenUp, bool) {
	for _, t := range d.Invites {
		if t.Cancel == nil || t.Cancel.Request == nil || t.Request == nil || len(t.Responses) == 0 || t.OK() {
			continue
		}
		after, timed := parser.Between(t.Request, t.Cancel.Request)
		if !timed || after > tooSoon || after < shortest {
			continue
		}
		if rung, ok := parser.Between(t.Provisional(), t.Cancel.Request); ok && rung > 0 {
			continue
		}
		if _, elsewhere := c.TakenElsewhere(t.Cancel.Request); !elsewhere {
			return givenUp{d, t, after}, true
		}
	}
	return givenUp{}, false
}

// slip tells whether a person must have given the call up: telephones have no
// failover timer, and a reason in the CANCEL is somebody's own.
func slip(g givenUp) bool {
	switch g.dialog.ProductAt(parser.Caller).Role {
	case parser.RolePhone, parser.RoleSoftphone, parser.RoleATA:
		return true
	}
	return len(g.invite.Cancel.Request.Reasons()) > 0
}

// nextGateway is the INVITE for the same number that the same host sent to another
// one right after it had given up.
func nextGateway(c *rules.Case, g givenUp) *parser.Message {
	first := g.invite.Request
	for _, d := range g.dialog.Around() {
		for _, t := range d.Invites {
			m := t.Request
			if m == nil || m == first || m.Dst == "" || m.Dst == first.Dst || m.SourceHost() != first.SourceHost() {
				continue
			}
			gap, timed := parser.Between(g.invite.Cancel.Request, m)
			if timed && gap.Abs() <= nextTry && c.Plan.Same(m.Target().User, first.Target().User) {
				return m
			}
		}
	}
	return nil
}

// like tells two calls of the same host that were given up after the same time.
func (g givenUp) like(other givenUp) bool {
	return (other.after-g.after).Abs() <= sameWait && other.invite.Request.SourceHost() == g.invite.Request.SourceHost()
}

// sameWaitBefore tells a call that an earlier one is like: they are told together.
func sameWaitBefore(soon []givenUp, g givenUp) bool {
	first := slices.IndexFunc(soon, g.like)
	return soon[first].dialog != g.dialog
}

// sameTimer are the calls that were given up like this one.
func sameTimer(soon []givenUp, g givenUp) []givenUp {
	var all []givenUp
	for _, other := range soon {
		if g.like(other) {
			all = append(all, other)
		}
	}
	return all
}

func failoverHit(g givenUp) *rules.Hit {
	return &rules.Hit{
		Certainty: rules.Possible,
		Evidence:  []rules.Evidence{rules.Start(g.invite.Request), rules.Start(g.invite.Cancel.Request)},
		Fields: rules.Fields{
			"to": rules.Shown(g.dialog.To), "after": rules.Seconds(g.after), "cancel": rules.Number(g.invite.Cancel.Request),
			"gateway": targetOf(g.invite.Request), "calls": "1",
		},
		Dialogs: []*parser.Dialog{g.dialog},
	}
}

// nextHit is a call that was tried at another gateway right after.
func nextHit(g givenUp, next *parser.Message) *rules.Hit {
	h := failoverHit(g)
	h.Evidence = append(h.Evidence, rules.Start(next))
	h.Fields["next"] = targetOf(next)
	return h
}

// repeatedHit is a row of calls given up alike, or a single one that nobody's slip
// explains; nil for one that a slip may.
func repeatedHit(g givenUp, alike []givenUp) *rules.Hit {
	h := failoverHit(g)
	if len(alike) < 2 {
		if slip(g) || g.dialog.Outcome == parser.Answered {
			return nil
		}
		h.Variant = "single"
		return h
	}
	h.Variant = "repeated"
	h.Fields["calls"] = strconv.Itoa(len(alike))
	h.Dialogs = nil
	for _, other := range alike {
		h.Dialogs = append(h.Dialogs, other.dialog)
	}
	return h
}
