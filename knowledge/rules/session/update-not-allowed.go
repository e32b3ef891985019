package session

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// waiting tells a 500 that asks its receiver to try again in a moment, because a change
// of the other side is under way (RFC 3311 5.2), where the call does not visibly go on
// for longer than that takes.
func waiting(d *parser.Dialog, answer *parser.Message) bool {
	goesOn, timed := parser.Between(answer, d.Last())
	return answer.Has("Retry-After") && (!timed || goesOn <= retryWithin)
}

// updateNotAllowed finds an UPDATE that the other side does not take: it does not
// know the method, or another offer is open. Where the same side then gets its change
// through, nothing is lost.
func updateNotAllowed(c *rules.Case) *rules.Hit {
	for _, t := range c.Dialog.Transactions {
		if t.Method != "UPDATE" || t.Parent != nil || t.Request == nil {
			continue
		}
		if later := laterBy(c.Dialog, t); later != nil && (later.OK() || later.Final == nil) {
			continue
		}
		variant := ""
		switch t.Code() {
		case 405, 501:
		case 500, 504:
			if waiting(c.Dialog, t.Final) {
				continue
			}
			variant = "open"
		default:
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain, Variant: variant,
			Evidence: []rules.Evidence{rules.Start(t.Request), rules.Start(t.Final)},
			Fields: rules.Fields{
				"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(t.Code()), "update": rules.Number(t.Request), "answer": rules.Number(t.Final),
				"side": sideName(t.Side), "other": sideName(t.Side.Other()),
			},
		}
		if t.Final.Has("Allow") {
			h.Evidence = append(h.Evidence, rules.Header(t.Final, "Allow"))
		}
		return h
	}
	return nil
}
