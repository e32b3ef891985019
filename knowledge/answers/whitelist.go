package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// whitelist answers which address the other side has to allow: where the request
// came from as it saw it.
func whitelist(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	if found := scannerOf(s); found != nil && s.q.has("blocked", "intrude") {
		d = found
	}
	m := d.Request()
	if m == nil {
		return nil
	}
	host := m.SourceHost()
	if x := receivedIn(d); x != nil {
		host = x.Vias()[len(x.Vias())-1].Received
		m = x
	}
	f := rules.Fields{"host": host, "n": rules.Number(m), "transport": m.Transport}
	switch {
	case host == "":
		return cannot("unknown", f).of(d, m)
	case parser.ClassOf(host) == parser.HostPrivate:
		return say("private", f).of(d, m)
	case isScanner(d):
		return say("scanner", f).of(d, m)
	}
	return say("host", f).of(d, m)
}
