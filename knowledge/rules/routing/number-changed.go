package routing

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// numberChanged finds a number that was given up: 410, Q.850 cause 22 or words.
func numberChanged(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.NumberChanged)
	cause := r.Answer.Q850() == 22
	if !worded && !cause && !(r.Answer.Code == 410 && c.Bare(r)) {
		return nil
	}
	h := refusal(c, r)
	h.Certainty = rules.Certain
	if worded {
		say(h, r, match)
	} else if cause {
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
	}
	if next := r.Answer.Contact().URI.User; next != "" && !c.Plan.Same(next, c.Dialog.Dialled) {
		h.Variant = "new"
		h.Fields["new"] = next
		h.Evidence = append(h.Evidence, rules.Address(r.Answer, "Contact"))
	}
	return h
}
