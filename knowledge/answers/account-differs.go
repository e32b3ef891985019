package answers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// accountDiffers answers whether it matters that the login account is not the
// caller number: only where the request was refused.
func accountDiffers(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return lastLogin(d) != nil })
	if d == nil {
		return nil
	}
	l := lastLogin(d)
	user, from := l.Credentials.Username, l.Request.From().URI.User
	f := rules.Fields{"n": rules.Number(l.Request), "user": rules.Shown(user), "from": rules.Shown(from)}
	m := s.matterOf(d)
	r := say("", f).of(d, l.Request, m.findings()...)
	r.texts = titles(m)
	switch {
	case (parser.NumberPlan{}).Same(user, from):
		r.key = "same"
	case l.Accepted():
		r.key = "accepted"
	case l.Final != nil:
		f["answer"], f["code"] = rules.Number(l.Final), strconv.Itoa(l.Final.Code)
		r.key = "refused"
	default:
		r.key = "open"
	}
	return r
}

// accountMayDiffer weighs questions about a login account and a caller number.
func accountMayDiffer(s *scene) float64 {
	for _, d := range s.trace.Dialogs {
		if l := lastLogin(d); l != nil && !(parser.NumberPlan{}).Same(l.Credentials.Username, l.Request.From().URI.User) {
			return 1.1
		}
	}
	return 0.85
}
