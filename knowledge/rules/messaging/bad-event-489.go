package messaging

import "github.com/sipwhy/sipwhy/knowledge/rules"

// badEvent489 finds a 489: the other side does not know the event package.
func badEvent489(c *rules.Case) *rules.Hit {
	for _, method := range []string{"SUBSCRIBE", "NOTIFY", "PUBLISH"} {
		if t := lastWord(c.Dialog, method); t != nil && t.Code() == 489 {
			h := refusedHit(c.Dialog, t)
			h.Fields["method"] = method
			if t.Request == nil || !t.Request.Has("Event") {
				h.Fields["event"] = "package"
			}
			if unsolicited(t) {
				h.Variant = "unsolicited"
			}
			return h
		}
	}
	return nil
}
