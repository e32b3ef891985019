package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// personReason answers why a person did not take a call: what signalling shows
// ends at the ringing.
func personReason(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call && d.Answer == nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		if s.dialog.Answer != nil {
			return say("answered", rules.Fields{"n": rules.Number(s.dialog.Answer)}).of(s.dialog, s.dialog.Answer)
		}
		return cannot("rang", rules.Fields{"n": nothing, "rang": ringClause(s.dialog), "end": nothing}).of(s.dialog, nil)
	}
	f := rules.Fields{"rang": ringClause(d), "n": nothing, "end": nothing}
	if d.Ringing != nil {
		f["n"] = " (" + rules.Number(d.Ringing) + ")"
	}
	if m := d.Refusal(); m != nil {
		f["end"] = ", then came " + rules.Number(m) + " " + itoa(m.Code) + " " + m.Phrase + reasonClause(m)
	}
	m := s.matterOf(d)
	if d.Ringing == nil {
		r := say("never-rang", f).of(d, m.message(), m.findings()...)
		r.texts = titles(m)
		// Busy is a state of a person's phone, and why it is so nobody can read.
		r.unknown = busy(s, d) != nil
		if r.unknown {
			r.key = "busy"
			f["n"] = rules.Number(d.Refusal())
		}
		return r
	}
	return cannot("rang", f).of(d, d.Ringing)
}
