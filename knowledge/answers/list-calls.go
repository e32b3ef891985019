package answers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// listCalls answers how many calls there are and which.
func listCalls(s *scene) *reply {
	all := s.dialogs()
	if len(all) == 0 {
		return nil
	}
	calls, others, legs := 0, 0, 0
	for _, j := range s.Report.Calls {
		if j.Dialog.Kind != parser.Call {
			others++
			continue
		}
		calls++
		legs += max(len(j.Legs), 1)
	}
	f := rules.Fields{"calls": plural(calls, "call"), "others": nothing}
	if legs > calls {
		f["calls"] += " in " + plural(legs, "leg")
	}
	if others > 0 {
		f["others"] = " and " + plural(others, "other exchange")
	}
	r := say("list", f).overall()
	r.texts = map[string][]words.Text{"list": s.overview(3)}
	return r
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
