package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// packetTime answers how many milliseconds of sound a packet holds (RFC 8866 6).
func packetTime(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return len(withSDP(d)) > 0 })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("no-sdp", nil).of(s.dialog, nil)
	}
	offer := withSDP(d)[0]
	var answer *parser.Message
	if x := d.Agreed(); x != nil {
		offer, answer = x.Offer, x.Answer
	}
	a, b := ptime(offer), ptime(answer)
	f := rules.Fields{"m": rules.Number(offer), "n": rules.Number(answer), "offer": a, "answer": b}
	switch {
	case a == "" && b == "":
		return say("default", f).of(d, offer)
	case answer == nil || b == "":
		return say("offer", f).of(d, offer)
	case a == "":
		return say("answer", f).of(d, answer)
	case a == b:
		return say("same", f).of(d, answer)
	}
	return say("differ", f).of(d, answer)
}

func ptime(m *parser.Message) string {
	if m == nil || m.SDP() == nil || m.SDP().Audio() == nil {
		return ""
	}
	attr, _ := m.SDP().Attr(m.SDP().Audio(), "ptime")
	return attr.Value
}
