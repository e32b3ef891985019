package media

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// longPacket is the packet time in ms above which lost packets are heard.
const longPacket = 60

// common is the packet time in ms up to which any device plays what comes, whatever it
// asked for.
const common = 40

// ptimeMismatch finds sides that ask for different packet times. It is a hint: the
// value is a wish, and most devices send what is asked for.
func ptimeMismatch(c *rules.Case) *rules.Hit {
	x, offer, answer := initial(c.Dialog)
	if x == nil || offer.Port == 0 || answer.Port == 0 || x.Answer.IsProvisional() {
		return nil
	}
	ours, theirs := packetTime(x.Offer, offer), packetTime(x.Answer, answer)
	if ours.ms == 0 || theirs.ms == 0 || ours.ms == theirs.ms && ours.ms <= longPacket {
		return nil
	}
	if sentAsAsked(c.Dialog, x, ours.ms, theirs.ms) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Possible,
		Evidence:  []rules.Evidence{attr(x.Offer, ours.line), attr(x.Answer, theirs.line)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "ours": strconv.Itoa(ours.ms), "theirs": strconv.Itoa(theirs.ms),
		},
	}
	switch {
	case ours.ms == theirs.ms:
		h.Variant = "long"
	case max(ours.ms, theirs.ms) <= common && rules.WentWell(c.Dialog):
		h.Variant = "wish"
	}
	return h
}

// sentAsAsked tells a capture whose RTP comes to each side as often as it asks for.
func sentAsAsked(d *parser.Dialog, x *parser.Exchange, ours, theirs int) bool {
	s, ok := d.Sound()
	if !ok {
		return false
	}
	toOfferer, toAnswerer := s.PaceToCaller, s.PaceToCallee
	if x.Side == parser.Callee {
		toOfferer, toAnswerer = toAnswerer, toOfferer
	}
	return near(toOfferer, ours) && near(toAnswerer, theirs)
}

// near allows for the jitter and the pauses of a short stream.
func near(pace time.Duration, ms int) bool {
	wish := time.Duration(ms) * time.Millisecond
	return pace > wish*8/10 && pace < wish*13/10
}

type ptime struct {
	ms   int
	line parser.Attr
}

func packetTime(m *parser.Message, audio *parser.Media) ptime {
	a, ok := m.SDP().Attr(audio, "ptime")
	if !ok {
		return ptime{}
	}
	ms, _ := strconv.Atoi(a.Value)
	return ptime{ms, a}
}
