package messaging

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// subscriptionLost finds a NOTIFY that was refused with 481: the subscriber no longer
// knows the subscription. The last NOTIFY of one that is over proves nothing.
func subscriptionLost(c *rules.Case) *rules.Hit {
	t := lastWord(c.Dialog, "NOTIFY")
	if t == nil || t.Code() != 481 || t.Request != nil && strings.HasPrefix(strings.ToLower(t.Request.Header("Subscription-State")), "terminated") {
		return nil
	}
	h := refusedHit(c.Dialog, t)
	if t.Request == nil || !t.Request.Has("Subscription-State") {
		h.Certainty = rules.Possible // the NOTIFY may have been the last of one that is over
	}
	if unsolicited(t) {
		h.Variant = "unsolicited"
	}
	return h
}
