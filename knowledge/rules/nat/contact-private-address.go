package nat

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// contactPrivateAddress finds a private Contact that was sent across the internet
// and that requests inside the call then missed: the ACK never came, or a BYE or
// re-INVITE to it stayed without an answer. A private Contact without such a
// consequence is common and harmless: most servers answer to the source address.
func contactPrivateAddress(c *rules.Case) *rules.Hit {
	s := strandedSide(c.Dialog)
	if s == nil || !private(s.uri.Host) || !acrossInternet(c.Dialog, s.side) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Header(s.contact, "Contact"), rules.Start(s.proof), rules.Start(s.last)},
		Fields: rules.Fields{
			"side": sideName(s.side), "other": sideName(s.side.Other()), "contact": s.uri.HostPort(), "message": rules.Number(s.contact),
			"to": rules.Shown(c.Dialog.To), "proof": rules.Number(s.proof), "method": "ACK", "address": "the public address of its site",
		},
		Excludes: []string{"hangup-by-callee"},
	}
	if s.proof.IsRequest() {
		h.Fields["method"], h.Excludes = s.proof.Method, nil
	}
	if host := s.contact.SourceHost(); public(host) {
		h.Fields["address"] = host
	}
	switch c.Dialog.ProductAt(s.side).Family {
	case "asterisk":
		h.Variant = "asterisk"
	case "freepbx":
		h.Variant = "freepbx"
	case "freeswitch", "fusionpbx":
		h.Variant = "freeswitch"
	case "3cx":
		h.Variant = "3cx"
	}
	return h
}
