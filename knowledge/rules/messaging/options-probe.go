package messaging

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// optionsProbe explains a keep-alive: any final answer to it, errors included, means
// that the other side is alive.
func optionsProbe(c *rules.Case) *rules.Hit {
	for _, t := range c.Dialog.Roots("OPTIONS") {
		if t.Final == nil || t.TimedOutHere() {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(t.Final)},
			Fields:    rules.Fields{"code": strconv.Itoa(t.Code()), "answer": rules.Number(t.Final), "host": host(t.Final)},
		}
	}
	return nil
}
