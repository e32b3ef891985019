package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// emergencyAsked answers whether it is an emergency call, and what came of it.
func emergencyAsked(s *scene) *reply {
	d := s.about(isEmergency)
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("no", rules.Fields{"to": rules.Shown(s.dialog.To)}).of(s.dialog, nil)
	}
	f := rules.Fields{"to": rules.Shown(d.To), "n": rules.Number(d.First())}
	m := s.matterOf(d)
	switch {
	case m != nil && s.q.has("future", "=now", "~again") || m != nil && s.q.word("now", "again", "can"):
		r := cannot("not-yet", f).of(d, m.message(), m.findings()...)
		r.texts = map[string][]words.Text{"title": {m.title}, "fix": m.fix}
		return r
	case m != nil:
		r := say("failed", f).of(d, m.message(), m.findings()...)
		r.texts = map[string][]words.Text{"title": {m.title}, "fix": first(m.fix)}
		return r
	case d.Answer != nil:
		f["answer"] = rules.Number(d.Answer)
		return say("answered", f).of(d, d.Answer)
	}
	return cannot("open", f).of(d, nil)
}
