package timers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// registeredFrom is the accepted REGISTER of the called account that came from where
// the request went: then it was sent to a telephone, over the way that its
// registration opened. moved is a later one of the same host from another port: its
// router has closed that way and opened another.
func registeredFrom(c *rules.Case, m *parser.Message) (from, moved *parser.Message) {
	if m.Dst == "" {
		return nil, nil
	}
	for _, user := range []string{c.Dialog.Dialled, c.Dialog.To} {
		for _, d := range c.Dialog.AroundOf(user) {
			for _, t := range d.Roots("REGISTER") {
				switch {
				case t.Request == nil || !t.OK() || parser.Unregisters(t.Request):
				case t.Request.Src == m.Dst:
					from = t.Request
				case t.Request.SourceHost() == m.TargetHost() && t.Request.N > m.N:
					moved = t.Request
				}
			}
		}
		if from != nil {
			return from, moved
		}
	}
	return nil, nil
}

// toPhone adds to the hit of an unanswered request that it went to a telephone.
func toPhone(c *rules.Case, h *rules.Hit, m *parser.Message) {
	from, moved := registeredFrom(c, m)
	if from == nil {
		return
	}
	h.Variant, h.Excludes = "phone", nil
	h.Fields["registered"] = rules.Number(from)
	h.Evidence = append(h.Evidence, rules.Start(from))
	if moved != nil {
		h.Variant = "phone-moved"
		h.Fields["now"], h.Fields["moved"] = moved.Src, rules.Number(moved)
		h.Evidence = append(h.Evidence, rules.Start(moved))
	}
}
