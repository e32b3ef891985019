package lifecycle

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// callCancelledByCaller explains a 487 by the CANCEL that asked for it. Who
// pressed the button, a person or a PBX timer, the trace cannot tell.
func callCancelledByCaller(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Cancelled || d.Cancel == nil || d.Cancel.Tx.Cancels == nil || elsewhere(c, d.Cancel) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(d.Cancel)},
		Fields:    rules.Fields{"to": rules.Shown(d.To), "cancel": rules.Number(d.Cancel)},
	}
	if final := d.Cancel.Tx.Cancels.Final; final != nil {
		h.Evidence = append(h.Evidence, rules.Start(final))
	}
	switch {
	case d.Ringing == nil:
		h.Variant = "not-rung"
	case d.RingTime == 0:
		h.Variant = "untimed"
	default:
		h.Fields["ring"] = rules.Seconds(d.RingTime)
	}
	return h
}

// elsewhere tells a CANCEL that only says that another phone took the call.
func elsewhere(c *rules.Case, cancel *parser.Message) bool {
	for _, r := range cancel.Reasons() {
		if r.Is("SIP", 200) || r.Is("Q.850", 26) {
			return true
		}
	}
	_, ok := c.Says(cancel, network.AnsweredElsewhere)
	return ok
}
