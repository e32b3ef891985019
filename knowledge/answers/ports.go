package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ports answers which ports signalling and audio use.
func ports(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	caller, _ := d.Host(parser.Caller)
	callee, _ := d.Host(parser.Callee)
	f := rules.Fields{"caller": rules.Shown(caller), "callee": rules.Shown(callee), "transport": rules.Shown(transportOf(d)), "media": ""}
	a, offer := d.MediaAddress(parser.Caller)
	b, answer := d.MediaAddress(parser.Callee)
	switch {
	case offer != nil && answer != nil:
		f["media"] = "Audio (RTP): the calling side asks for it at " + a + " (" + rules.Number(offer) + "), the called side at " + b + " (" + rules.Number(answer) + ")."
	case len(withSDP(d)) > 0:
		m := withSDP(d)[0]
		if audio := m.SDP().Audio(); audio != nil {
			f["media"] = "Audio (RTP): offered at " + parser.JoinHostPort(audio.Addr, audio.Port) + " (" + rules.Number(m) + "), not answered."
		}
	}
	return say("ports", f).of(d, d.First())
}
