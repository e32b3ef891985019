package media

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// dtmfPayloadMismatch notes that the two sides number telephone-event differently,
// which RFC 3264 allows and some devices do not handle.
func dtmfPayloadMismatch(c *rules.Case) *rules.Hit {
	x, offer, answer := initial(c.Dialog)
	if x == nil || x.Answer.IsProvisional() {
		return nil
	}
	ours, a := event(offer)
	theirs, b := event(answer)
	if !a || !b || ours.PT == theirs.PT {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Possible,
		Evidence:  []rules.Evidence{line(x.Offer, offer), line(x.Answer, answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "ours": strconv.Itoa(ours.PT), "theirs": strconv.Itoa(theirs.PT),
			"offer": rules.Number(x.Offer), "answer": rules.Number(x.Answer),
		},
	}
}
