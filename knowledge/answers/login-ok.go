package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// loginOK answers whether the login itself was taken.
func loginOK(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return len(d.Logins()) > 0 })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return noLogin(s.dialog)
	}
	m := s.matterOf(d)
	l := lastLogin(d)
	f := rules.Fields{"n": rules.Number(l.Request), "user": rules.Shown(l.Credentials.Username), "answer": "", "code": "", "phrase": "", "reason": nothing}
	if l.Final != nil {
		f["answer"], f["code"], f["phrase"], f["reason"] = rules.Number(l.Final), itoa(l.Final.Code), rules.Shown(l.Final.Phrase), reasonClause(l.Final)
	}
	r := say("", f).of(d, l.Request, m.findings()...)
	r.texts = titles(m)
	switch {
	case l.Credentials.Verified == parser.Wrong:
		r.key = "wrong"
	case l.Accepted() && l.Final == nil:
		r.key = "got-through"
	case l.Accepted():
		r.key = "accepted"
	case l.Final == nil:
		r.key, r.unknown = "unanswered", true
	case staleLogin(l):
		r.key = "stale"
	case l.Again != nil:
		r.key = "asked-again"
	case d.Kind == parser.Registration:
		r.key = "register-refused"
	case reasonClause(l.Final) != nothing:
		r.key = "refused-worded"
	default:
		r.key = "refused-later"
	}
	return r
}

func noLogin(d *parser.Dialog) *reply {
	for _, m := range d.Messages {
		if m.IsChallenge() {
			return say("not-sent", rules.Fields{"n": rules.Number(m), "code": itoa(m.Code)}).of(d, m)
		}
	}
	return say("none", nil).of(d, nil)
}
