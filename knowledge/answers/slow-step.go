package answers

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// slowStep answers where the time went: the longest gaps before the call was up
// or refused. Talking is no delay, and ringing is named as what it is.
func slowStep(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	if !d.Timed() {
		return cannot("untimed", nil).of(d, nil)
	}
	from, to, gap := longestGap(d)
	if from == nil {
		return say("single", nil).of(d, nil)
	}
	f := rules.Fields{
		"from": rules.Number(from) + " " + name(from), "to": rules.Number(to) + " " + name(to), "gap": rules.Seconds(gap),
	}
	key := "gap"
	switch {
	case gap < time.Second:
		key = "none"
	case from.IsProvisional() && from.Code > 100 && (to.IsFinal() || to.Method == "CANCEL"):
		key = "ringing"
	}
	return say(key, f).of(d, to)
}

// longestGap is the longest pause between two messages of a dialog until it is up
// or refused.
func longestGap(d *parser.Dialog) (from, to *parser.Message, gap time.Duration) {
	var before *parser.Message
	for _, m := range d.Messages {
		if before != nil && m.Time.Sub(before.Time) >= gap {
			from, to, gap = before, m, m.Time.Sub(before.Time)
		}
		if d.Answer != nil && m == d.Answer {
			break
		}
		before = m
	}
	return from, to, gap
}
