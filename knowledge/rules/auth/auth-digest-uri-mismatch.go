package auth

import "github.com/sipwhy/sipwhy/knowledge/rules"

// authDigestURIMismatch finds a login whose digest was computed for another address
// than the request goes to (RFC 7616 3.4.6).
func authDigestURIMismatch(c *rules.Case) *rules.Hit {
	all := blamedFor(c, otherURI)
	h := flawed(all, rules.Likely)
	if h == nil {
		return nil
	}
	l := all[len(all)-1]
	for _, d := range c.Dialog.OfSameUser() {
		if acceptsURI(d, l.Credentials) {
			return nil
		}
	}
	h.Evidence = []rules.Evidence{rules.Start(l.Request), rules.HeaderLine(l.Request, l.Credentials.Header), rules.Start(l.Final)}
	h.Fields["uri"], h.Fields["target"] = rules.Shown(l.Credentials.URI), l.Request.RequestURI
	return h
}
