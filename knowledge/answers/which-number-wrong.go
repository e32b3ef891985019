package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// whichNumberWrong answers which number is the wrong one: the caller number that
// differs from the account, or the number that does not exist.
func whichNumberWrong(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := s.matter()
	r := say("", rules.Fields{}).of(d, m.message(), m.findings()...)
	r.texts = titles(m)
	if l := lastLogin(d); l != nil && d.Refusal() != nil {
		user, from := l.Credentials.Username, l.Request.From().URI.User
		if !(parser.NumberPlan{}).Same(user, from) && from != "" {
			r.key, r.message = "differ", l.Request
			r.fields = rules.Fields{"n": rules.Number(l.Request), "user": rules.Shown(user), "from": from}
			return r
		}
	}
	if found := numberUnknown(s, d); found != nil {
		r.key, r.fields = "unknown", found.fields
		return r
	}
	if m == nil {
		r.key = "none"
		return r
	}
	r.key = "not-numbers"
	r.fields = rules.Fields{"from": rules.Shown(d.From), "to": rules.Shown(d.To)}
	return r
}
