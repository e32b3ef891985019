package auth

import "github.com/sipwhy/sipwhy/knowledge/rules"

// authRealmMismatch finds a login for another realm than any that was asked for
// (RFC 3261 22.1).
func authRealmMismatch(c *rules.Case) *rules.Hit {
	return flawed(blamedFor(c, otherRealm), rules.Certain)
}
