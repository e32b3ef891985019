package nat

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// contactUnreachable finds a Contact that is another address or port than the one
// its sender really speaks from, and at which requests inside the call found
// nobody. The difference alone is common and proves nothing.
func contactUnreachable(c *rules.Case) *rules.Hit {
	s := strandedSide(c.Dialog)
	if s == nil || s.contact.Src == "" || s.contact.Transport != "udp" {
		return nil
	}
	host, port := parser.SplitHostPort(s.contact.Src)
	at, atPort := parser.SplitHostPort(s.uri.HostPort())
	class := parser.ClassOf(at)
	if class == parser.HostUnknown || class != parser.ClassOf(host) || at == host && atPort == port {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Header(s.contact, "Contact"), rules.Start(s.proof), rules.Start(s.last)},
		Fields: rules.Fields{
			"side": sideName(s.side), "other": sideName(s.side.Other()), "contact": s.uri.HostPort(), "source": s.contact.Src,
			"message": rules.Number(s.contact), "proof": rules.Number(s.proof), "method": "ACK", "to": rules.Shown(c.Dialog.To),
		},
	}
	if s.proof.IsRequest() {
		h.Fields["method"] = s.proof.Method
	}
	if at != host {
		h.Variant = "address"
	}
	return h
}
