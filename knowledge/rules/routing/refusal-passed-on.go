package routing

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// refusalPassedOn explains the refusal of a leg whose receiver called on and was
// refused itself: what counts is the answer on that other leg.
func refusalPassedOn(c *rules.Case) *rules.Hit {
	answer := c.Dialog.Refusal()
	if answer == nil || answer.Tx == nil {
		return nil
	}
	cause := c.PassedOn(answer.Tx)
	if cause == nil {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(cause), rules.Start(answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(answer.Code), "answer": rules.Number(answer),
			"cause": rules.Number(cause), "cause_code": strconv.Itoa(cause.Code), "called": rules.Shown(cause.Dialog.To),
		},
	}
}
