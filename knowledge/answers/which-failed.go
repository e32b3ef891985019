package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// whichFailed answers which calls failed and which did not.
func whichFailed(s *scene) *reply {
	all := s.dialogs()
	if len(all) < 2 {
		return nil
	}
	var failed []*parser.Dialog
	var lines []words.Text
	for i, d := range all {
		if s.matterOf(d) != nil || s.stateOf(d) == rules.Failed {
			failed = append(failed, d)
			if len(lines) < 3 {
				lines = append(lines, s.inBrief(i+1, d))
			}
		}
	}
	r := say("some", rules.Fields{"failed": itoa(len(failed)), "all": itoa(len(all))}).overall()
	r.texts = map[string][]words.Text{"list": lines}
	switch len(failed) {
	case 0:
		r.key = "none"
	case len(all):
		r.key = "all"
	case 1:
		r.dialog = failed[0]
	}
	return r
}
