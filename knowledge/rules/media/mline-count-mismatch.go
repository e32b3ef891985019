package media

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// mlineCountMismatch finds an answer with another number of streams than the offer
// (RFC 3264 6).
func mlineCountMismatch(c *rules.Case) *rules.Hit {
	for _, x := range c.Dialog.Exchanges() {
		if x.Offer == nil || x.Answer == nil || !x.Offer.Whole() || !x.Answer.Whole() || x.Answer.IsProvisional() {
			continue
		}
		offer, answer := x.Offer.SDP(), x.Answer.SDP()
		if offer == nil || answer == nil || len(offer.Media) == 0 || len(answer.Media) == 0 || len(offer.Media) == len(answer.Media) {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{line(x.Offer, &offer.Media[len(offer.Media)-1]), line(x.Answer, &answer.Media[len(answer.Media)-1])},
			Fields: rules.Fields{
				"to": rules.Shown(c.Dialog.To), "offered": strconv.Itoa(len(offer.Media)), "answered": strconv.Itoa(len(answer.Media)),
				"side": sideName(x.Side.Other()), "offer": rules.Number(x.Offer), "answer": rules.Number(x.Answer),
				"product": rules.Shown(x.Answer.Product()),
			},
		}
	}
	return nil
}
