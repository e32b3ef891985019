package session

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// prackRejected finds a PRACK that was refused.
func prackRejected(c *rules.Case) *rules.Hit {
	for _, t := range c.Dialog.Transactions {
		if t.Method != "PRACK" || t.Parent != nil || t.Code() < 400 || t.Final.IsChallenge() {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(t.Final)},
			Fields:    rules.Fields{"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(t.Code()), "answer": rules.Number(t.Final), "prack": "the PRACK"},
		}
		if t.Request != nil {
			h.Evidence = append([]rules.Evidence{rules.Header(t.Request, "RAck")}, h.Evidence...)
			h.Fields["prack"] = rules.Number(t.Request)
		}
		if t.Code() == 481 {
			h.Variant = "unmatched"
		}
		return h
	}
	return nil
}
