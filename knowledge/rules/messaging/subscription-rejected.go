package messaging

import "github.com/sipwhy/sipwhy/knowledge/rules"

// subscriptionRejected finds a subscription that was refused: a lamp, presence or
// voicemail indicator that stays dark.
func subscriptionRejected(c *rules.Case) *rules.Hit {
	t := lastWord(c.Dialog, "SUBSCRIBE")
	if t == nil || rules.SubscribedAnew(t) {
		return nil
	}
	switch t.Code() {
	case 403, 404, 405, 480, 481, 501, 603:
		h := refusedHit(c.Dialog, t)
		if t.Code() == 403 {
			h.Variant = "forbidden"
		}
		return h
	}
	return nil
}
