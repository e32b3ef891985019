package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// future answers for what comes after the trace.
func future(s *scene) *reply {
	f := rules.Fields{"refresh": ""}
	d := s.dialog
	if d != nil && d.Kind == parser.Registration && d.Outcome == parser.Registered {
		f["refresh"] = "It stays registered as long as it refreshes in time, here every " + itoa(granted(d.Decisive.Final)) + " s at the latest."
	}
	return cannot("unknown", f).of(d, nil)
}
