package answers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// isItCredit weighs an empty account against what the trace shows.
func isItCredit(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := s.matter()
	answer := decisiveAnswer(d)
	r := say("", rules.Fields{}).of(d, answer, m.findings()...)
	r.texts = titles(m)
	if answer != nil {
		r.fields["n"], r.fields["code"], r.fields["method"] = rules.Number(answer), strconv.Itoa(answer.Code), answer.Method
		r.fields["phrase"] = rules.Shown(answer.Phrase)
	}
	switch {
	case d.Kind == parser.Registration && d.Outcome != parser.Registered:
		r.key = "register"
	case s.weighed(r, m, []string{"account-no-credit", "call-cut-no-credit"}):
	case d.Answer != nil:
		r.key = "answered"
	case answer == nil:
		r.key = "no-answer"
	case answer.Code == 402:
		r.key = "payment"
	case d.Ringing != nil && d.Outcome != parser.Answered:
		r.key = "rang"
	case m != nil && m.finding != nil && m.certainty == rules.Certain && proves(m, answer):
		r.key = "other-cause"
	case answer.Code == 403 || answer.Code == 603 || answer.Code == 503 || answer.Code == 480 || answer.Code == 500:
		r.key = "may-be"
		r.unknown = reasonClause(answer) == nothing
	case d.Outcome == parser.Registered:
		r.key = "registered"
	case d.Outcome == parser.Cancelled:
		r.key = "cancelled"
	default:
		r.key = "other-code"
	}
	return r
}
