package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// tellCustomer writes what to say to somebody who does not read SIP.
func tellCustomer(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		return nothingWrong(s)
	}
	r := m.reply(say("matter", nil))
	r.texts = map[string][]words.Text{"title": {m.title}, "says": {m.says}, "fix": first(m.fix), "settles": {m.settles}}
	if m.certainty != "certain" {
		r.key = "likely"
	}
	return r
}
