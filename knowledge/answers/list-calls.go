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
	calls := 0
	for _, d := range all {
		if d.Kind == parser.Call {
			calls++
		}
	}
	f := rules.Fields{"calls": plural(calls, "call"), "others": nothing}
	if others := len(all) - calls; others > 0 {
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
