package screening

import "github.com/sipwhy/sipwhy/knowledge/rules"

// analyticsRejected608 finds a call that a service in between rejected (RFC 8688).
func analyticsRejected608(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code != 608 {
		return nil
	}
	h := blocked(c, r)
	if r.Answer.Has("Call-Info") {
		h.Variant = "redress"
		h.Evidence = append(h.Evidence, rules.Header(r.Answer, "Call-Info"))
		h.Fields["redress"] = r.Answer.Header("Call-Info")
	}
	return h
}
