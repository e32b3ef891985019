package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// staysOnLine answers why one side does not notice that the call is over.
func staysOnLine(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return byeRefused(s, d) != nil })
	if d != nil {
		found := byeRefused(s, d)
		r := say("matter", nil).of(d, d.Bye).with(found.evidence...)
		m := s.matterOfSign(d, found)
		r.texts = map[string][]words.Text{"title": {m.title}, "says": {m.says}}
		return r
	}
	d = s.dialog
	if d == nil {
		return nil
	}
	switch {
	case d.Bye != nil && d.Bye.Tx.Final == nil:
		return say("bye-unanswered", rules.Fields{"n": rules.Number(d.Bye), "other": sideName(d.SideOf(d.Bye).Other())}).of(d, d.Bye)
	case d.Bye != nil:
		return say("ended", rules.Fields{"n": rules.Number(d.Bye), "answer": rules.Number(d.Bye.Tx.Final)}).of(d, d.Bye)
	case d.Answer != nil:
		return cannot("no-bye", nil).of(d, d.Answer)
	}
	return say("never-up", nil).of(d, nil)
}
