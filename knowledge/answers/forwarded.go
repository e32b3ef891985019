package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// forwarded answers where a redirected call went.
func forwarded(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Traits&parser.HasRedirect != 0 })
	if d == nil {
		return notForwarded(s)
	}
	var m *parser.Message
	for _, x := range d.Messages {
		if x.Code/100 == 3 && x.First() {
			m = x
			break
		}
	}
	if m == nil {
		return nil
	}
	target := m.Contact().URI
	f := rules.Fields{
		"n": rules.Number(m), "code": itoa(m.Code), "phrase": rules.Shown(m.Phrase), "user": rules.Shown(target.User), "host": rules.Shown(target.Host), "uri": rules.Shown(target.Text), "why": "",
		"from": rules.Shown(d.To), "setup": after(d), "sender": whoSent(d, m),
	}
	if m.Has("Diversion") {
		if reason, ok := parser.ParseAddress(m.Header("Diversion")).Param("reason"); ok {
			f["why"] = "The reason that it gives: " + reason + "."
		}
	}
	switch {
	case d.Answer != nil:
		f["answer"] = rules.Number(d.Answer)
		return say("answered", f).of(d, d.Answer)
	case d.Outcome == parser.Redirected:
		return say("not-followed", f).of(d, m)
	}
	f["result"] = nothing
	if final := decisiveAnswer(d); final != nil {
		f["result"] = " (" + rules.Number(final) + ", " + itoa(final.Code) + " " + final.Phrase + ")"
	}
	return say("failed", f).of(d, m)
}

// notForwarded answers for a trace without a redirection: where the call ended
// up all the same, or who forwarded it before.
func notForwarded(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	if m := d.Request(); m != nil && m.Has("Diversion") {
		return say("before", rules.Fields{"n": rules.Number(m)}).with(rules.Header(m, "Diversion")).of(d, m)
	}
	if d.Answer != nil {
		contact := d.Answer.Contact().URI
		host := contact.Host
		if host == "" {
			host = whoSent(d, d.Answer)
		}
		return say("straight", rules.Fields{"n": rules.Number(d.Answer), "to": rules.Shown(d.To), "host": host}).of(d, d.Answer)
	}
	return say("no", nil).of(d, nil)
}

// forwardMeant weighs questions about a forwarding: in a loop it is the loop.
func forwardMeant(s *scene) float64 {
	if s.dialog != nil && s.dialog.Traits&parser.HasRedirect == 0 && len(loopHosts(s.dialog.First())) > 0 {
		return 0.5
	}
	return when(s.some(parser.IsCall), 0.75)
}
