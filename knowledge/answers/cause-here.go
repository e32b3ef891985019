package answers

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// causeHere answers what a Q.850 cause or a Reason header means in this trace.
func causeHere(s *scene) *reply {
	m, reason, ok := s.reasonMeant()
	if !ok {
		if len(s.q.causes) > 0 {
			return nil
		}
		return say("none", nil).of(s.dialog, nil)
	}
	f := rules.Fields{
		"n": rules.Number(m), "message": name(m), "cause": strconv.Itoa(reason.Cause), "said": strings.TrimSpace(reason.Header.Value), "protocol": reason.Protocol,
		"meaning": s.meaning("q850", strconv.Itoa(reason.Cause)),
	}
	r := say("other", f).of(m.Dialog, m)
	if reason.Speaks("Q.850") {
		if _, ok := s.catalogue.byID["cause-here"].words.Says["c"+f["cause"]]; ok {
			r.key = "c" + f["cause"]
		}
	}
	return r
}

// reasonMeant is the Reason that the question speaks of: with the cause that it
// names, else the first of the dialog at hand.
func (s *scene) reasonMeant() (*parser.Message, parser.Reason, bool) {
	lists := [][]*parser.Message{s.trace.Messages}
	if s.dialog != nil {
		lists = [][]*parser.Message{s.dialog.Messages, s.trace.Messages}
	}
	for _, list := range lists {
		for _, m := range list {
			for _, r := range m.Reasons() {
				if len(s.q.causes) == 0 || containsInt(s.q.causes, r.Cause) {
					return m, r, true
				}
			}
		}
	}
	return nil, parser.Reason{}, false
}

func containsInt(list []int, n int) bool {
	for _, have := range list {
		if have == n {
			return true
		}
	}
	return false
}
