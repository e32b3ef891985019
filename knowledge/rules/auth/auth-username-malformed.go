package auth

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authUsernameMalformed finds a refused login whose name is empty, or is an address
// rather than a name.
func authUsernameMalformed(c *rules.Case) *rules.Hit {
	var all []*parser.Login
	for _, l := range blamedFor(c, oddName) {
		if l.Again == nil || !l.Again.Stale {
			all = append(all, l)
		}
	}
	h := flawed(all, rules.Possible)
	if h == nil || c.Hostile(c.Dialog) {
		return nil
	}
	l := all[len(all)-1]
	h.Evidence = []rules.Evidence{rules.Login(l), rules.Start(l.Final)}
	if l.Credentials.Username == "" {
		h.Variant = "empty"
		return h
	}
	h.Alternatives = []string{"auth-wrong-password"}
	if l.Credentials.Verified == parser.Right {
		h.Alternatives = nil
	}
	return h
}
