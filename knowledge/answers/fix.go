package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// fix answers what to change.
func fix(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		return nothingWrong(s)
	}
	r := m.reply(say("steps", rules.Fields{"actor": m.actor}))
	if m.actor == "" {
		r.fields["actor"] = sides[m.who]
	}
	r.texts = map[string][]words.Text{"first": first(m.fix), "more": m.fix[min(len(m.fix), 1):], "settles": {m.settles}}
	if len(m.fix) == 0 {
		r.key = "ask"
		r.texts["ask"] = first(m.ask)
	}
	return r
}
