package media

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// iceMissing finds a call of a browser whose other side offers no way for ICE: no
// credentials, or no candidate and no promise of any to follow (RFC 8839).
func iceMissing(c *rules.Case) *rules.Hit {
	x, offer, answer := initial(c.Dialog)
	if x == nil || !dtls(offer) || !dtls(answer) || offer.Port == 0 || answer.Port == 0 || !x.Offer.Whole() || !x.Answer.Whole() {
		return nil
	}
	for _, m := range []*parser.Message{x.Answer, x.Offer} {
		audio, variant := m.SDP().Audio(), ""
		_, named := m.SDP().Attr(audio, "ice-ufrag")
		switch {
		case !named:
			variant = "credentials"
		case audio.Has("candidate"), trickles(m.SDP(), audio):
			continue
		}
		return &rules.Hit{
			Certainty: rules.Likely,
			Variant:   variant,
			Evidence:  []rules.Evidence{line(m, audio)},
			Fields: rules.Fields{
				"to": rules.Shown(c.Dialog.To), "side": sideName(c.Dialog.SideOf(m)), "message": rules.Number(m), "product": rules.Shown(m.Product()),
			},
		}
	}
	return nil
}

// trickles tells a description whose candidates follow later (RFC 8840).
func trickles(s *parser.SDP, m *parser.Media) bool {
	a, ok := s.Attr(m, "ice-options")
	return ok && strings.Contains(strings.ToLower(a.Value), "trickle")
}
