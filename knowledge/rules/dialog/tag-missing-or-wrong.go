package dialog

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// tagMissingOrWrong finds a request inside an answered call that lacks a tag or
// carries one of no call, and that was refused for it: with 481 or 404, or, where
// it is the ACK, by the 200 that comes again.
func tagMissingOrWrong(c *rules.Case) *rules.Hit {
	d := c.Dialog
	known, complete := tags(d)
	if !complete {
		return nil
	}
	for _, t := range d.Transactions {
		if t.Parent != nil || !inCall(d, t) {
			continue
		}
		for _, m := range candidates(t) {
			s, wrong := strayTag(m, known)
			if !wrong {
				continue
			}
			if consequence := refusedFor(d, t, m); consequence != nil {
				return strayHit(d, s, consequence)
			}
		}
	}
	return nil
}

// candidates are the requests of a transaction that must carry both tags.
func candidates(t *parser.Transaction) []*parser.Message {
	if t.Method != "INVITE" {
		return []*parser.Message{t.Request}
	}
	if t.OK() && !t.InDialog {
		return t.ACKs
	}
	return []*parser.Message{t.Request}
}

// inCall tells a transaction of the answered call: not one that starts a call, and
// no CANCEL, which carries the tags of its INVITE.
func inCall(d *parser.Dialog, t *parser.Transaction) bool {
	switch t.Method {
	case "CANCEL", "OPTIONS", "REGISTER", "SUBSCRIBE", "MESSAGE", "PUBLISH", "NOTIFY", "PRACK":
		return false
	case "INVITE":
		return t.InDialog && t.Request != nil || t.OK() && len(t.ACKs) > 0
	}
	return t.Request != nil && d.Answer != nil && !before(d, t.Request, d.Answer)
}

func before(d *parser.Dialog, a, b *parser.Message) bool {
	for _, m := range d.Messages {
		switch m {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}

// refusedFor is what shows that the request did not match the call.
func refusedFor(d *parser.Dialog, t *parser.Transaction, m *parser.Message) *parser.Message {
	if m.Method != "ACK" {
		if t.Code() == 481 || t.Code() == 404 {
			return t.Final
		}
		return nil
	}
	after, again := false, 0
	for _, other := range d.Messages {
		switch {
		case other == m:
			after = true
		case after && d.Answer != nil && other.RetransmissionOf == d.Answer.N && !other.Copy:
			if again++; again == 2 {
				return other
			}
		}
	}
	return nil
}

func strayHit(d *parser.Dialog, s stray, consequence *parser.Message) *rules.Hit {
	side := d.SideOf(s.request)
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Header(s.request, s.header), rules.Start(consequence)},
		Fields: rules.Fields{
			"method": s.request.Method, "request": rules.Number(s.request), "header": s.header, "code": strconv.Itoa(consequence.Code),
			"answer": rules.Number(consequence), "to": rules.Shown(d.To), "product": rules.Shown(s.request.Product()), "side": sideName(side),
			"tag": s.tag,
		},
	}
	if d.Answer != nil {
		h.Evidence = append(h.Evidence, rules.Header(d.Answer, "To"))
	}
	switch {
	case s.request.Method == "ACK" && s.tag == "":
		h.Variant = "ack-missing-tag"
	case s.request.Method == "ACK":
		h.Variant = "ack"
	case s.tag != "":
		h.Variant = "wrong"
	}
	return h
}

func sideName(s parser.Side) string {
	switch s {
	case parser.Caller:
		return "calling side"
	case parser.Callee:
		return "called side"
	}
	return "side that sent it"
}
