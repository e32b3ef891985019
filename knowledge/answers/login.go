package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// loginAsked answers with which account, realm and algorithm it logs in. What is
// secret is masked before anything here could see it.
func loginAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return lastLogin(d) != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return withoutCredentials(s.dialog)
	}
	l := lastLogin(d)
	c := l.Credentials
	f := rules.Fields{"n": rules.Number(l.Request), "user": rules.Shown(c.Username), "realm": rules.Shown(c.Realm), "algorithm": c.Algorithm, "nonce": "", "match": "", "qop": nothing, "offered": ""}
	if f["algorithm"] == "" {
		f["algorithm"] = "MD5 (not named, so it is the default)"
	}
	if c.QOP != "" {
		f["qop"] = ", qop " + c.QOP
	}
	if s.q.has("realm") && l.Offered != nil {
		f["match"] = loginMatch(s.q, l)
	}
	if c.Nonce != "" {
		f["nonce"] = "The nonce is " + c.Nonce + nonceClause(d, l)
	}
	return say("details", f).of(d, l.Request)
}

// loginMatch tells whether the realm or the nonce of a login is the one asked for, where
// the question is of one of them.
func loginMatch(q *Question, l *parser.Login) string {
	switch {
	case q.word("realm") && l.Credentials.Realm == l.Offered.Realm:
		return "The realm is right: " + rules.Number(l.OfferedBy) + " asks for " + rules.Shown(l.Offered.Realm) + "."
	case q.word("realm"):
		return "The realm is wrong: " + rules.Number(l.OfferedBy) + " asks for " + rules.Shown(l.Offered.Realm) + "."
	case !q.word("stale", "old", "nonce", "fresh"):
		return ""
	case !l.Current():
		return "The nonce is an old one: " + rules.Number(l.OfferedBy) + " had given out a newer."
	case l.Again != nil && l.Again.Stale:
		return "The nonce was the newest, but the server calls it stale."
	}
	return "The nonce is not stale: it is the newest one (" + rules.Number(l.OfferedBy) + "), and no answer calls it stale."
}

// nonceClause tells whether a nonce is the one last offered.
func nonceClause(d *parser.Dialog, l *parser.Login) string {
	switch {
	case l.Offered == nil:
		return "; the challenge that it answers is not in the trace."
	case l.Current():
		return ", the one of the challenge in " + rules.Number(l.OfferedBy) + "."
	}
	return "; " + rules.Number(l.OfferedBy) + " had offered a newer one, " + l.Offered.Nonce + "."
}

func withoutCredentials(d *parser.Dialog) *reply {
	for _, m := range d.Messages {
		asked := m.Challenges()
		if len(asked) == 0 {
			continue
		}
		f := rules.Fields{"n": rules.Number(m), "realm": rules.Shown(asked[0].Realm), "code": itoa(m.Code), "algorithm": asked[0].Algorithm}
		if asked[0].Algorithm == "" {
			f["algorithm"] = "MD5 (not named, so it is the default)"
		}
		return say("challenge-only", f).of(d, m)
	}
	return say("none", nil).of(d, nil)
}
