package transfer

import (
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// reportedWithin is how soon the first report of a transfer must come: it is due at
// once (RFC 3515 2.4.4).
const reportedWithin = 10 * time.Second

// transferNoNotify finds a transfer that was accepted and of which no report came,
// although the trace goes on and has other messages of that side.
func transferNoNotify(c *rules.Case) *rules.Hit {
	d := c.Dialog
	var t *parser.Transaction
	for _, refer := range d.Roots("REFER") {
		if refer.OK() && refer.Request != nil {
			t = refer
		}
	}
	if t == nil || silentRefer(t) {
		return nil
	}
	for _, other := range d.Transactions {
		if other.Method == "NOTIFY" {
			return nil
		}
	}
	goesOn, timed := parser.Between(t.Final, d.Last())
	if !timed || goesOn < reportedWithin || reportedElsewhere(c, d) {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Header(t.Request, "Refer-To"), rules.Start(t.Final)},
		Fields: rules.Fields{
			"target": targetOf(d), "answer": rules.Number(t.Final), "refer": rules.Number(t.Request), "waited": rules.Seconds(goesOn),
			"product": rules.Shown(t.Final.Product()),
		},
	}
}

// silentRefer tells a REFER that asks for no reports, or whose answer declines them
// (RFC 4488).
func silentRefer(t *parser.Transaction) bool {
	for _, m := range []*parser.Message{t.Request, t.Final} {
		if strings.HasPrefix(strings.ToLower(m.Header("Refer-Sub")), "false") || m.Lists("Require", "norefersub") {
			return true
		}
	}
	return false
}

// reportedElsewhere tells whether the trace has reports under another Call-ID, as
// some systems send them.
func reportedElsewhere(c *rules.Case, d *parser.Dialog) bool {
	for _, other := range d.Around() {
		if other == d || other.Kind != parser.Subscription {
			continue
		}
		if lastReport(other) != nil {
			return true
		}
	}
	return false
}
