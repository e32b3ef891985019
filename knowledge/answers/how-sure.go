package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// howSure answers how certain the diagnosis is, and what would change that.
func howSure(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		return nothingWrong(s)
	}
	r := m.reply(say(string(m.certainty), nil))
	r.texts = map[string][]words.Text{"sure": {m.sure}, "settles": {m.settles}, "other": {candidates(m)}}
	if m.settles.Empty() && len(m.ask) > 0 {
		r.texts["settles"] = first(m.ask)
	}
	if m.certainty == "" {
		r.key = string(rules.Likely)
	}
	return r
}
