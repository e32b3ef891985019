package routing

import (
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// unasked is how soon no telephone can have been asked.
const unasked = 100 * time.Millisecond

// refusalCodeMisleading finds a server's own policy under a user's code: busy,
// declined or unavailable within milliseconds, in words that no telephone uses and
// that are no known reason either.
func refusalCodeMisleading(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Rang || !r.Timed || r.After >= unasked || r.Answer.Q850() != 0 || c.Worded(r.Answer) {
		return nil
	}
	switch r.Answer.Code {
	case 480, 486, 600, 603:
	default:
		return nil
	}
	if usual[strings.ToLower(strings.TrimRight(r.Answer.Phrase, ".! "))] {
		return nil
	}
	h := refusal(c, r)
	h.Fields["phrase"], h.Fields["after"] = r.Answer.Phrase, rules.Seconds(r.After)
	h.Excludes = []string{"callee-busy", "callee-declined"}
	return h
}

// usual are the phrases of RFC 3261 for users' refusals, the short forms that
// telephones send, and what stacks write that have no better word.
var usual = map[string]bool{
	"": true, "busy": true, "busy here": true, "user busy": true, "busy everywhere": true, "decline": true, "declined": true,
	"temporarily unavailable": true, "temporarily not available": true, "temporary unavailable": true, "unavailable": true,
	"not available": true, "rejected": true, "reject": true, "call rejected": true, "call declined": true, "forbidden": true, "request terminated": true,
}
