package messaging

import "github.com/sipwhy/sipwhy/knowledge/rules"

// messageRejected finds a text message that was refused.
func messageRejected(c *rules.Case) *rules.Hit {
	t := lastWord(c.Dialog, "MESSAGE")
	if t == nil || t.Code() == 513 {
		return nil
	}
	h := refusedHit(c.Dialog, t)
	switch t.Code() {
	case 404, 480, 410, 604:
		h.Variant = "unknown"
	case 405, 415, 501, 488:
		h.Variant = "unsupported"
	}
	return h
}
