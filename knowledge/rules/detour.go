package rules

import (
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
		return a.CallID == b.CallID && t.CSeq >= failed.CSeq && a.N < b.N
	}
	return gap <= detourWithin && b.Time.After(a.Time)
}
