package auth

import "github.com/sipwhy/sipwhy/knowledge/rules"

// authNonceEmpty finds a login without nonce or realm although the challenge has
// them: the client did not read it. An account that is announced before any
// challenge is none (3GPP TS 24.229 5.1.1.2).
func authNonceEmpty(c *rules.Case) *rules.Hit {
	all := blamedFor(c, unread)
	h := flawed(all, rules.Certain)
	if h == nil {
		return nil
	}
	k := all[len(all)-1].Credentials
	h.Fields["lacks"] = "nonce"
	if k.Nonce != "" {
		h.Fields["lacks"] = "realm"
	}
	return h
}
