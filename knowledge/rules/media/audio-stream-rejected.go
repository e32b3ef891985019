package media

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// audioStreamRejected finds an answer that takes the call and refuses its audio. A
// fax stream beside it, or a refused video, is normal.
func audioStreamRejected(c *rules.Case) *rules.Hit {
	x, offer, answer := initial(c.Dialog)
	if x == nil || offer.Port == 0 || answer.Port != 0 {
		return nil
	}
	for _, m := range x.Answer.SDP().Media {
		if m.Port != 0 && (m.Kind == "image" || m.Kind == "audio") {
			return nil
		}
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{line(x.Offer, offer), line(x.Answer, answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "side": sideName(x.Side.Other()), "offered": names(offer),
			"offer": rules.Number(x.Offer), "answer": rules.Number(x.Answer),
		},
	}
}
