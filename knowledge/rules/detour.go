package rules

import (
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/parser"
)

// detourWithin is how soon after a try ended the next one must begin to be the
// same call on another way.
const detourWithin = 10 * time.Second

// Detour is a later try of the same call that got through: by the same sender, for
// the same number, to another address, ringing or answered. Nil without one. A call
// that came about on another way is not judged by the try that failed.
func (c *Case) Detour(failed *parser.Transaction) *parser.Transaction {
	if c.detour.of != failed {
		c.detour = remembered[*parser.Transaction]{failed, c.findDetour(failed)}
	}
	return c.detour.found
}

func (c *Case) findDetour(failed *parser.Transaction) *parser.Transaction {
	first := failed.Request
	if first == nil || failed.Method != "INVITE" || failed.InDialog {
		return nil
	}
	from := failed.Final
	if from == nil {
		from = failed.Requests[len(failed.Requests)-1]
	}
	for _, d := range first.Dialog.OfSameUser() {
		if d.Traits&parser.IsCall == 0 || d.Traits&(parser.HasAnswer|parser.HasRinging) == 0 {
			continue
		}
		for _, t := range d.Invites {
			if t != failed && t.Request != nil && (t.OK() || t.Provisional() != nil) && c.sameCall(failed, t, from) {
				return t
			}
		}
	}
	return nil
}

// sameCall tells whether t is the next try of the call that failed.
func (c *Case) sameCall(failed, t *parser.Transaction, from *parser.Message) bool {
	a, b := failed.Request, t.Request
	if a.SourceHost() != b.SourceHost() || a.From().URI.User != b.From().URI.User || !c.Plan.Same(a.Target().User, b.Target().User) {
		return false
	}
	gap, timed := parser.Between(from, b)
	if !timed {
		// A new call may be a caller's who tried again; to another address, or after it was
		// asked to wait, it is a switch's.
		next := a.CallID == b.CallID && t.CSeq >= failed.CSeq || a.CallID != b.CallID && t.OK() && (!SameWay(failed, t) || from.Has("Retry-After"))
		return next && parser.Earlier(a, b)
	}
	return gap <= detourWithin+retryAfter(from) && b.Time.After(a.Time)
}

// retryAfter is how long a refusal asks its receiver to wait (RFC 3261 20.33).
func retryAfter(m *parser.Message) time.Duration {
	value, _, _ := strings.Cut(m.Header("Retry-After"), ";")
	value, _, _ = strings.Cut(value, "(")
	seconds, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || seconds < 0 || seconds > maxRetryAfter {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// maxRetryAfter bounds the wait that still makes the next try the same call's.
const maxRetryAfter = 600

// TookOtherWay tells whether the call that this refusal ended was answered on another
// way, so that what the refusal says of the number or of its route is no fault of the
// call: "worked, with a detour".
func (c *Case) TookOtherWay(failed *parser.Transaction) bool {
	next := c.Detour(failed)
	return next != nil && next.OK() && !SameWay(failed, next)
}

// SameWay tells whether the second try went to the same address as the first, so
// that it was no other way but a repetition.
func SameWay(first, next *parser.Transaction) bool {
	a, b := first.Request, next.Request
	if MaskedHost(a.TargetHost()) || MaskedHost(a.Target().Host) {
		return false
	}
	return a.Dst == b.Dst && strings.EqualFold(a.Target().HostPort(), b.Target().HostPort())
}
