package auth

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authAckCSeqWrong finds a challenge to an INVITE that the server goes on sending
// although an ACK came: the ACK has another number or branch than the INVITE (RFC
// 3261 17.1.1.3).
func authAckCSeqWrong(c *rules.Case) *rules.Hit {
	t, ack, again := misacked(c.Dialog)
	if t == nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Header(t.Request, "CSeq"), rules.Header(ack, "CSeq"), rules.Start(again[len(again)-1])},
		Fields: rules.Fields{
			"ack": rules.Number(ack), "code": strconv.Itoa(t.Final.Code), "challenge": rules.Number(t.Final), "client": clientOf(t.Request),
			"invite_cseq": number(t.Request.CSeq), "ack_cseq": number(ack.CSeq), "again": tries(len(again)),
		},
	}
	if ack.CSeq == t.CSeq {
		h.Variant = "branch"
		h.Evidence[0], h.Evidence[1] = rules.Header(t.Request, "Via"), rules.Header(ack, "Via")
	}
	return h
}

// misacked is a challenged INVITE with the ACK that does not fit it, and the
// challenge's repetitions after that; nil without one.
func misacked(d *parser.Dialog) (t *parser.Transaction, ack *parser.Message, again []*parser.Message) {
	if d.Traits&parser.HasRepeats == 0 {
		return nil, nil, nil
	}
	for _, t := range d.Roots("INVITE") {
		if t.Final == nil || !t.Final.IsChallenge() || t.Request == nil || len(t.ACKs) > 0 {
			continue
		}
		if ack := wrongACK(d, t); ack != nil {
			if again := repeatedAfter(t, ack); len(again) > 0 {
				return t, ack, again
			}
		}
	}
	return nil, nil, nil
}

func number(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// wrongACK is the first ACK of the INVITE's sender after its challenge that fits no
// INVITE.
func wrongACK(d *parser.Dialog, t *parser.Transaction) *parser.Message {
	after := false
	for _, m := range d.Messages {
		after = after || m == t.Final
		if after && m.IsRequest() && m.Method == "ACK" && m.FromTag == t.Request.FromTag && m.Tx != nil && m.Tx.Method == "ACK" {
			return m
		}
	}
	return nil
}

// t1 is SIP's estimate of a round trip: a repetition within it may have crossed the
// ACK.
const t1 = 500 * time.Millisecond

// repeatedAfter lists the repetitions of the challenge that did not just cross the
// ACK.
func repeatedAfter(t *parser.Transaction, ack *parser.Message) []*parser.Message {
	var all []*parser.Message
	var later []*parser.Message
	for _, m := range t.Repeats {
		if m.Copy || m.RetransmissionOf != t.Final.N {
			continue
		}
		gap, timed := parser.Between(ack, m)
		switch {
		case timed && gap > t1:
			all = append(all, m)
		case timed && gap > 0, !timed && m.N > ack.N:
			later = append(later, m)
		}
	}
	if len(all) > 0 || len(later) > 1 {
		return append(later, all...)
	}
	return nil
}
