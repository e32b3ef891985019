package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// earlyMediaAsked answers whether there was sound before the answer.
func earlyMediaAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return earlyMedia(d) != nil })
	if d == nil {
		d = s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
		if d == nil {
			return nil
		}
		return say("no", nil).of(d, nil)
	}
	m := earlyMedia(d)
	f := rules.Fields{"n": rules.Number(m), "code": itoa(m.Code), "codecs": codecList(m), "addr": "", "reliable": nothing}
	if audio := m.SDP().Audio(); audio != nil {
		f["addr"] = parser.JoinHostPort(audio.Addr, audio.Port)
	}
	if m.Reliable() {
		f["reliable"] = ", confirmed with PRACK"
		if prackOf(d, m) == nil {
			f["reliable"] = ", which asks for a PRACK that is not in the trace"
		}
	}
	key := "yes"
	if f["addr"] == "" {
		key = "yes-no-audio"
	}
	return say(key, f).of(d, m)
}
