package timers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ackToNon2xxMissing finds a refusal that was repeated because its ACK did not
// come. It does no harm to the call, which was refused anyway.
func ackToNon2xxMissing(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range d.Transactions {
		if t.Method != "INVITE" || t.Parent != nil || t.Request == nil || t.Code() < 300 || len(t.ACKs) > 0 {
			continue
		}
		sent := t.Resent(t.Final)
		if len(sent) < 3 || strayACK(d, t) {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Likely,
			Evidence:  []rules.Evidence{rules.Start(t.Final), rules.Start(sent[len(sent)-1])},
			Fields: rules.Fields{
				"code": strconv.Itoa(t.Code()), "sent": strconv.Itoa(len(sent)), "answer": rules.Number(t.Final), "to": rules.Shown(d.To),
			},
		}
	}
	return nil
}

// strayACK tells whether the caller did send an ACK after the refusal, though one
// that fits nothing.
func strayACK(d *parser.Dialog, t *parser.Transaction) bool {
	after := false
	for _, m := range d.Messages {
		if m == t.Final {
			after = true
		}
		if after && m.IsRequest() && m.Method == "ACK" && m.Tx != nil && m.Tx.Method == "ACK" {
			return true
		}
	}
	return false
}
