package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// routeAsked answers which servers a call passed: by the Via lines the way of
// the request, by Record-Route who stays in the way.
func routeAsked(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := d.First()
	for _, x := range d.Messages {
		if len(x.Vias()) > len(m.Vias()) {
			m = x
		}
	}
	vias := m.Vias()
	if len(vias) == 0 {
		return say("absent", nil).of(d, m)
	}
	f := rules.Fields{"n": rules.Number(m), "path": Way(vias), "count": itoa(len(vias)), "last": whereTo(d, m), "record": ""}
	var stay []string
	for _, x := range d.Messages {
		for _, value := range x.List("Record-Route") {
			if host := parser.ParseAddress(value).URI.HostPort(); host != "" && !contains(stay, host) {
				stay = append(stay, host)
			}
		}
	}
	if len(stay) > 0 {
		f["record"] = "Record-Route keeps in the way: " + words.Enumerate(stay) + "."
	}
	if len(vias) == 1 {
		return say("direct", f).of(d, m)
	}
	return say("path", f).of(d, m)
}

// whereTo is the host that a request with these Via lines goes to.
func whereTo(d *parser.Dialog, m *parser.Message) string {
	if m.IsResponse() {
		return whoSent(d, m)
	}
	if m.Dst != "" {
		return m.Dst
	}
	return farHost(m)
}
