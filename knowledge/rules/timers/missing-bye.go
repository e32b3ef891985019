package timers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// missingBye says that a call that was answered and confirmed has no end in the
// trace: the trace ends before it.
func missingBye(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Answered || d.ACK == nil || d.Traits&parser.HasBye != 0 {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(d.Answer), rules.Start(d.Last())},
		Fields:    rules.Fields{"to": rules.Shown(d.To), "answer": rules.Number(d.Answer)},
	}
}
