package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// stillFailing answers that a change did not help: what comes next.
func stillFailing(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		return say("healthy", nil).of(s.dialog, nil)
	}
	r := m.reply(say("next", nil))
	r.texts = map[string][]words.Text{"next": {candidates(m)}, "settles": {m.settles}}
	return r
}
