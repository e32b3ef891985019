package media

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// dtmfInfoRejected finds a key press sent by INFO that was refused.
func dtmfInfoRejected(c *rules.Case) *rules.Hit {
	t := refusedPress(c.Dialog)
	if t == nil {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Header(t.Request, "Content-Type"), rules.Start(t.Final)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(t.Code()), "info": rules.Number(t.Request), "answer": rules.Number(t.Final),
			"side": sideName(t.Side.Other()),
		},
	}
}
