package nat

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ipVersionMismatch finds sides that ask for their audio by different versions of IP,
// without ICE or an alternative (RFC 6947) that bridges them.
func ipVersionMismatch(c *rules.Case) *rules.Hit {
	d := c.Dialog
	x := d.Agreed()
	if x == nil || x.Offer == nil || x.Answer == nil || d.Answer == nil {
		return nil
	}
	offer, answer := askedFor(x.Offer), askedFor(x.Answer)
	if offer == nil || answer == nil || version(offer) == "" || version(answer) == "" || version(offer) == version(answer) {
		return nil
	}
	for _, m := range []*parser.Media{offer, answer} {
		if m.Has("candidate") || m.Has("altc") {
			return nil
		}
	}
	if iceHelps(x.Offer, x.Answer) || rewritten(x.Offer, offer.Addr) || rewritten(x.Answer, answer.Addr) {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{connection(x.Offer, offer.Addr), connection(x.Answer, answer.Addr)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "offer": rules.Number(x.Offer), "answer": rules.Number(x.Answer),
			"ours": version(offer), "theirs": version(answer), "side": sideName(d.SideOf(x.Offer)), "other": sideName(d.SideOf(x.Answer)),
		},
	}
}

// version is the version of IP that a stream's address is of, "" for a name.
func version(m *parser.Media) string {
	if parser.ClassOf(m.Addr) == parser.HostUnknown {
		return ""
	}
	for _, c := range m.Addr {
		if c == ':' {
			return "IPv6"
		}
	}
	return "IPv4"
}
