package session

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// glareSettles is how long the two sides of crossing changes wait before they try
// again (RFC 3261 14.1).
const glareSettles = 4 * time.Second

// retryWithin is how long a side may take to try again after a 500 with Retry-After,
// which names 10 s at most (RFC 3261 14.2).
const retryWithin = 10*time.Second + glareSettles

// glareUnresolved finds a change that was refused because the other side's was under
// way, and that nobody tried again although the call went on.
func glareUnresolved(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range changes(d) {
		if t.Code() != 491 || laterBy(d, t) != nil || settled(d, t) {
			continue
		}
		goesOn, timed := parser.Between(t.Final, d.Last())
		if !timed || goesOn < glareSettles+time.Second {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Likely,
			Evidence:  []rules.Evidence{rules.Start(t.Request), rules.Start(t.Final)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "method": t.Method, "code": strconv.Itoa(t.Code()), "request": rules.Number(t.Request),
				"answer": rules.Number(t.Final), "side": sideName(t.Side), "waited": rules.Seconds(goesOn),
			},
		}
	}
	return nil
}

// settled tells whether the other side's own change, refused like t, was tried again
// and accepted: the two sides agree again.
func settled(d *parser.Dialog, t *parser.Transaction) bool {
	after := false
	for _, other := range d.Transactions {
		change := other.Method == "INVITE" || other.Method == "UPDATE"
		if after && change && other.Parent == nil && other.End() != t.End() && (other.OK() || other.Final == nil) {
			return true
		}
		after = after || other == t
	}
	return false
}
