package answers

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// talkTime answers how long the call lasted.
func talkTime(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Answer != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("never", nil).of(s.dialog, nil)
	}
	f := rules.Fields{"n": rules.Number(d.Answer)}
	switch {
	case d.Bye == nil:
		f["last"] = ""
		if gap, ok := parser.Between(d.Answer, d.Last()); ok {
			f["last"] = rules.Seconds(gap)
		}
		if f["last"] == "" {
			return cannot("open-untimed", f).of(d, d.Answer)
		}
		return cannot("open", f).of(d, d.Answer)
	case d.Duration == 0:
		f["bye"] = rules.Number(d.Bye)
		return cannot("untimed", f).of(d, d.Bye)
	}
	f["bye"], f["time"], f["ender"] = rules.Number(d.Bye), rules.Seconds(d.Duration), enderName(d)
	return say("lasted", f).of(d, d.Bye)
}

// trimZero writes seconds with at most one decimal.
func trimZero(seconds float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(seconds, 'f', 1, 64), ".0")
}
