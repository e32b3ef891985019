package transport

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// messageTooLarge513 finds a 513 as the last word to a request.
func messageTooLarge513(c *rules.Case) *rules.Hit {
	for _, t := range c.Dialog.Transactions {
		if t.Parent != nil || t.Code() != 513 || c.Dialog.Outcome == parser.Answered && !t.InDialog {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(t.Final)},
			Fields:    rules.Fields{"method": t.Method, "to": rules.Shown(c.Dialog.To), "answer": rules.Number(t.Final)},
		}
		if t.Request == nil || t.Request.Partial {
			h.Variant = "unsized"
			return h
		}
		h.Evidence = append([]rules.Evidence{rules.Start(t.Request)}, h.Evidence...)
		h.Fields["size"] = strconv.Itoa(t.Request.Size)
		return h
	}
	return nil
}
