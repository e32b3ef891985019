package media

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// soon is how soon a call without agreed media ends: nobody can say a word.
const soon = 10 * time.Second

// sdpMissingInAnswer finds an offer that was never answered: a 200 without SDP after
// no 18x with one, in a call that then ended at once, or an ACK without the answer to
// the offer of the 200. A body that the paste lost is no proof.
func sdpMissingInAnswer(c *rules.Case) *rules.Hit {
	d := c.Dialog
	t := d.Answer.Tx
	if t.Request == nil || t.InDialog || t.Parent != nil || t.Request.Partial {
		return nil
	}
	if t.Request.SDP() == nil {
		return ackWithoutAnswer(d, t)
	}
	if !bodiless(d.Answer) || d.Bye == nil || d.Duration == 0 || d.Duration > soon {
		return nil
	}
	for _, r := range t.Responses {
		if r.SDP() != nil {
			return nil
		}
	}
	return missingHit(d, t.Request, d.Answer, "")
}

func ackWithoutAnswer(d *parser.Dialog, t *parser.Transaction) *rules.Hit {
	if !bodiless(t.Request) || d.Answer.SDP() == nil || d.ACK == nil || !bodiless(d.ACK) {
		return nil
	}
	for _, r := range t.Responses {
		if r.Reliable() && r.SDP() != nil {
			return nil
		}
	}
	return missingHit(d, d.Answer, d.ACK, "delayed")
}

func missingHit(d *parser.Dialog, offer, answer *parser.Message, variant string) *rules.Hit {
	return &rules.Hit{
		Certainty: rules.Certain,
		Variant:   variant,
		Evidence:  []rules.Evidence{rules.SDPLine(offer, "m="), rules.Start(answer), rules.Header(answer, "Content-Length")},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "offer": rules.Number(offer), "answer": rules.Number(answer), "side": sideName(d.SideOf(answer)),
			"product": rules.Shown(answer.Product()),
		},
	}
}
