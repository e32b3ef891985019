package lifecycle

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// rangLong is how long a telephone rings before "nobody answered" is a fair word
// for what ended it.
const rangLong = 10 * time.Second

// noAnswer finds a call that rang until the called side's network ended it. The
// caller's own CANCEL is another matter, and so is a 480 without any ringing.
func noAnswer(c *rules.Case) *rules.Hit {
	r := refusedCall(c)
	if r == nil {
		return nil
	}
	match, worded, other := means(c, r, network.NoAnswer)
	if other {
		return nil
	}
	cause := r.Answer.Q850()
	ring := c.Dialog.RingTime
	h := &rules.Hit{
		Certainty: rules.Likely,
		Fields:    rules.Fields{"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer)},
	}
	switch {
	case cause == 19, worded && r.Rang:
		h.Certainty = rules.Certain
	case worded:
	case !r.Rang || !unanswered(r.Answer, cause):
		return nil
	case ring == 0:
		h.Certainty = rules.Possible
	case ring < rangLong:
		return nil
	}
	if c.Dialog.Ringing != nil {
		h.Evidence = append(h.Evidence, rules.Start(c.Dialog.Ringing))
	}
	h.Evidence = append(h.Evidence, rules.Start(r.Answer))
	switch {
	case worded:
		h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
	case cause == 18 || cause == 19:
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
	}
	switch {
	case ring == 0 && h.Certainty == rules.Certain:
		h.Variant = "named"
	case ring == 0:
		h.Variant = "untimed"
	default:
		h.Fields["ring"] = rules.Seconds(ring)
	}
	return h
}

// unanswered tells the answers by which a network ends a call that nobody took.
func unanswered(m *parser.Message, cause int) bool {
	return cause == 18 || (m.Code == 480 || m.Code == 408) && (saysNothing(cause) || cause == 102)
}
