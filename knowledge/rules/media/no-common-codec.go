package media

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// noCommonCodec finds an answer whose codecs were not offered, compared by name:
// dynamic numbers may differ (RFC 3264 6.1).
func noCommonCodec(c *rules.Case) *rules.Hit {
	x, offer, answer := initial(c.Dialog)
	if x == nil || offer.Port == 0 || answer.Port == 0 || share(offer, answer) {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{line(x.Offer, offer), line(x.Answer, answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "offered": names(offer), "answered": names(answer), "side": sideName(x.Side.Other()),
			"offer": rules.Number(x.Offer), "answer": rules.Number(x.Answer),
		},
	}
}
