package screening

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// identityRequired finds a 428: the network takes signed calls only.
func identityRequired(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Code != 428 {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields:    rules.Fields{"to": rules.Shown(c.Dialog.To), "from": rules.Shown(c.Dialog.From), "answer": rules.Number(r.Answer)},
	}
}
