package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// firewallRule answers for firewalls: a trace shows that something is missing,
// not which rule took it.
func firewallRule(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return cannot("plain", nil).overall()
	}
	if m := s.matter(); m != nil && len(m.fix) > 0 && s.q.has("fix") && !s.q.has("blocked", "drop") {
		return nil // what to change is known, and said elsewhere
	}
	f := rules.Fields{"ports": "", "what": ""}
	switch {
	case notACKed(s, d) != nil:
		f["what"] = "that no ACK to " + rules.Number(d.Answer) + " arrives"
	case d.Outcome == parser.NoResponse:
		f["what"] = "that no answer to " + rules.Number(d.Decisive.Request) + " arrives"
	case d.Answer != nil || decisiveAnswer(d) != nil:
		f["what"] = "answers in both directions, so signalling at least gets through"
	}
	a, offer := d.MediaAddress(parser.Caller)
	b, answer := d.MediaAddress(parser.Callee)
	if offer != nil && answer != nil {
		f["ports"] = "The audio of this call goes between " + a + " and " + b + " (UDP); both must be open."
	}
	if f["what"] == "" {
		return cannot("plain", f).of(d, nil)
	}
	return cannot("seen", f).of(d, nil)
}
