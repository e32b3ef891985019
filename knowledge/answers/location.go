package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// location answers where a user is: an address is all that signalling has.
func location(s *scene) *reply {
	f := rules.Fields{"host": ""}
	if s.dialog != nil {
		if host, inferred := s.dialog.Host(parser.Caller); host != "" && !inferred {
			f["host"] = "What it has is the address of the calling side, " + parser.HostOf(host) + "."
		}
	}
	return cannot("unknown", f).of(s.dialog, nil)
}
