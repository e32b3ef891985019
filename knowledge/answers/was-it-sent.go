package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// wasItSent answers whether a message was sent at all. What is not in a trace may
// have been sent and lost: only the other side's capture knows.
func wasItSent(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	method := s.methodMeant()
	if method == "" || d.Decisive != nil && method == d.Decisive.Method && s.q.has("answer", "reply") {
		return s.wasItAnswered(d)
	}
	f := rules.Fields{"method": method}
	if method == "ACK" && d.Answer != nil {
		if d.ACK != nil {
			f["n"], f["who"] = rules.Number(d.ACK), whoSent(d, d.ACK)
			return say("there", f).of(d, d.ACK)
		}
		f["answer"], f["other"] = rules.Number(d.Answer), sideName(d.SideOf(d.Answer).Other())
		f["host"], _ = d.Host(d.SideOf(d.Answer).Other())
		f["role"] = "the provider's or peer's"
		return cannot("no-ack", f).of(d, d.Answer)
	}
	if m := requestOf(d, method); m != nil {
		f["n"], f["who"] = rules.Number(m), whoSent(d, m)
		return say("there", f).of(d, m)
	}
	if m := anyRequest(s.trace, method); m != nil {
		f["n"], f["who"] = rules.Number(m), whoSent(m.Dialog, m)
		return say("there", f).of(m.Dialog, m)
	}
	return cannot("not-there", f).of(d, nil)
}

func anyRequest(t *parser.Trace, method string) *parser.Message {
	for _, m := range t.Messages {
		if m.IsRequest() && m.Method == method && m.Dialog != nil {
			return m
		}
	}
	return nil
}

// methodMeant is the method that the question names, the ACK in the words of it
// too.
func (s *scene) methodMeant() string {
	if len(s.q.methods) > 0 {
		return s.q.methods[0]
	}
	if s.q.has("ack") {
		return "ACK"
	}
	return ""
}

// wasItAnswered answers whether the other side answered at all.
func (s *scene) wasItAnswered(d *parser.Dialog) *reply {
	t := d.Decisive
	if t == nil || t.Request == nil {
		return nil
	}
	f := rules.Fields{"n": rules.Number(t.Request), "method": t.Method, "host": farHost(t.Request), "sent": words.Times(max(1, t.Sendings()))}
	if len(t.Responses) > 0 {
		m := t.Responses[len(t.Responses)-1]
		f["answer"], f["line"] = rules.Number(m), m.StartLine
		return say("answered", f).of(d, m)
	}
	return cannot("unanswered", f).of(d, t.Request)
}
