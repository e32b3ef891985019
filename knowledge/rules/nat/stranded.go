package nat

import (
	"github.com/sipwhy/sipwhy/parser"
)

// stranded is a side whose Contact requests inside the call do not reach, with
// what shows it.
type stranded struct {
	side parser.Side
	// contact is the message that carries the Contact; uri its address.
	contact *parser.Message
	uri     parser.URI
	// proof is a 200 that was repeated for want of an ACK, or a request to that
	// Contact that nothing came back to; first and last sending of it.
	proof, last *parser.Message
}

// strandedSide finds one on the first hop. Behind Record-Route a Contact that only
// the proxy can reach is legal, so there is none.
func strandedSide(d *parser.Dialog) *stranded {
	if d.Answer == nil || d.Answer.Has("Record-Route") {
		return nil
	}
	for _, side := range []parser.Side{parser.Callee, parser.Caller} {
		s := &stranded{side: side, contact: d.Answer}
		if side == parser.Caller {
			s.contact = d.Answer.Tx.Request
		}
		if s.contact == nil || s.contact.Has("Record-Route") || len(s.contact.List("Contact")) != 1 {
			continue
		}
		if s.uri = s.contact.Contact().URI; s.uri.Host != "" && s.findProof(d) {
			return s
		}
	}
	return nil
}

func (s *stranded) findProof(d *parser.Dialog) bool {
	for _, answer := range d.Unconfirmed() {
		if answer == d.Answer && s.side == parser.Callee && answer.Tx.Request != nil {
			sent := answer.Tx.Resent(answer)
			s.proof, s.last = answer, sent[len(sent)-1]
			return true
		}
	}
	if ack, last := d.Unheard(); ack != nil && s.side == parser.Callee && ack.Target().HostPort() == s.uri.HostPort() {
		s.proof, s.last = ack, last
		return true
	}
	for _, t := range d.Ignored("") {
		if t.InDialog && t.Side == s.side.Other() && t.Request.Target().HostPort() == s.uri.HostPort() {
			s.proof, s.last = t.Request, t.Requests[len(t.Requests)-1]
			return true
		}
	}
	return false
}

func sideName(s parser.Side) string {
	if s == parser.Caller {
		return "calling side"
	}
	return "called side"
}
