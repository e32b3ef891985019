package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/dialect"
)

// directionAsked answers whether a call comes in or goes out: by the log's own word,
// else seen from the side on which a telephone system or phone is.
func directionAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
	if d == nil || d.Request() == nil {
		return nil
	}
	m := d.Request()
	f := rules.Fields{"n": rules.Number(m), "from": rules.Shown(d.From), "to": rules.Shown(d.To), "caller": sideLabel(d, parser.Caller), "callee": sideLabel(d, parser.Callee)}
	was := s.dialog
	s.dialog = d
	own := s.ownSide()
	s.dialog = was
	switch {
	case m.Direction == dialect.In:
		return say("in-log", f).of(d, m)
	case m.Direction == dialect.Out:
		return say("out-log", f).of(d, m)
	case own == parser.Caller:
		return say("out", f).of(d, m)
	case own == parser.Callee:
		return say("in", f).of(d, m)
	}
	return say("between", f).of(d, m)
}
