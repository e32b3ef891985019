package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// videoAsked answers whether video was offered and taken.
func videoAsked(s *scene) *reply {
	offered := func(d *parser.Dialog) *parser.Message {
		for _, m := range withSDP(d) {
			if v := m.SDP().FirstMedia("video"); v != nil && m.IsRequest() {
				return m
			}
		}
		return nil
	}
	d := s.about(func(d *parser.Dialog) bool { return offered(d) != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("none", nil).of(s.dialog, nil)
	}
	m := offered(d)
	f := rules.Fields{"n": rules.Number(m)}
	x := d.Agreed()
	if x == nil || x.Answer == nil {
		return say("offered", f).of(d, m)
	}
	f["m"] = rules.Number(x.Answer)
	if v := x.Answer.SDP().FirstMedia("video"); v != nil && v.Port > 0 {
		return say("agreed", f).of(d, x.Answer)
	}
	return say("refused", f).of(d, x.Answer)
}
