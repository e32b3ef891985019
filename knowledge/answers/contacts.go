package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// contactsAsked answers under which addresses a user is registered.
func contactsAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Registration && d.Outcome == parser.Registered })
	if d == nil {
		return notRegistered(s)
	}
	ok := d.Decisive.Final
	var all []string
	for _, value := range ok.List("Contact") {
		if uri := parser.ParseAddress(value).URI.Text; uri != "" {
			all = append(all, uri)
		}
	}
	f := rules.Fields{"n": rules.Number(ok), "user": rules.Shown(d.From), "count": itoa(len(all)), "list": words.Enumerate(all), "seen": ""}
	if m := receivedIn(d); m != nil {
		via := m.Vias()[0]
		if parser.ClassOf(via.Host) == parser.HostPrivate && via.Received != via.Host {
			f["seen"] = "That address is private; the registrar saw it come from " + via.Received + port(via) + " (" + rules.Number(m) + ") and sends calls there."
		}
	}
	switch len(all) {
	case 0:
		return cannot("none", f).of(d, ok)
	case 1:
		return say("one", f).of(d, ok)
	}
	return say("several", f).of(d, ok)
}
