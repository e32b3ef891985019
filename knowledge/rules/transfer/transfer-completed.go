package transfer

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// transferCompleted explains a transfer that succeeded: the last report says so,
// or a call that replaces another one was answered.
func transferCompleted(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if r := lastReport(d); r != nil && r.code/100 == 2 {
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(r.notify), rules.BodyLine(r.notify, r.notify.BodyLine, r.line)},
			Fields:    rules.Fields{"target": targetOf(d), "notify": rules.Number(r.notify)},
		}
		if d.Bye != nil {
			h.Evidence = append(h.Evidence, rules.Start(d.Bye))
		}
		return h
	}
	if d.Answer == nil || d.Answer.Tx.Request == nil || !d.Answer.Tx.Request.Has("Replaces") {
		return nil
	}
	replaced, _, _ := strings.Cut(d.Answer.Tx.Request.Header("Replaces"), ";")
	return &rules.Hit{
		Certainty: rules.Certain,
		Variant:   "replaces",
		Evidence:  []rules.Evidence{rules.Header(d.Answer.Tx.Request, "Replaces"), rules.Start(d.Answer)},
		Fields:    rules.Fields{"to": rules.Shown(d.To), "replaced": replaced, "notify": rules.Number(d.Answer)},
	}
}
