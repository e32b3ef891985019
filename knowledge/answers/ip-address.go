package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ipAddress answers which addresses are involved: where messages really came
// from, and what they say inside.
func ipAddress(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	if s.q.has("intrude") {
		if found := scannerOf(s); found != nil {
			d = found
		}
	}
	f := rules.Fields{"inside": "", "received": ""}
	caller, inferredCaller := d.Host(parser.Caller)
	callee, inferredCallee := d.Host(parser.Callee)
	f["caller"], f["callee"] = shownHost(caller, inferredCaller), shownHost(callee, inferredCallee)
	if m := receivedIn(d); m != nil {
		via := m.Vias()[len(m.Vias())-1]
		f["received"] = "The other side saw the caller at " + via.Received + " (" + rules.Number(m) + ", received)."
		if inferredCaller || parser.HostOf(caller) == "" {
			f["caller"] = via.Received
		}
	}
	if m := d.Request(); m != nil && len(m.Vias()) > 0 {
		if host := m.Vias()[0].Host; parser.ClassOf(host) == parser.HostPrivate && host != parser.HostOf(caller) {
			f["inside"] = "Inside its network the caller is " + host + " (" + rules.Number(m) + ", Via)."
		}
	}
	side := s.sideMeant()
	r := say("both", f).of(d, d.First())
	switch {
	case caller == "" && callee == "":
		r.key, r.unknown = "unknown", true
	case isScanner(d), d.Kind == parser.Registration && side != parser.Callee, side == parser.Caller:
		r.key = "caller"
	case side == parser.Callee:
		r.key = "callee"
	}
	return r
}

func shownHost(hostport string, inferred bool) string {
	switch {
	case hostport == "":
		return "not shown"
	case inferred:
		return hostport + " (by its own word)"
	}
	return hostport
}

// receivedIn is a response whose last Via tells where the first sender was seen.
func receivedIn(d *parser.Dialog) *parser.Message {
	for _, m := range d.Messages {
		vias := m.Vias()
		if len(vias) > 0 && vias[len(vias)-1].Received != "" {
			return m
		}
	}
	return nil
}

// addressAsked weighs questions about an address: a suspected one is weighed as a cause,
// and the address of an emergency call is a place.
func addressAsked(s *scene) float64 {
	switch {
	case len(s.q.suspected(suspectedCause)) > 0:
		return 0.9
	case s.q.word("address") && s.dialog != nil && isEmergency(s.dialog):
		return 0.6
	}
	return 1
}
