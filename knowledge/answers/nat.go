package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// natAsked answers whether NAT is involved and whether it matters: a private Via
// is repaired by the other side, a private media address or Contact may not be.
func natAsked(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	f := rules.Fields{"private": "", "received": "", "n": "", "media": "", "contact": ""}
	via := privateVia(d)
	if m := receivedIn(d); m != nil {
		f["received"], f["n"] = m.Vias()[len(m.Vias())-1].Received, rules.Number(m)
	}
	if via != nil {
		f["private"], f["via"] = via.Vias()[0].Host, rules.Number(via)
	}
	r := say("none", f).of(d, via)
	switch side, m := privateSide(d); {
	case m != nil:
		addr, _ := d.MediaAddress(side)
		f["side"], f["m"], f["media"] = sideLabel(d, side), rules.Number(m), parser.HostOf(addr)
		r = say("media", f).of(d, m)
	case notACKed(s, d) != nil && notACKed(s, d).key == "ack-missing-private":
		f["contact"] = d.Answer.Contact().URI.HostPort()
		f["m"] = rules.Number(d.Answer)
		r = say("contact", f).of(d, d.Answer)
	case via != nil && f["received"] != "" && f["received"] != f["private"]:
		r.key = "repaired"
	case via != nil:
		r.key, r.unknown = "private-only", true
	case s.privateContact(d) != nil:
		m := s.privateContact(d)
		f["contact"], f["m"] = m.Contact().URI.HostPort(), rules.Number(m)
		r.key = "contact-only"
	}
	r.texts = map[string][]words.Text{"title": titles(s.matter())["title"]}
	return r
}

// privateVia is a request whose top Via names a private sender.
func privateVia(d *parser.Dialog) *parser.Message {
	for _, m := range d.Messages {
		if vias := m.Vias(); m.IsRequest() && len(vias) > 0 && parser.ClassOf(vias[0].Host) == parser.HostPrivate {
			return m
		}
	}
	return nil
}

// privateContact is a message with a private Contact that was sent to a public
// host.
func (s *scene) privateContact(d *parser.Dialog) *parser.Message {
	for _, m := range d.Messages {
		if parser.ClassOf(m.Contact().URI.Host) == parser.HostPrivate && parser.ClassOf(m.TargetHost()) == parser.HostPublic {
			return m
		}
	}
	return nil
}
