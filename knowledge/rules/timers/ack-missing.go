package timers

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ackMissing finds an answer that was repeated because no ACK came, or a BYE that
// says so. The repetition is proof only where the trace shows the other side's
// direction: a capture of the answering side alone would lack any ACK.
func ackMissing(c *rules.Case) *rules.Hit {
	d := c.Dialog
	var answer *parser.Message
	for _, r := range d.Unconfirmed() {
		if d.Shows(r.Tx.Side) && r.Tx.Request != nil {
			answer = r
			break
		}
	}
	line, said := noACKSaid(c)
	if answer == nil && (!said || d.ACK != nil) {
		return unheard(c)
	}
	if answer == nil {
		answer = d.Answer
	}
	sent := answer.Tx.Resent(answer)
	if !said && dropAfter(d, answer) == nil && endsEarly(d, sent) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(answer)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "answer": rules.Number(answer), "sent": strconv.Itoa(len(sent)),
			"contact": contactOf(answer), "answerer": sideName(answer.Tx.Side.Other()), "asker": sideName(answer.Tx.Side),
		},
		Excludes: []string{"hangup-by-callee"},
	}
	if last := sent[len(sent)-1]; last != answer {
		h.Evidence = append(h.Evidence, rules.Start(last))
	}
	if said {
		h.Evidence = append(h.Evidence, line)
	} else if bye := dropAfter(d, answer); bye != nil {
		h.Evidence = append(h.Evidence, rules.Start(bye))
	}
	dropped(h, d, answer)
	return h
}

// unheard finds an ACK that is right and does not get through: the answer goes on
// coming after it, so it is lost behind the point of the trace.
func unheard(c *rules.Case) *rules.Hit {
	d := c.Dialog
	ack, last := d.Unheard()
	if ack == nil || d.Answer.Tx.Request == nil || ack.ToTag != d.Answer.ToTag || d.Answer.Has("Record-Route") != ack.Has("Route") {
		return nil
	}
	if _, wrong := aimedWrong(d, ack); wrong || !d.Answer.Has("Contact") || ack.CSeq != d.Answer.Tx.CSeq {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely, Variant: "unheard",
		Evidence: []rules.Evidence{rules.Start(d.Answer), rules.Start(ack), rules.Start(last)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "answer": rules.Number(d.Answer), "sent": strconv.Itoa(len(d.Answer.Tx.Resent(d.Answer))),
			"contact": contactOf(d.Answer), "answerer": sideName(d.Answer.Tx.Side.Other()), "asker": sideName(d.Answer.Tx.Side),
			"ack": rules.Number(ack), "hop": targetOf(ack),
		},
	}
	if bye := dropAfter(d, d.Answer); bye != nil {
		h.Evidence = append(h.Evidence, rules.Start(bye))
		h.Excludes = []string{"hangup-by-callee"}
	}
	return h
}

// endsEarly tells a trace that ends with the third sending of the answer, so that an
// ACK may still have come.
func endsEarly(d *parser.Dialog, sent []*parser.Message) bool {
	last := sent[len(sent)-1]
	goesOn, timed := d.GoesOn(last)
	return len(sent) <= 3 && (timed && goesOn < 2*time.Second || !timed && !d.Later(last))
}

// dropped tells when the answering side gave up, and which wording fits.
func dropped(h *rules.Hit, d *parser.Dialog, answer *parser.Message) {
	bye := dropAfter(d, answer)
	after, timed := parser.Between(answer, bye)
	h.Fields["after"] = rules.Seconds(after)
	switch {
	case bye == nil:
		h.Variant, h.Excludes = "still-up", nil
	case !timed || after == 0:
		h.Variant = "untimed"
	}
}

// dropAfter is the BYE by which the side that answered gave the call up.
func dropAfter(d *parser.Dialog, answer *parser.Message) *parser.Message {
	for _, t := range d.Transactions {
		if t.Method == "BYE" && t.Parent == nil && t.Request != nil && t.Side == answer.Tx.Side.Other() {
			return t.Request
		}
	}
	return nil
}

// noACKSaid is the line of a BYE that gives a missing ACK as its reason.
func noACKSaid(c *rules.Case) (rules.Evidence, bool) {
	bye := c.Dialog.Bye
	if bye == nil || c.Dialog.Answer == nil {
		return rules.Evidence{}, false
	}
	match, ok := c.Says(bye, network.ACKMissing)
	if !ok {
		return rules.Evidence{}, false
	}
	return rules.Where(bye, match), true
}

// contactOf is the host and port of a Contact as it stands.
func contactOf(m *parser.Message) string {
	if hostport := m.Contact().URI.HostPort(); hostport != "" {
		return hostport
	}
	if len(m.Headers) == 0 {
		return "an address that this trace does not show"
	}
	return "no address"
}

func sideName(s parser.Side) string {
	switch s {
	case parser.Caller:
		return "calling side"
	case parser.Callee:
		return "called side"
	}
	return "other side"
}
