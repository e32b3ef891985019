package identity

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// accountSuspended believes words alone: a bare refusal makes a blocked account
// one candidate among several.
func accountSuspended(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE", "REGISTER", "MESSAGE", "SUBSCRIBE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, ok := c.Meant(r.Answer, network.AccountSuspended)
	if !ok {
		return nil
	}
	h := c.Named(r, match)
	if r.Login != nil {
		h.Evidence = append(h.Evidence, rules.Login(r.Login))
		h.Excludes = loginIsFine(r)
	}
	return h
}
