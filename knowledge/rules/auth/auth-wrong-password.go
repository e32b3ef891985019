package auth

import (
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
	if len(refused) == 0 || c.Hostile(c.Dialog) {
		return nil
	}
	last := refused[len(refused)-1]
	if last.AcceptedLater {
		return nil
	}
	if last.Credentials.Verified != parser.Wrong && last.Final.RegisteredLater() != nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Login(last), rules.Start(last.Final)},
		Fields:    loginFields(last),
		Excludes:  []string{"auth-realm-mismatch", "auth-stale-nonce-loop"},
	}
	h.Fields["tries"] = tries(len(refused))
	if c.OneSlowPhone(last.Request) {
		h.Excludes = append(h.Excludes, "brute-force-register")
	}
	if last.Credentials.Verified == parser.Wrong {
		h.Certainty, h.Variant = rules.Certain, "computed"
	} else if match, ok := c.Says(last.Final, network.WrongPassword); ok {
		h.Certainty, h.Variant = rules.Certain, "worded"
		if gotIn(c, last) {
			h.Certainty = rules.Likely
		}
		h.Fields["words"] = match.Text
		h.Evidence = append(h.Evidence[:1], rules.Where(last.Final, match))
	}
	if h.Variant == "" && rules.Masked(last.Credentials.Nonce) {
		h.Certainty, h.Variant = rules.Possible, "hidden"
		h.Excludes = h.Excludes[2:]
	} else if last.Again == nil || last.Offered == nil || flawOf(last) != noFlaw {
		h.Excludes = h.Excludes[2:]
	}
	return h
}

// gotIn tells whether the same account logged in to the same realm elsewhere in the
// trace: then its password is right there at least.
func gotIn(c *rules.Case, l *parser.Login) bool {
	for _, d := range c.Dialog.OfSameUser() {
		for _, other := range d.Logins() {
			if other.Accepted() && other.Credentials.Username == l.Credentials.Username && other.Credentials.Realm == l.Credentials.Realm {
				return true
			}
		}
	}
	return false
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
	if last := lastRefused(c.Dialog); last != nil && flawOf(last) != noFlaw {
		return false
	}
	return l.Again != nil && !callsStale(l) && l.Credentials.HasResponse && flawOf(l) == noFlaw && !usedBefore(c.Dialog, l)
}
