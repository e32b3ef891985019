package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// whoAnswered answers which phone took the call.
func whoAnswered(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Answer != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		m := s.matter()
		r := say("nobody", nil).of(s.dialog, nil)
		r.texts = titles(m)
		return r
	}
	m := d.Answer
	// The phone's own 200 says more than the proxy's.
	for _, x := range d.Messages {
		if x.Code/100 == 2 && x.Method == "INVITE" && x.ToTag == m.ToTag && x.First() && len(x.Vias()) > len(m.Vias()) {
			m = x
		}
	}
	contact := d.Answer.Contact().URI
	f := rules.Fields{
		"n": rules.Number(d.Answer), "contact": contact.Text, "host": contact.Host, "user": rules.Shown(contact.User), "tag": d.Answer.ToTag, "product": productClause(m.Product()),
		"after": after(d),
	}
	if contact.Host == "" {
		f["host"] = whoSent(d, d.Answer)
	}
	if len(d.Forks) > 1 {
		f["count"] = itoa(len(d.Forks))
		return say("fork", f).of(d, d.Answer)
	}
	return say("one", f).of(d, d.Answer)
}

// whoMayAnswer weighs questions about who took a call: what answered with a refusal, it
// sent.
func whoMayAnswer(s *scene) float64 {
	if s.q.has("reject", "@code", "challenge") && s.dialog != nil && s.dialog.Answer == nil {
		return 0.5
	}
	return when(s.some(parser.IsCall), 0.75)
}
