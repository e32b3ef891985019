package answers

import (
	"math"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// dropTimer answers why a call drops after a time: which timer runs that long.
func dropTimer(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Answer != nil && d.Bye != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		m := s.matter()
		r := say("not-up", nil).of(s.dialog, m.message(), m.findings()...)
		r.texts = titles(m)
		return r
	}
	m := s.matterOf(d)
	f := rules.Fields{"n": rules.Number(d.Bye), "ender": sideName(d.SideOf(d.Bye)), "time": "", "answer": rules.Number(d.Answer), "reason": reasonClause(d.Bye), "times": words.Times(len(d.Answer.Tx.Resent(d.Answer)))}
	if d.Duration > 0 {
		f["time"] = rules.Seconds(d.Duration)
	}
	r := say("", f).of(d, d.Bye, m.findings()...)
	r.texts = titles(m)
	r.texts["fix"] = nil
	if m != nil {
		r.texts["fix"] = first(m.fix)
	}
	interval := sessionInterval(d)
	switch {
	case d.ACK == nil && len(d.Answer.Tx.Resent(d.Answer)) > 2:
		r.key = "ack"
	case near(d.Duration, interval) || near(d.Duration, interval*2/3) || near(d.Duration, interval/2):
		r.key = "session"
		f["interval"] = itoa(int(interval.Seconds()))
	case near(d.Duration, 30*time.Second) || near(d.Duration, 60*time.Second):
		r.key, r.unknown = "media", true
	default:
		r.key = "normal"
		if d.Duration == 0 {
			r.key = "normal-untimed"
		}
	}
	if r.key == "normal" && m != nil {
		r.texts["title"] = []words.Text{m.title}
	}
	return r
}

// near tells two times within a second and a half of each other.
func near(a, b time.Duration) bool {
	return a > 0 && b > 0 && math.Abs((a-b).Seconds()) <= 1.5
}

// sessionInterval is the agreed Session-Expires of a call, 0 without one (RFC
// 4028).
func sessionInterval(d *parser.Dialog) time.Duration {
	if d.Answer == nil {
		return 0
	}
	seconds, _ := cutDigits(d.Answer.Header("Session-Expires") + " ")
	return time.Duration(atoi(seconds)) * time.Second
}
