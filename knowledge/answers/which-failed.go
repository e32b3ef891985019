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
	var lines, fine []words.Text
	told := map[*rules.Judgement]bool{}
	for i, d := range all {
		call := s.Report.CallOf(d)
		if told[call] {
			continue // another leg of the same call
		}
		cause := causeIn(call, d)
		if told[call] = call != nil; s.matterOf(cause) == nil && s.stateOf(cause) != rules.Failed || call != nil && len(call.Hints()) > 0 {
			if len(fine) < 3 {
				fine = append(fine, s.inBrief(i+1, cause))
			}
			continue
		}
		failed = append(failed, cause)
		if len(lines) < 3 {
			lines = append(lines, s.inBrief(i+1, cause))
		}
	}
	count := len(s.Report.Calls)
	if count > 1 && len(fine) > 0 && len(failed) > 0 && s.asksWhichIsFine() {
		r := say("fine", rules.Fields{"fine": itoa(count - len(failed)), "all": itoa(count)}).overall()
		r.texts = map[string][]words.Text{"list": fine}
		return r
	}
	r := say("some", rules.Fields{"failed": itoa(len(failed)), "all": itoa(count)}).overall()
	r.texts = map[string][]words.Text{"list": lines}
	if count == 1 {
		r.key = "one"
		if len(failed) == 0 {
			r.key = "one-fine"
		}
		return r
	}
	switch len(failed) {
	case 0:
		r.key = "none"
	case count:
		r.key = "all"
	case 1:
		r.dialog = failed[0]
	}
	return r
}

// asksWhichIsFine tells a question for the calls that went well.
func (s *scene) asksWhichIsFine() bool {
	return s.q.has("okay", "success") && !s.q.has("fail", "problem", "~not")
}

// causeIn is the leg of a call in which its cause lies: the dialog itself where it has
// no other.
func causeIn(call *rules.Judgement, d *parser.Dialog) *parser.Dialog {
	if call == nil || len(call.Legs) == 0 {
		return d
	}
	if faults := call.Faults(); len(faults) > 0 && faults[0].Dialog != nil {
		return faults[0].Dialog
	}
	return call.Dialog
}
