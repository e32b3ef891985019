package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// numberFormatAsked answers what is wrong with the number that was dialled.
func numberFormatAsked(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	digits, advice := s.numberFormat(d)
	f := rules.Fields{"to": rules.Shown(d.To), "digits": digits, "advice": advice}
	m := s.matter()
	r := say("", f).of(d, m.message(), m.findings()...)
	r.texts = titles(m)
	found := numberUnknown(s, d)
	switch {
	case m != nil && m.finding != nil && contains(callerIDs, m.finding.ID) && m.certainty == rules.Certain:
		r.key = "caller"
		r.texts["says"], r.texts["fix"] = []words.Text{m.says}, first(m.fix)
	case found != nil:
		r.key = "unknown"
		f["n"], f["code"], f["reason"] = found.fields["n"], found.fields["code"], found.fields["reason"]
	case d.Answer != nil || d.Ringing != nil:
		r.key = "reached"
	case d.Outcome == parser.Rejected:
		r.key = "refused"
	default:
		r.key, r.unknown = "open", true
	}
	return r
}
