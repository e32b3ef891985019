package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// workedBefore answers the remark that it used to work: what to compare.
func workedBefore(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := s.matter()
	r := say("call", rules.Fields{"from": rules.Shown(d.From)}).of(d, m.message(), m.findings()...)
	r.texts = map[string][]words.Text{"settles": nil}
	switch {
	case m == nil:
		r.key = "healthy"
	case d.Kind == parser.Registration:
		r.key = "registration"
	case d.Answer != nil:
		r.key = "media"
	}
	return r
}
