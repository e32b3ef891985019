package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// holdAsked answers whether and by whom a call was put on hold: an offer inside
// the call that does not want to receive (RFC 3264 8.4).
func holdAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return len(holds(d)) > 0 })
	if d == nil {
		d = s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
		if d == nil {
			return nil
		}
		return say("none", nil).of(d, nil)
	}
	x := holds(d)[0]
	f := rules.Fields{"n": rules.Number(x.Offer), "who": sideLabel(d, x.Side), "direction": x.Offer.SDP().Audio().Direction, "time": "", "resumed": ""}
	for _, later := range d.Exchanges() {
		if later.Offer.N <= x.Offer.N || later.Side != x.Side || onHold(later.Offer) || later.Offer.SDP().Audio() == nil {
			continue
		}
		f["resumed"] = rules.Number(later.Offer)
		if gap, ok := parser.Between(x.Offer, later.Offer); ok {
			f["time"] = rules.Seconds(gap)
		}
		break
	}
	switch {
	case f["resumed"] == "":
		return say("held", f).of(d, x.Offer)
	case f["time"] == "":
		return say("resumed-untimed", f).of(d, x.Offer)
	}
	return say("resumed", f).of(d, x.Offer)
}

// holds are the offers inside a call that put it on hold.
func holds(d *parser.Dialog) []*parser.Exchange {
	var all []*parser.Exchange
	for _, x := range d.Exchanges() {
		if !x.Initial && x.Offer != nil && onHold(x.Offer) {
			all = append(all, x)
		}
	}
	return all
}

func onHold(m *parser.Message) bool {
	sdp := m.SDP()
	if sdp == nil || sdp.Audio() == nil {
		return false
	}
	audio := sdp.Audio()
	return audio.Direction == "sendonly" || audio.Direction == "inactive" || parser.ClassOf(audio.Addr) == parser.HostUnspecified
}
