package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// setupTime answers how long it took to ring and to be answered.
func setupTime(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call && len(d.Invites) > 0 })
	if d == nil {
		return nil
	}
	begin := d.Invites[0].First()
	f := rules.Fields{"n": rules.Number(begin), "ring": "", "setup": "", "refused": ""}
	if !begin.Clock {
		return cannot("untimed", f).of(d, begin)
	}
	if gap, ok := parser.Between(begin, d.Ringing); ok {
		f["ring"] = rules.Seconds(gap) + " until it rang (" + rules.Number(d.Ringing) + ", the post-dial delay)"
	}
	if d.Setup > 0 {
		f["setup"] = rules.Seconds(d.Setup) + " until it was answered (" + rules.Number(d.Answer) + ")"
	}
	if gap, ok := parser.Between(begin, d.Refusal()); ok {
		f["refused"] = rules.Seconds(gap) + " until it was refused (" + rules.Number(d.Refusal()) + ")"
	}
	if f["ring"] == "" && f["setup"] == "" && f["refused"] == "" {
		return cannot("open", f).of(d, begin)
	}
	return say("times", f).of(d, begin)
}
