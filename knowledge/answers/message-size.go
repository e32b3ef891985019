package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// messageSize answers how long a message is, and whether that is too long for
// UDP (RFC 3261 18.1.1).
func messageSize(s *scene) *reply {
	var m *parser.Message
	switch method := s.methodMeant(); {
	case s.asked != nil:
		m = s.asked
	case method != "":
		m = requestOf(s.dialog, method)
		if m == nil {
			m = anyRequest(s.trace, method)
		}
	}
	if m == nil {
		m = s.codeMeant()
	}
	if m == nil {
		for _, x := range s.trace.Messages {
			if m == nil || x.Size > m.Size {
				m = x
			}
		}
	}
	f := rules.Fields{"n": rules.Number(m), "name": name(m), "size": itoa(m.Size), "counted": nothing, "limit": itoa(udpLimit)}
	if !m.Exact {
		f["counted"] = " (counted from the text, with CRLF line ends)"
	}
	switch {
	case m.Partial:
		return cannot("cut", f).of(m.Dialog, m)
	case m.Size > udpLimit && overUDP(m):
		return say("too-big", f).of(m.Dialog, m)
	case m.Size > udpLimit:
		return say("big", f).of(m.Dialog, m)
	}
	return say("fits", f).of(m.Dialog, m)
}
