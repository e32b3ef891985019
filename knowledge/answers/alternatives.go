package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// alternatives answers what it is most likely, and what else it could be.
func alternatives(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		return nothingWrong(s)
	}
	r := m.reply(say("others", nil))
	list := candidates(m)
	r.texts = map[string][]words.Text{"title": {m.title}, "list": {list}, "settles": {m.settles}, "sure": {m.sure}}
	switch {
	case m.undecided && !list.Empty():
		r.key = "candidates"
	case list.Empty() && m.certainty == rules.Certain:
		r.key = "none"
	case list.Empty():
		r.key = "open-list"
	}
	return r
}
