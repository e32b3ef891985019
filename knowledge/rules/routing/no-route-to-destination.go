package routing

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// noRouteToDestination finds a switch that has no way to the number: Q.850 cause 2
// or 3, or words. Cause 1 says that the number does not exist at all.
func noRouteToDestination(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code < 400 || inboundToPBX(c, r) || c.TookOtherWay(r.Answer.Tx) {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.NoRoute)
	cause := r.Answer.Q850()
	causes := cause == 2 || cause == 3
	if cause == 1 || c.Worded(r.Answer) && !worded || !worded && !causes {
		return nil
	}
	h := refusal(c, r)
	if causes {
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
		h.Variant = "cause"
	}
	if worded {
		h.Variant = "worded"
		h.Fields["words"] = match.Text
		h.Evidence = rules.Quoting(r.Answer, match)
	}
	if extension(r) {
		h.Variant = "dialplan"
	}
	return h
}
