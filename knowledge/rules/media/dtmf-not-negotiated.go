package media

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// dtmfNotNegotiated finds an answered call in which key presses have no agreed way:
// telephone-event was offered and is not in the answer. That alone is a hint, since
// tones may go in the sound; a key press by INFO that was refused makes it likely. An
// INFO that was taken is a way.
func dtmfNotNegotiated(c *rules.Case) *rules.Hit {
	d := c.Dialog
	x, offer, answer := initial(d)
	if x == nil || offer.Port == 0 || answer.Port == 0 || x.Answer.IsProvisional() || unnamed(answer) {
		return nil
	}
	_, offered := event(offer)
	_, answered := event(answer)
	refused := refusedPress(d)
	if answered || !offered && refused == nil || refused == nil && len(keyPresses(d)) > 0 {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Possible,
		Evidence:  []rules.Evidence{line(x.Offer, offer), line(x.Answer, answer)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "side": sideName(lacking(x, offered)), "codecs": names(answer),
			"offer": rules.Number(x.Offer), "answer": rules.Number(x.Answer),
		},
	}
	if refused != nil {
		h.Certainty, h.Variant = rules.Likely, "info"
		h.Evidence = append(h.Evidence, rules.Start(refused.Final))
		h.Fields["info"] = rules.Number(refused.Request)
	}
	return h
}

// lacking is the side without telephone-event.
func lacking(x *parser.Exchange, offered bool) parser.Side {
	if offered {
		return x.Side.Other()
	}
	return x.Side
}
