package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ringTime answers how long it rang.
func ringTime(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call && d.Ringing != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		if s.dialog.Kind != parser.Call {
			return say("no-call", nil).of(s.dialog, nil)
		}
		return say("never", nil).of(s.dialog, nil)
	}
	f := rules.Fields{"n": rules.Number(d.Ringing), "line": d.Ringing.StartLine, "end": "", "time": ""}
	if d.RingTime > 0 {
		f["time"] = exact(d)
	}
	switch {
	case d.Answer != nil:
		f["end"] = "the answer in " + rules.Number(d.Answer)
	case d.Cancel != nil:
		f["end"] = "the CANCEL in " + rules.Number(d.Cancel)
	case d.Refusal() != nil:
		f["end"] = "the " + itoa(d.Refusal().Code) + " in " + rules.Number(d.Refusal())
	default:
		return cannot("open", f).of(d, d.Ringing)
	}
	if f["time"] == "" {
		return cannot("untimed", f).of(d, d.Ringing)
	}
	return say("rang", f).of(d, d.Ringing)
}

// exact is the ring time with one decimal below a minute: who asks for it wants
// it compared with a timer.
func exact(d *parser.Dialog) string {
	if d.RingTime.Seconds() < 60 {
		return trimZero(d.RingTime.Seconds()) + " s"
	}
	return rules.Seconds(d.RingTime)
}
