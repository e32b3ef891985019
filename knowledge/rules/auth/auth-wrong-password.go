package auth

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authWrongPassword finds credentials that answer the newest challenge correctly
// in form and are asked for again: what is left is the password, or an account
// that the server only pretends to know.
func authWrongPassword(c *rules.Case) *rules.Hit {
	var refused []*parser.Login
	for _, l := range c.Dialog.Logins() {
		if wrong(c, l) {
			refused = append(refused, l)
		}
	}
	if len(refused) == 0 {
		return nil
	}
	last := refused[len(refused)-1]
	if acceptedLater(c.Dialog, last) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Login(last), rules.Start(last.Final)},
		Fields: rules.Fields{
			"account": rules.Shown(last.Credentials.Username), "realm": rules.Shown(last.Credentials.Realm),
			"code": strconv.Itoa(last.Final.Code), "tries": tries(len(refused)), "method": last.Request.Method,
		},
		Excludes: []string{"auth-realm-mismatch", "auth-stale-nonce-loop"},
	}
	if last.Credentials.Verified == parser.Wrong {
		h.Certainty, h.Variant = rules.Certain, "computed"
	} else if match, ok := c.Says(last.Final, network.WrongPassword); ok {
		h.Certainty, h.Variant = rules.Certain, "worded"
		h.Fields["words"] = match.Text
		h.Evidence = append(h.Evidence[:1], rules.Where(last.Final, match))
		h.Excludes = nil
	}
	if !last.Final.IsChallenge() {
		h.Excludes = nil
	}
	return h
}

// wrong tells whether a login was refused with nothing but its password left to
// blame.
func wrong(c *rules.Case, l *parser.Login) bool {
	if l.Final == nil || l.Credentials.Verified == parser.Right || l.Accepted() {
		return false
	}
	if l.Credentials.Verified == parser.Wrong && (l.Again != nil || l.Final.Code == 403) {
		return true
	}
	if _, ok := c.Says(l.Final, network.WrongPassword); ok {
		return true
	}
	return l.Again != nil && !l.Again.Stale && l.Current() && wellFormed(l)
}

// wellFormed tells whether realm, algorithm, uri, qop and header are as the
// challenge asked: a refusal of anything else has a cause of its own.
func wellFormed(l *parser.Login) bool {
	k, offered := l.Credentials, l.Offered
	if k.Proxy != offered.Proxy || k.Realm != offered.Realm || !parser.SameAlgorithm(k.Algorithm, offered.Algorithm) {
		return false
	}
	if k.QOP != "" && (!k.HasCnonce || len(k.NC) != 8) {
		return false
	}
	return k.HasResponse && k.Username != "" && sameTarget(k.URI, l.Request)
}

// sameTarget compares the digest uri with the Request-URI by user and host: port
// and parameters may be left out.
func sameTarget(uri string, m *parser.Message) bool {
	digest, target := parser.ParseURI(uri), m.Target()
	return digest.User == target.User && digest.Host == target.Host || len(m.Vias()) > 1
}

// acceptedLater tells whether the same account got in after all.
func acceptedLater(d *parser.Dialog, last *parser.Login) bool {
	for _, l := range d.Logins() {
		if l.Request.N > last.Request.N && l.Credentials.Username == last.Credentials.Username && l.Accepted() {
			return true
		}
	}
	return false
}

func tries(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}
