package session

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// prackMissing finds a reliable 18x that was repeated because no PRACK came, in a
// call that then failed. A call that was answered all the same took no harm, and
// one whose PRACK is in the trace is another matter.
func prackMissing(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome == parser.Answered || !d.Shows(parser.Caller) {
		return nil
	}
	line, said := prackSaid(c)
	for _, r := range reliable(d) {
		sent := r.Tx.Resent(r)
		if prackFor(d, r) != nil || r.Tx.Request == nil || confirmed(d, r.Tx) || len(sent) < 3 && !said {
			continue
		}
		end := failure(d, r)
		if end == nil && len(sent) < 5 {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Header(r, "Require"), rules.Header(r, "RSeq")},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "code": strconv.Itoa(r.Code), "sent": strconv.Itoa(len(sent)), "first": rules.Number(r),
			},
		}
		if said {
			h.Evidence = append(h.Evidence, line)
		}
		if end == nil {
			h.Variant, h.Certainty = "open", rules.Likely
			return h
		}
		h.Evidence = append(h.Evidence, rules.Start(end))
		h.Fields["end"] = rules.Number(end)
		if end.IsResponse() {
			h.Fields["end"] += " (" + strconv.Itoa(end.Code) + ")"
		}
		return h
	}
	return nil
}

// confirmed tells an INVITE whose 2xx the trace lacks: its ACK is there.
func confirmed(d *parser.Dialog, t *parser.Transaction) bool {
	for _, m := range d.Messages {
		if t.Final == nil && m.Method == "ACK" && m.CSeq == t.CSeq && m.FromTag == t.First().FromTag {
			return true
		}
	}
	return false
}

// failure is what ended the call: its refusal, or the CANCEL.
func failure(d *parser.Dialog, r *parser.Message) *parser.Message {
	switch {
	case d.Cancel != nil:
		return d.Cancel
	case r.Tx.Final != nil && r.Tx.Code() >= 300 && !r.Tx.Final.IsChallenge():
		return r.Tx.Final
	}
	return d.Bye
}

// prackSaid is the line of a refusal or BYE that gives a missing PRACK as reason.
func prackSaid(c *rules.Case) (rules.Evidence, bool) {
	for _, m := range []*parser.Message{c.Dialog.Refusal(), c.Dialog.Bye} {
		if m == nil {
			continue
		}
		if match, ok := c.Says(m, network.PRACKMissing); ok {
			return rules.Where(m, match), true
		}
	}
	return rules.Evidence{}, false
}
