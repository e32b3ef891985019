package lifecycle

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// hangup explains a BYE of this side that ended an answered call as its users
// wanted: accepted or not refused, without a reason that names a fault, and not at
// a moment at which a machine ends calls.
func hangup(c *rules.Case, side parser.Side) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Answered || d.EndedBy != side || d.Bye == nil {
		return nil
	}
	bye := d.Bye.Tx
	if bye.Final != nil && !bye.OK() && !bye.Final.IsChallenge() || len(d.Ignored("BYE")) > 0 || byeRaceOf(d) != nil {
		return nil
	}
	if _, fault := faultReason(d.Bye); fault || abnormalWords(c, d.Bye) {
		return nil
	}
	if changeFailed(d, d.Bye) || timerEnded(d) || len(d.Unconfirmed()) > 0 {
		return nil
	}
	if ack, _ := d.Unheard(); ack != nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(d.Bye)},
		Fields:    rules.Fields{"bye": rules.Number(d.Bye), "to": rules.Shown(d.To)},
	}
	if reasons := d.Bye.Reasons(); len(reasons) > 0 {
		h.Evidence = append(h.Evidence, rules.HeaderLine(d.Bye, reasons[0].Header))
	}
	return h
}

// abnormalWords tells wording that names any other cause than hanging up.
func abnormalWords(c *rules.Case, bye *parser.Message) bool {
	for _, match := range c.Senses(bye) {
		if match.Sense != network.NormalClearing && match.Sense != network.AnsweredElsewhere {
			return true
		}
	}
	return false
}
