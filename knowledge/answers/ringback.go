package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ringback answers whether the caller heard it ring: what the signalling asks
// for, not what was heard.
func ringback(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call && d.Ringing != nil })
	if d == nil {
		d = s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
		if d == nil {
			return nil
		}
		return say("none", nil).of(d, nil)
	}
	m := d.Ringing
	f := rules.Fields{"n": rules.Number(m), "line": m.StartLine[min(len(m.StartLine), len("SIP/2.0 ")):]}
	if early := earlyMedia(d); early != nil {
		f["n"], f["line"] = rules.Number(early), early.StartLine[min(len(early.StartLine), len("SIP/2.0 ")):]
		return say("early", f).of(d, early)
	}
	if m.Code == 180 {
		return say("local", f).of(d, m)
	}
	return say("progress-only", f).of(d, m)
}

// earlyMedia is a provisional response with an SDP, nil without one.
func earlyMedia(d *parser.Dialog) *parser.Message {
	for _, t := range d.Invites {
		for _, r := range t.Responses {
			if r.IsProvisional() && r.SDP() != nil {
				return r
			}
		}
	}
	return nil
}
