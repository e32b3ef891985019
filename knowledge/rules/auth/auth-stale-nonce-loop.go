package auth

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// A nonce that is called stale once is the normal end of its life.
const staleLoop = 2

// authStaleNonceLoop finds a client that goes on with an old nonce although the
// server calls it stale and hands out a new one each time.
func authStaleNonceLoop(c *rules.Case) *rules.Hit {
	deaf := staleIgnored(c.Dialog)
	if len(deaf) < staleLoop {
		return staleAtOnce(c)
	}
	l := deaf[len(deaf)-1]
	h := flawed(deaf, rules.Certain)
	h.Evidence = []rules.Evidence{offer(deaf[0]), rules.HeaderLine(l.Request, l.Credentials.Header)}
	if l.Final != nil {
		h.Evidence = append(h.Evidence, rules.Start(l.Final))
	}
	h.Fields["nonce"], h.Fields["new"] = rules.Shown(l.Credentials.Nonce), l.Offered.Nonce
	h.Fields["times"] = strconv.Itoa(len(deaf))
	if l.Credentials.Verified != parser.Right {
		h.Excludes = append(h.Excludes, "auth-wrong-password")
		h.Fields["password"] = "unproven"
	}
	return h
}

// staleIgnored lists the logins that follow a stale challenge with another nonce
// than its own, nil where one got in later.
func staleIgnored(d *parser.Dialog) []*parser.Login {
	var all []*parser.Login
	for _, l := range refusedFor(d, oldNonce) {
		if l.Offered.Stale {
			all = append(all, l)
		}
	}
	if len(all) == 0 {
		return nil
	}
	for _, l := range d.Logins() {
		if l.Final == nil && l.Offered != nil && l.Offered.Stale && flawOf(l) == oldNonce {
			all = append(all, l) // the paste ends before its answer
		}
	}
	return all
}

// staleAtOnce finds the same loop made by the server: each login carries the nonce
// that it has just given out, and it calls that stale.
func staleAtOnce(c *rules.Case) *rules.Hit {
	var all []*parser.Login
	for _, l := range refusedFor(c.Dialog, noFlaw) {
		if callsStale(l) && !usedBefore(c.Dialog, l) {
			all = append(all, l)
		}
	}
	if len(all) < staleLoop {
		return nil
	}
	h := flawed(all, rules.Likely)
	l := all[len(all)-1]
	h.Variant = "server"
	h.Evidence = []rules.Evidence{rules.HeaderLine(l.Request, l.Credentials.Header), rules.HeaderLine(l.Final, l.Again.Header)}
	h.Fields["nonce"], h.Fields["times"] = rules.Shown(l.Credentials.Nonce), strconv.Itoa(len(all))
	return h
}
