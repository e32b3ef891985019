package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// personOrTimer answers whether a person or a timer ended it. Signalling only
// knows if a Reason header says so.
func personOrTimer(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
	if d == nil {
		return nil
	}
	m, method := d.Bye, "BYE"
	if d.Outcome == parser.Cancelled && d.Cancel != nil {
		m, method = d.Cancel, "CANCEL"
	}
	if m == nil {
		if d.Refusal() != nil {
			return nil // it was refused, not ended
		}
		return cannot("not-shown", nil).of(d, nil)
	}
	f := rules.Fields{"n": rules.Number(m), "method": method, "ender": sideName(d.SideOf(m)), "rang": ringClause(d), "reason": reasonClause(m), "answer": nothing}
	for _, reason := range m.Reasons() {
		if text := strings.ToLower(reason.Text); strings.Contains(text, "time") || reason.Cause == 102 || reason.Cause == 408 {
			return say("timer", f).of(d, m)
		}
	}
	if method == "BYE" {
		return cannot("bye", f).of(d, m)
	}
	return cannot("cancel", f).of(d, m)
}
