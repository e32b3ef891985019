package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// calledAsked answers who was called: the number dialled and, where they differ,
// the To.
func calledAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind != parser.Registration })
	if d == nil {
		d = s.dialog
	}
	if d == nil {
		return nil
	}
	m := d.Request()
	if m == nil {
		m = d.First()
	}
	f := rules.Fields{"n": rules.Number(m), "to": rules.Shown(d.To), "uri": m.RequestURI, "final": "", "kind": nothing}
	if d.Dialled != "" && !strings.EqualFold(d.Dialled, d.To) {
		f["final"] = "The To header names " + rules.Shown(d.To) + "; the request itself goes to " + d.Dialled + "."
		f["to"] = d.Dialled
	}
	if isEmergency(d) {
		f["kind"] = ", an emergency number"
	} else if internationalPrefix(f["to"]) {
		f["kind"] = ", an international number"
	}
	if x := d.Invite(); x != nil && x.Request != nil && x.Request != m && x.Request.Target().User != m.Target().User {
		f["final"] = "After a redirection it was tried at " + rules.Shown(x.Request.Target().User) + " (" + rules.Number(x.Request) + ")."
	}
	if x := transferOf(d); x != nil {
		f["final"] = "It was to be transferred to " + x.target + " (" + rules.Number(x.refer) + ")."
	}
	if f["uri"] == "" {
		return say("to", f).of(d, m)
	}
	return say("uri", f).of(d, m)
}

// internationalPrefix tells a number dialled with the international prefixes that
// are written out: 011 of North America, 00 elsewhere.
func internationalPrefix(user string) bool {
	digits, ok := parser.Digits(user)
	return ok && (strings.HasPrefix(digits, "011") && len(digits) > 11 || strings.HasPrefix(digits, "00") && len(digits) > 9)
}

// numberDialled weighs questions about the called number: what to dial instead is asked
// of the cure.
func numberDialled(s *scene) float64 {
	if s.q.word("instead") {
		return 0.6
	}
	return 1
}
