package dialog

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// branchCookieMissing finds a refused request whose branch is of the time before RFC
// 3261, so that servers mix its transactions up: refused with 481 or 482.
func branchCookieMissing(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range d.Transactions {
		if t.Request == nil || t.Request.Partial || t.Parent != nil || t.Code() != 481 && t.Code() != 482 || len(t.Request.Vias()) != 1 {
			continue
		}
		if strings.HasPrefix(t.Branch, "z9hG4bK") || !t.Request.Has("Via") || t.Method == "CANCEL" || t.Method == "BYE" && t.Branch == "" {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Possible,
			Evidence:  []rules.Evidence{rules.Header(t.Request, "Via"), rules.Start(t.Final)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "method": t.Method, "request": rules.Number(t.Request), "answer": rules.Number(t.Final),
				"product": rules.Shown(t.Request.Product()),
			},
		}
	}
	return nil
}
