package identity

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// callerIDNotAllowed believes words alone: an odd From makes the caller ID only a
// candidate, which other diagnoses rank.
func callerIDNotAllowed(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE", "MESSAGE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, ok := c.Meant(r.Answer, network.CallerIDNotAllowed, network.FromMismatch)
	if !ok || match.Sense == network.FromMismatch && c.FromDiffers(r) {
		return nil
	}
	if _, anonymous := rules.Anonymous(r.Request); anonymous {
		return nil
	}
	h := c.Named(r, match)
	if r.Request != nil {
		h.Evidence = append(h.Evidence, rules.Address(r.Request, r.IdentityHeader))
	}
	h.Excludes = []string{"account-no-credit", "destination-not-permitted"}
	if r.Login != nil {
		h.Excludes = append(h.Excludes, loginIsFine(r)...)
	}
	return h
}
