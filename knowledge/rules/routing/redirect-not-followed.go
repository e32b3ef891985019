package routing

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// followWithin is how long a caller may take to try a redirect's target.
const followWithin = 5 * time.Second

// redirectNotFollowed finds a 3xx that nobody acts on although the trace goes on
// long enough to show it.
func redirectNotFollowed(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Redirected || d.Decisive == nil || len(targets(d.Decisive.Final)) == 0 {
		return nil
	}
	answer := d.Decisive.Final
	if goesOn, timed := d.GoesOn(answer); !timed || goesOn < followWithin || len(d.Decisive.ACKs) == 0 {
		return nil
	}
	if next, _ := followed(c, answer); next != nil || calledOn(c, answer) {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(answer), rules.Address(answer, "Contact")},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "target": shown(targets(answer)[0]), "code": strconv.Itoa(answer.Code), "answer": rules.Number(answer),
		},
	}
}

// calledOn tells whether any leg behind the caller was opened after the redirect:
// a server in between may have followed it in its own way.
func calledOn(c *rules.Case, answer *parser.Message) bool {
	for _, d := range answer.Dialog.Around() {
		for _, t := range d.Invites {
			if t.Request == nil || t == answer.Tx || d.Decisive == answer.Tx {
				continue
			}
			gap, timed := parser.Between(answer, t.Request)
			if timed && gap >= 0 && gap <= followWithin && c.Plan.Same(t.Request.From().URI.User, answer.From().URI.User) {
				return true
			}
		}
	}
	return false
}
