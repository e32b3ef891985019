package dialog

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// contactMissingIn2xx finds an answer to a call without Contact, whose ACK then went
// astray or did not come. Where the call works all the same, nobody misses it.
func contactMissingIn2xx(c *rules.Case) *rules.Hit {
	d := c.Dialog
	answer := d.Answer
	if answer.Partial || answer.Has("Contact") || answer.Tx.Parent != nil || len(answer.Headers) < 6 {
		return nil
	}
	if invite := answer.Tx.Request; invite != nil && !invite.Has("Contact") {
		return nil // the paste has no Contact anywhere: somebody took the lines out
	}
	again := len(answer.Tx.Resent(answer))
	var lost *parser.Transaction
	for _, t := range d.Ignored("") {
		if t.InDialog && t.Side == answer.Tx.Side {
			lost = t
		}
	}
	if again < 3 && lost == nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(answer)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "answer": rules.Number(answer), "product": rules.Shown(answer.Product()), "side": sideName(d.SideOf(answer)),
		},
	}
	switch {
	case d.ACK != nil:
		h.Evidence = append(h.Evidence, rules.Start(d.ACK))
	case lost != nil:
		h.Evidence = append(h.Evidence, rules.Start(lost.Request))
	}
	return h
}
