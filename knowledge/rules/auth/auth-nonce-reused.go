package auth

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authNonceReused finds a login that was refused with an earlier nonce than the
// one last given, with a count that was used before, or at another server than the
// one that gave the nonce.
func authNonceReused(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if old := blamedFor(c, oldNonce); len(old) > 0 && len(staleIgnored(d)) < staleLoop {
		h := flawed(old, rules.Likely)
		l := old[len(old)-1]
		h.Fields["nonce"], h.Fields["new"] = rules.Shown(l.Credentials.Nonce), rules.Shown(l.Offered.Nonce)
		return h
	}
	if all := blamedFor(c, otherServer); len(all) > 0 {
		h := flawed(all, rules.Likely)
		l := all[len(all)-1]
		h.Variant = "other-server"
		h.Fields["gave"], h.Fields["went"] = l.OfferedBy.SourceHost(), l.Request.TargetHost()
		return h
	}
	return countReused(c)
}

// countReused finds a nonce count that was used up by a login that got in: a server
// takes its repetition for a replay (RFC 7616 3.4).
func countReused(c *rules.Case) *rules.Hit {
	for _, l := range refusedFor(c.Dialog, noFlaw) {
		if l.Again == nil && len(l.Request.Credentials()) > 1 {
			// Which of its logins a refusal is about, it does not say.
			continue
		}
		if first := sameCount(c.Dialog, l); first != nil {
			h := flawed([]*parser.Login{l}, rules.Likely)
			h.Variant = "count"
			h.Evidence = []rules.Evidence{
				rules.HeaderLine(first.Request, first.Credentials.Header), rules.HeaderLine(l.Request, l.Credentials.Header), rules.Start(l.Final),
			}
			h.Fields["count"], h.Fields["first"] = l.Credentials.NC, rules.Number(first.Request)
			return h
		}
	}
	return nil
}

func sameCount(d *parser.Dialog, l *parser.Login) *parser.Login {
	for _, earlier := range d.Logins() {
		if earlier == l {
			return nil
		}
		k := earlier.Credentials
		if k.NC != "" && k.NC == l.Credentials.NC && k.Nonce == l.Credentials.Nonce && earlier.Accepted() && earlier.Request.CSeq != l.Request.CSeq {
			return earlier
		}
	}
	return nil
}
