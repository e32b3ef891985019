package dialog

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ackCSeqMismatch finds an ACK after the answer that carries another number than the
// INVITE that it should confirm, while the answer is repeated.
func ackCSeqMismatch(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range d.Transactions {
		if t.Method != "ACK" || t.Parent != nil || t.Request == nil || t.Request.Partial {
			continue
		}
		invite := confirms(d, t.Request)
		if invite == nil {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Header(invite.Final, "CSeq"), rules.Header(t.Request, "CSeq"), rules.Start(lastSent(invite))},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "ack": rules.Number(t.Request), "answer": rules.Number(invite.Final), "product": rules.Shown(t.Request.Product()),
				"invite_number": strconv.Itoa(int(invite.CSeq)), "ack_number": strconv.Itoa(int(t.CSeq)),
				"sent": strconv.Itoa(len(invite.Resent(invite.Final))),
			},
		}
	}
	return nil
}

// confirms is the INVITE whose answer goes on being repeated after this ACK, and
// whose number the ACK misses; nil where there is none.
func confirms(d *parser.Dialog, ack *parser.Message) *parser.Transaction {
	for _, t := range d.Transactions {
		if t.Method != "INVITE" || t.Parent != nil || !t.OK() || t.CSeq == ack.CSeq || len(t.ACKs) > 0 || ack.ToTag != t.Final.ToTag {
			continue
		}
		after, again := false, 0
		for _, m := range d.Messages {
			switch {
			case m == ack:
				after = true
			case after && m.RetransmissionOf == t.Final.N && !m.Copy:
				again++
			}
		}
		if again >= 2 {
			return t
		}
	}
	return nil
}

func lastSent(t *parser.Transaction) *parser.Message {
	sent := t.Resent(t.Final)
	return sent[len(sent)-1]
}
