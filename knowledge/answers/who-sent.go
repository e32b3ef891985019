package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// whoSentIt answers who sent a message: the one named, else the refusal.
func whoSentIt(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	m := s.meantMessage()
	if m == nil {
		return nil
	}
	d := m.Dialog
	if d == nil {
		d = s.dialog
	}
	f := rules.Fields{
		"n": rules.Number(m), "line": m.StartLine, "host": whoSent(d, m), "side": sideName(d.SideOf(m)), "product": productClause(m.Product()), "answers": nothing,
	}
	if m.IsResponse() && m.Tx != nil && m.Tx.Request != nil {
		f["answers"] = ", as the answer to " + rules.Number(m.Tx.Request) + " " + m.Tx.Request.Method
	}
	key := "host"
	if m.SourceHost() == "" && strings.HasPrefix(f["host"], "the ") {
		key = "side"
	}
	r := say(key, f).of(d, m)
	if m.IsResponse() && len(m.Vias()) > 1 {
		r.key += "-passed"
	}
	return r
}

// meantMessage is the message that a question speaks of: by number, code or
// method, else the refusal, else the one talked about last, else what ended the
// dialog.
func (s *scene) meantMessage() *parser.Message {
	if s.asked != nil {
		return s.asked
	}
	if m := s.codeMeant(); m != nil {
		return m
	}
	for _, method := range s.q.methods {
		if m := requestOf(s.dialog, method); m != nil {
			return m
		}
	}
	d := s.dialog
	switch {
	case d == nil:
		return s.Message
	case d.Refusal() != nil:
		return d.Refusal()
	case s.Message != nil && s.Message.Dialog == d:
		return s.Message
	case d.Bye != nil:
		return d.Bye
	case d.Decisive != nil && d.Decisive.Final != nil:
		return d.Decisive.Final
	}
	return d.Last()
}

// codeMeant is the response with a code that the question names: in the dialog at
// hand, else anywhere. "The second 401" is the second of them.
func (s *scene) codeMeant() *parser.Message {
	for _, code := range s.q.codes {
		var all []*parser.Message
		if s.dialog != nil {
			all = withCode(s.dialog.Messages, code)
		}
		if len(all) == 0 {
			all = withCode(s.trace.Messages, code)
		}
		if len(all) == 0 {
			continue
		}
		for _, n := range s.q.nth {
			switch {
			case n.of != itoa(code):
			case n.n < 0:
				return all[len(all)-1]
			case n.n <= len(all):
				return all[n.n-1]
			}
		}
		return all[0]
	}
	return nil
}

func withCode(list []*parser.Message, code int) []*parser.Message {
	var all []*parser.Message
	for _, m := range list {
		if m.Code == code && m.First() {
			all = append(all, m)
		}
	}
	return all
}

// requestOf is the first request of this method in the dialog, nil without one.
func requestOf(d *parser.Dialog, method string) *parser.Message {
	if d == nil {
		return nil
	}
	for _, m := range d.Messages {
		if m.IsRequest() && m.Method == method {
			return m
		}
	}
	return nil
}

func productClause(product string) string {
	if product == "" {
		return nothing
	}
	return " (" + product + ")"
}
