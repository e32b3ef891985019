package messaging

import "github.com/sipwhy/sipwhy/knowledge/rules"

// publishRejected finds presence that the server does not take. A 412 that a new
// PUBLISH follows is normal.
func publishRejected(c *rules.Case) *rules.Hit {
	t := lastWord(c.Dialog, "PUBLISH")
	if t == nil || t.Code()/100 != 4 || t.Code() == 489 || t.Code() == 423 {
		return nil
	}
	return refusedHit(c.Dialog, t)
}
