package lifecycle

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// A CANCEL crosses the answer where both came within two seconds; a caller that
// knows its trade then ends the call at once.
const (
	crossing = 2 * time.Second
	atOnce   = 5 * time.Second
)

// cancelCrossed200 explains a CANCEL that came too late: the 200 was on its way,
// and the caller confirmed and released the call. Without that ACK and BYE a ghost
// call remains, which is another matter.
func cancelCrossed200(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Answer == nil || d.ACK == nil || d.Bye == nil || d.EndedBy != parser.Caller {
		return nil
	}
	cancel := d.Answer.Tx.Cancel
	if cancel == nil || cancel.Request == nil {
		return nil
	}
	if gap, timed := parser.Between(cancel.Request, d.Answer); timed && gap.Abs() > crossing {
		return nil
	}
	if d.Duration > atOnce {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(cancel.Request), rules.Start(d.Answer), rules.Start(d.Bye)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "cancel": rules.Number(cancel.Request), "answer": rules.Number(d.Answer), "bye": rules.Number(d.Bye),
		},
	}
}
