package capacity

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// serviceUnavailable finds a 503 or 502 as the last word to the caller: no other
// gateway took the call, and nothing in the answer says more.
func serviceUnavailable(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE", "REGISTER", "MESSAGE", "SUBSCRIBE")
	if r == nil || r.Answer.Code != 503 && r.Answer.Code != 502 || c.Worded(r.Answer) || r.Answer.Tx.TimedOutHere() {
		return nil
	}
	switch cause := r.Answer.Q850(); cause {
	case 0, 16, 31, 38, 41, 63, 127:
	default:
		return nil
	}
	if c.Detour(r.Answer.Tx) != nil || worksLater(c, r) {
		return nil
	}
	h := limitHit(c, r)
	h.Certainty, h.Excludes = rules.Certain, nil
	if r.Request == nil {
		h.Certainty = rules.Likely // another gateway may have taken the call
	}
	h.Fields["method"], h.Fields["by"] = r.Answer.Method, whoRefused(r.Answer)
	if after, _, _ := strings.Cut(r.Answer.Header("Retry-After"), ";"); strings.TrimSpace(after) != "" {
		h.Variant = "retry"
		h.Fields["retry"] = strings.TrimSpace(after)
		h.Evidence = append(h.Evidence, rules.Header(r.Answer, "Retry-After"))
	} else if r.OwnPBX() {
		h.Variant = "pbx"
	} else if cause := r.Answer.Q850(); cause == 38 || cause == 41 {
		h.Variant = "cause"
		h.Fields["cause"] = strconv.Itoa(cause)
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
	}
	return h
}

// worksLater tells whether the same request of the same sender got through after
// all.
func worksLater(c *rules.Case, r *rules.Refused) bool {
	for _, d := range c.Dialog.Around() {
		if d == c.Dialog || d.Kind != c.Dialog.Kind || d.Outcome != parser.Answered && d.Outcome != parser.Registered {
			continue
		}
		if parser.Earlier(r.Answer, d.First()) && c.Plan.Same(d.From, c.Dialog.From) && c.Plan.Same(d.Dialled, c.Dialog.Dialled) {
			return true
		}
	}
	return false
}

func whoRefused(m *parser.Message) string {
	switch {
	case m.Product() != "":
		return m.Product()
	case m.Src != "":
		return m.SourceHost()
	}
	return "the other side"
}
