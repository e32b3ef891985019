package lifecycle

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// cancelledOriginUnknown finds a 487 whose CANCEL, or early BYE, is not in the
// trace. A Reason in the 487 is a hint, never more.
func cancelledOriginUnknown(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Cancelled || d.Code != 487 || d.Cancel != nil || d.Bye != nil || cancelOfLeg(d) != nil {
		return nil
	}
	final := d.Decisive.Final
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(final)},
		Fields:    rules.Fields{"to": rules.Shown(d.To), "answer": rules.Number(final)},
	}
	if reasons := final.Reasons(); len(reasons) > 0 {
		h.Variant = "hint"
		h.Evidence = append(h.Evidence, rules.HeaderLine(final, reasons[0].Header))
		h.Fields["reason"] = reasons[0].Header.Value
	}
	return h
}
