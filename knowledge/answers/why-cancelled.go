package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// whyCancelled answers who cancelled, and what the CANCEL says of it.
func whyCancelled(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return requestOf(d, "CANCEL") != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		if m := answerWith(s.dialog, 487); m != nil {
			return cannot("unseen", rules.Fields{"n": rules.Number(m)}).of(s.dialog, m)
		}
		if !s.q.typed("cancel") {
			return nil // who gave up, not who cancelled
		}
		return say("none", nil).of(s.dialog, nil)
	}
	m := requestOf(d, "CANCEL")
	if m == nil {
		return nil
	}
	f := rules.Fields{
		"n": rules.Number(m), "who": whoSent(d, m), "side": sideName(d.SideOf(m)), "reason": reasonClause(m), "rang": ringClause(d), "host": rules.Shown(m.TargetHost()), "winner": nothing,
	}
	switch {
	case d.Answer != nil || saysElsewhere(m):
		if d.Answer != nil {
			f["winner"] = ", " + rules.Number(d.Answer) + " took the call"
		}
		if saysElsewhere(m) {
			return say("elsewhere", f).of(d, m)
		}
		return say("fork", f).of(d, m)
	case reasonClause(m) != nothing:
		return say("worded", f).of(d, m)
	}
	return say("plain", f).of(d, m)
}

// saysElsewhere tells a CANCEL because another phone answered (RFC 3326).
func saysElsewhere(m *parser.Message) bool {
	for _, r := range m.Reasons() {
		if r.Is("SIP", 200) || r.Is("Q.850", 26) {
			return true
		}
	}
	return false
}
