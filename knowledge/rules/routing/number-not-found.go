package routing

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// numberNotFound finds a call to a number that does not exist, by code, Q.850 cause
// 1 or words. Words and causes that name something else, an account above all, beat
// the number 404.
func numberNotFound(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code < 400 || inboundToPBX(c, r) || c.TookOtherWay(r.Answer.Tx) {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.NumberUnknown, network.UserUnknown)
	unallocated := r.Answer.Q850() == 1
	bare := (r.Answer.Code == 404 || r.Answer.Code == 604) && c.Bare(r)
	if c.Worded(r.Answer) && !worded || !worded && !unallocated && !bare {
		return nil
	}
	if bare && (c.OtherHost(r) != nil || writtenOtherwise(c, r)) {
		return nil
	}
	h := refusal(c, r)
	c.Wordless(h, r.Answer)
	switch {
	case unallocated:
		h.Certainty, h.Variant = rules.Certain, "unallocated"
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
		if other := longer(c, r); other != nil {
			h.Variant = "shorter"
			compareLengths(h, r, other)
		}
	case worded:
		say(h, r, match)
	case extension(r):
		h.Variant = "dialplan"
	case telephone(r):
		h.Variant = "phone"
	default:
		h.Alternatives = []string{"number-format-suspect", "account-suspended"}
		if c.FromDiffers(r) {
			h.Alternatives = append(h.Alternatives, "auth-id-from-mismatch-rejected")
		}
	}
	return h
}
