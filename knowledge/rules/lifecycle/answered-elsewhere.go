package lifecycle

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// answeredElsewhere finds a CANCEL that tells a phone that another one took the
// call: as seen by that phone, or on a leg behind the proxy that rang several.
func answeredElsewhere(c *rules.Case) *rules.Hit {
	d := c.Dialog
	var h *rules.Hit
	phones := 0
	for _, t := range d.Transactions {
		if t.Method != "CANCEL" || t.Request == nil {
			continue
		}
		line, ok := c.TakenElsewhere(t.Request)
		if !ok {
			continue
		}
		phones++
		if h == nil {
			h = &rules.Hit{
				Certainty: rules.Certain,
				Evidence:  []rules.Evidence{rules.Start(t.Request), line},
				Fields:    rules.Fields{"to": rules.Shown(d.To), "cancel": rules.Number(t.Request)},
			}
		}
	}
	if h == nil {
		return nil
	}
	if d.Outcome == parser.Answered {
		h.Variant = "legs"
		h.Fields["phones"] = strconv.Itoa(phones)
	}
	return h
}
