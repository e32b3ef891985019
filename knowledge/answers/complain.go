package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// complain answers where to object to a block.
func complain(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Refusal() != nil && redressURL(d.Refusal()) != "" })
	if d != nil {
		m := d.Refusal()
		return say("url", rules.Fields{"n": rules.Number(m), "url": redressURL(m), "from": rules.Shown(d.From)}).of(d, m)
	}
	if s.dialog == nil {
		return nil
	}
	m := s.dialog.Refusal()
	if m == nil {
		return say("nothing", nil).of(s.dialog, nil)
	}
	return say("sender", rules.Fields{"n": rules.Number(m), "who": whoSent(s.dialog, m), "callid": s.dialog.CallID}).of(s.dialog, m)
}
