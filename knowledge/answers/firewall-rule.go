package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
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
	m, suspected := s.matter(), len(s.q.suspected(suspectedCause)) > 0
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
	if suspected && m != nil && m.finding != nil && d.Answer == nil && d.Outcome != parser.NoResponse && m.certainty == rules.Certain {
		r := say("no-sign", f).of(d, m.message(), m.findings()...)
		r.verdict, r.texts = denied, titles(m)
		return r
	}
	if f["what"] == "" {
		return cannot("plain", f).of(d, nil)
	}
	r := cannot("seen", f).of(d, nil)
	if suspected {
		r.texts = titles(m)
	} else {
		r.texts = map[string][]words.Text{"title": nil}
	}
	return r
}
