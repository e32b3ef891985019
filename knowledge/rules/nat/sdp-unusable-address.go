package nat

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sdpUnusableAddress finds a side that asks for its audio at an address that reaches
// nobody: the loopback, or none at all when the call is set up. None at all is a hold
// of the old kind inside a call, and normal where ICE names the addresses.
func sdpUnusableAddress(c *rules.Case) *rules.Hit {
	d := c.Dialog
	x := d.Agreed()
	if x == nil || x.Offer == nil || x.Answer == nil || d.Answer == nil {
		return nil
	}
	for _, m := range []*parser.Message{x.Offer, x.Answer} {
		audio := askedFor(m)
		if audio == nil || audio.Has("candidate") || iceHelps(m, x.Offer) || parser.ClassOf(m.SourceHost()) == parser.HostLoopback {
			continue
		}
		class := parser.ClassOf(audio.Addr)
		if class != parser.HostLoopback && class != parser.HostUnspecified {
			continue
		}
		if _, ice := m.SDP().Attr(audio, "ice-ufrag"); ice {
			continue
		}
		side := d.SideOf(m)
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{connection(m, audio.Addr), rules.SDPLine(m, "m=audio")},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "side": sideName(side), "other": sideName(side.Other()), "address": audio.Addr, "message": rules.Number(m),
			},
		}
		if class == parser.HostUnspecified {
			h.Certainty, h.Variant = rules.Likely, "none"
		}
		return h
	}
	return nil
}
