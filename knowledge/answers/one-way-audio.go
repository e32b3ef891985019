package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// oneWayAudio answers who hears nothing and why, as far as the SDP tells: where
// audio is asked for, not where it flows.
func oneWayAudio(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Answer != nil || d.Agreed() != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		if s.dialog.Kind != parser.Call {
			return say("no-call", nil).of(s.dialog, nil)
		}
		r := say("never-up", nil).of(s.dialog, nil)
		r.texts = titles(s.matter())
		return r
	}
	f := rules.Fields{}
	if side, m := privateSide(d); m != nil {
		addr, _ := d.MediaAddress(side)
		far, _ := d.MediaAddress(side.Other())
		f["side"], f["n"], f["addr"], f["other"], f["far"] = sideLabel(d, side), rules.Number(m), parser.HostOf(addr), sideName(side.Other()), far
		return say("private", f).of(d, m)
	}
	x := d.Agreed()
	if x == nil || x.Answer == nil {
		return cannot("no-sdp", f).of(d, d.Answer)
	}
	f["m"], f["n"] = rules.Number(x.Offer), rules.Number(x.Answer)
	if _, ok := x.Codec(); !ok {
		return say("no-codec", f).of(d, x.Answer)
	}
	if direction := x.Answer.SDP().Audio().Direction; direction != "sendrecv" && direction != "" {
		f["direction"] = direction
		return say("direction", f).of(d, x.Answer)
	}
	f["caller"], _ = d.MediaAddress(parser.Caller)
	f["callee"], _ = d.MediaAddress(parser.Callee)
	return cannot("sdp-fine", f).of(d, x.Answer)
}
