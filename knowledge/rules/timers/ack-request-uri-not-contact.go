package timers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ackRequestURINotContact finds an ACK or BYE that is aimed at another address
// than the Contact of the 200, so that it never reaches the other side: the 200
// comes again after the ACK, or the BYE stays without an answer.
func ackRequestURINotContact(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Answer == nil || d.Answer.Tx.Request == nil {
		return nil
	}
	m, consequence := lostRequest(d)
	if m == nil {
		return nil
	}
	kind, wrong := aimedWrong(d, m)
	if !wrong || rules.MaskedHost(m.Target().Host) || rules.MaskedHost(d.Answer.Contact().URI.Host) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Variant:   string(kind),
		Evidence:  []rules.Evidence{rules.Address(d.Answer, "Contact"), rules.Start(m), rules.Start(consequence)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "method": m.Method, "request": rules.Number(m), "uri": m.Target().HostPort(),
			"contact": contactOf(d.Answer), "answer": rules.Number(d.Answer), "sent": strconv.Itoa(len(d.Answer.Tx.Resent(d.Answer))),
		},
	}
	if m.Method == "BYE" {
		h.Certainty = rules.Likely
	}
	return h
}

// lostRequest is the ACK after which the 200 came again and again, or the caller's
// BYE that nothing came back to, and the last message that shows it.
func lostRequest(d *parser.Dialog) (request, consequence *parser.Message) {
	if d.ACK != nil {
		after, again := false, 0
		var last *parser.Message
		for _, m := range d.Messages {
			switch {
			case m == d.ACK:
				after = true
			case after && m.RetransmissionOf == d.Answer.N && !m.Copy:
				again++
				last = m
			}
		}
		if again >= 2 {
			return d.ACK, last
		}
	}
	for _, t := range d.Ignored("BYE") {
		if t.Side == d.Answer.Tx.Side {
			return t.Request, t.Requests[len(t.Requests)-1]
		}
	}
	return nil, nil
}
