package lifecycle

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// calleeBusy finds a busy signal: 486, 600 or Q.850 cause 17. Words or a cause
// that speak of something else, such as full channels, beat the number.
func calleeBusy(c *rules.Case) *rules.Hit {
	r := refusedCall(c)
	if r == nil {
		return nil
	}
	match, worded, other := means(c, r, network.Busy)
	if other || ownWords(r) && !worded || saysDeclined(r) && r.Answer.Code != 600 {
		return nil
	}
	cause := r.Answer.Q850()
	code := r.Answer.Code == 486 || r.Answer.Code == 600
	if !worded && cause != 17 && !(code && saysNothing(cause)) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields:    rules.Fields{"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer)},
	}
	switch {
	case cause == 17:
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
	case worded && match.Where != "phrase":
		h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
	case instant(r):
		h.Variant = "instant"
		h.Fields["after"] = rules.Seconds(r.After)
		h.Alternatives = []string{"concurrent-call-limit"}
	}
	if r.Rang {
		h.Variant = "rang"
	}
	return h
}

// saysNothing tells a Q.850 cause that adds nothing to the code: none, normal
// clearing, normal and interworking unspecified.
func saysNothing(cause int) bool {
	return cause == 0 || cause == 16 || cause == 31 || cause == 127
}
