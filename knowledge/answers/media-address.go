package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// mediaAddress answers whether the session descriptions are sound and where each
// side asks for its audio.
func mediaAddress(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return len(withSDP(d)) > 0 })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("none", nil).of(s.dialog, nil)
	}
	a, offer := d.MediaAddress(parser.Caller)
	b, answer := d.MediaAddress(parser.Callee)
	f := rules.Fields{"caller": a, "callee": b, "n": rules.Number(offer), "m": rules.Number(answer), "codec": nothing}
	if c, ok := d.Agreed().Codec(); ok && c.Name != "" {
		f["codec"] = ", and both agree on " + c.Name
	}
	if offer == nil || answer == nil {
		m := withSDP(d)[0]
		f["n"], f["caller"] = rules.Number(m), "none"
		if audio := m.SDP().Audio(); audio != nil {
			f["caller"] = parser.JoinHostPort(audio.Addr, audio.Port)
		}
		return say("offer-only", f).of(d, m)
	}
	if side, m := privateSide(d); m != nil {
		f["side"], f["bad"] = sideLabel(d, side), rules.Number(m)
		return say("private", f).of(d, m)
	}
	if f["codec"] == nothing {
		return say("no-codec", f).of(d, answer)
	}
	return say("fine", f).of(d, answer)
}
