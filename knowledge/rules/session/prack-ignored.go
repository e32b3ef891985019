package session

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// prackIgnored finds a reliable 18x that keeps coming although its PRACK was
// answered. One more that crossed the PRACK is no sign.
func prackIgnored(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, r := range reliable(d) {
		t := prackFor(d, r)
		if t == nil || t.Request == nil || !t.OK() {
			continue
		}
		n, last := repeatedAfter(d, r, t.Final)
		if n < 2 {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Likely,
			Evidence:  []rules.Evidence{rules.Header(r, "RSeq"), rules.Header(t.Request, "RAck"), rules.Start(t.Final), rules.Start(last)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "code": strconv.Itoa(r.Code), "again": strconv.Itoa(n), "prack": rules.Number(t.Request),
				"ok": rules.Number(t.Final), "product": rules.Shown(r.Product()),
			},
		}
	}
	return nil
}
