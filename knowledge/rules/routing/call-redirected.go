package routing

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// callRedirected explains a call that was forwarded by 3xx and went on.
func callRedirected(c *rules.Case) *rules.Hit {
	for _, answer := range redirects(c.Dialog) {
		next, uri := followed(c, answer)
		if next == nil {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(answer), rules.Address(answer, "Contact"), rules.Start(next.Request)},
			Fields: rules.Fields{
				"to": rules.Shown(c.Dialog.To), "target": shown(uri), "code": strconv.Itoa(answer.Code),
				"answer": rules.Number(answer), "next": rules.Number(next.Request),
			},
		}
	}
	return nil
}
