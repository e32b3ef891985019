package timers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// responsePathBlocked finds a request that was repeated although the server
// answered it each time, as a capture at the server shows. A challenge that was
// sent back to where the request came from is the client's own matter.
func responsePathBlocked(c *rules.Case) *rules.Hit {
	t := answeredInVain(c.Dialog, 2)
	if t == nil {
		return nil
	}
	answer := t.Responses[len(t.Responses)-1]
	if answer.IsChallenge() && answer.Dst == t.Request.Src {
		return nil
	}
	again, answers := repeatedAfterAnswer(c.Dialog, t)
	last := t.Requests[len(t.Requests)-1]
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(t.Request), rules.Start(answer), rules.Start(last)},
		Fields: rules.Fields{
			"method": t.Method, "answers": strconv.Itoa(answers), "again": strconv.Itoa(again), "code": strconv.Itoa(answer.Code),
			"source": rules.Shown(t.Request.Src), "goal": rules.Shown(answer.Dst), "to": rules.Shown(c.Dialog.To),
		},
	}
	if t.Request.Src == "" || answer.Dst == "" {
		h.Variant = "unaddressed"
	}
	return h
}
