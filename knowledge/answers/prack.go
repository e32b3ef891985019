package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// prackAsked answers whether provisional answers were confirmed (RFC 3262).
func prackAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Traits&parser.HasReliable != 0 })
	if d == nil {
		d = s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
		if d == nil {
			return nil
		}
		return say("none", nil).of(d, nil)
	}
	if m := unconfirmed(d); m != nil {
		f := rules.Fields{"n": rules.Number(m), "code": itoa(m.Code), "count": words.Times(len(m.Tx.Resent(m)))}
		return say("missing", f).of(d, m)
	}
	for _, t := range d.Invites {
		for _, r := range t.Responses {
			if r.Reliable() {
				p := prackOf(d, r)
				f := rules.Fields{"n": rules.Number(r), "code": itoa(r.Code), "prack": rules.Number(p)}
				return say("confirmed", f).of(d, p)
			}
		}
	}
	if m := d.Request(); m != nil && (m.Lists("Supported", "100rel") || m.Lists("Require", "100rel")) {
		return say("offered", rules.Fields{"n": rules.Number(m)}).of(d, m)
	}
	return say("none", nil).of(d, nil)
}
