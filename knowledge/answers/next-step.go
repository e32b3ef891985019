package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// nextStep answers what would settle it, and what to send.
func nextStep(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return say("fragment", nil).overall()
	}
	m := s.matter()
	if m == nil {
		r := nothingWrong(s)
		if r.key == "open" {
			r.key = "more"
		}
		return r
	}
	r := m.reply(say("settles", nil))
	r.texts = map[string][]words.Text{"settles": {m.settles}, "ask": first(m.ask), "sure": {m.sure}}
	if m.settles.Empty() && len(m.ask) == 0 {
		r.key = "settled"
	}
	return r
}
