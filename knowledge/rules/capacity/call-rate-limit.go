package capacity

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// callRateLimit believes words alone: 429 officially means something else (RFC
// 3892), and a single refused call shows no burst.
func callRateLimit(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE", "REGISTER", "MESSAGE", "OPTIONS", "SUBSCRIBE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, ok := c.Meant(r.Answer, network.CallRateLimit)
	if !ok {
		return nil
	}
	h := limitHit(c, r)
	h.Certainty = rules.Certain
	h.Evidence = rules.Quoting(r.Answer, match)
	h.Fields["words"], h.Fields["method"] = match.Text, r.Answer.Method
	h.Excludes = nil
	if after := r.Answer.Header("Retry-After"); after != "" {
		h.Variant = "retry"
		h.Fields["retry"] = after
		h.Evidence = append(h.Evidence, rules.Header(r.Answer, "Retry-After"))
	}
	return h
}
