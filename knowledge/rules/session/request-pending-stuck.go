package session

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// requestPendingStuck finds a side that goes on refusing changes with 491 although no
// offer of its own is open: a transaction of its own is stuck.
func requestPendingStuck(c *rules.Case) *rules.Hit {
	d := c.Dialog
	var row []*parser.Transaction
	for _, t := range changes(d) {
		if t.Code() == 491 && !offerOpen(d, t) {
			row = append(row, t)
		}
	}
	if len(row) < 2 || row[0].End() != row[len(row)-1].End() {
		return nil
	}
	first, last := row[0], row[len(row)-1]
	if gap, timed := parser.Between(first.Final, last.Final); timed && gap < time.Second {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(first.Final), rules.Start(last.Final)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "times": strconv.Itoa(len(row)), "first": rules.Number(first.Final), "last": rules.Number(last.Final),
			"side": sideName(first.Side.Other()), "product": rules.Shown(last.Final.Product()),
		},
	}
}

// offerOpen tells whether an INVITE or UPDATE of the refusing side was under way when
// it refused.
func offerOpen(d *parser.Dialog, refused *parser.Transaction) bool {
	for _, t := range d.Transactions {
		if t.Method != "INVITE" && t.Method != "UPDATE" || t.Parent != nil || t.End() == refused.End() || t == refused {
			continue
		}
		// One whose answer alone is there was sent before the trace begins.
		begun, done := t.Request == nil, false
		for _, m := range d.Messages {
			switch m {
			case t.Request:
				begun = true
			case t.Final:
				done = true
			case refused.Final:
				if begun && !done {
					return true
				}
			}
		}
	}
	return false
}
