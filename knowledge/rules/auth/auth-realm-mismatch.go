package auth

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authRealmMismatch finds a login for another realm than any that was asked for
// (RFC 3261 22.1).
func authRealmMismatch(c *rules.Case) *rules.Hit {
	all := blamedFor(c, otherRealm)
	h := flawed(all, rules.Certain)
	if h != nil && sentBefore(c.Dialog, all[len(all)-1]) {
		h.Certainty = rules.Likely
	}
	return h
}

// sentBefore tells a login that the client had sent before this realm asked at all: it
// may be meant for another hop, whose challenge the trace lacks.
func sentBefore(d *parser.Dialog, l *parser.Login) bool {
	for _, m := range d.Messages {
		if m == l.OfferedBy {
			return false
		}
		for _, k := range m.Credentials() {
			if k.Realm == l.Credentials.Realm {
				return true
			}
		}
	}
	return false
}
