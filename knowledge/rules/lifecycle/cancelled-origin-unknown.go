package lifecycle

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// cancelledOriginUnknown finds a 487 whose CANCEL, or early BYE, is not in the
// trace.
func cancelledOriginUnknown(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Cancelled || d.Code != 487 || d.Cancel != nil || d.Bye != nil {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(d.Decisive.Final)},
		Fields:    rules.Fields{"to": rules.Shown(d.To), "answer": rules.Number(d.Decisive.Final)},
	}
}
