package auth

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authRightPasswordRefused finds a login that is right in form and verifies with
// the known password, and is asked for again all the same: the password is out.
func authRightPasswordRefused(c *rules.Case) *rules.Hit {
	var all []*parser.Login
	for _, l := range refusedFor(c.Dialog, noFlaw) {
		if l.Credentials.Verified == parser.Right && l.Again != nil && !l.Again.Stale && !usedBefore(c.Dialog, l) {
			all = append(all, l)
		}
	}
	h := flawed(all, rules.Likely)
	if h == nil {
		return nil
	}
	l := all[len(all)-1]
	h.Evidence = []rules.Evidence{rules.Login(l), rules.Start(l.Final)}
	h.Alternatives = []string{"reg-user-unknown", "reg-wrong-domain", "auth-digest-uri-mismatch"}
	return h
}
