package rules

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// SubscribedAnew tells whether the same user then subscribed to the same event, and was
// let in: after a 481 a telephone begins a new subscription (RFC 6665 4.1.2.3).
func SubscribedAnew(refused *parser.Transaction) bool {
	if refused == nil || refused.Request == nil || refused.Method != "SUBSCRIBE" {
		return false
	}
	d := refused.Request.Dialog
	event := eventOf(refused.Request)
	for _, other := range d.OfSameUser() {
		if other == d || other.Kind != parser.Subscription || other.To != d.To {
			continue
		}
		for _, t := range other.Roots("SUBSCRIBE") {
			if t.OK() && t.Request != nil && parser.Earlier(refused.Request, t.Request) && eventOf(t.Request) == event {
				return true
			}
		}
	}
	return false
}

// eventOf is the event package of a SUBSCRIBE.
func eventOf(m *parser.Message) string {
	event, _, _ := strings.Cut(m.Header("Event"), ";")
	return strings.ToLower(strings.TrimSpace(event))
}
