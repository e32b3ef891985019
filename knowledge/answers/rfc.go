package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// rfcOf answers which standard says so.
func rfcOf(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		return say("general", nil).of(s.dialog, nil)
	}
	var cites, practice []string
	for _, c := range m.cites {
		if what, ok := strings.CutPrefix(c, "practice: "); ok {
			practice = append(practice, what)
		} else {
			cites = append(cites, c)
		}
	}
	r := m.reply(say("cites", rules.Fields{"cites": strings.Join(cites, ", "), "practice": strings.Join(practice, "; ")}))
	if len(cites) == 0 {
		r.key = "practice"
	}
	return r
}
