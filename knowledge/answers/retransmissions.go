package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// retransmissions answers why something is there several times, and how often.
func retransmissions(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Traits&parser.HasRepeats != 0 })
	if d == nil {
		return s.triedAgain()
	}
	sent := s.repeated(d)
	if len(sent) < 2 {
		return s.triedAgain()
	}
	m, last := sent[0], sent[len(sent)-1]
	f := rules.Fields{
		"n": rules.Number(m), "what": name(m), "count": itoa(len(sent) - 1), "all": itoa(len(sent)), "list": numbers(sent), "branch": m.Branch, "span": nothing,
		"again": words.Times(len(sent) - 1),
	}
	if gap, ok := parser.Between(m, last); ok {
		f["span"] = " within " + rules.Seconds(gap)
	}
	switch {
	case m.IsRequest() && len(m.Tx.Responses) == 0:
		return say("request-unanswered", f).of(d, m)
	case m.IsRequest():
		return say("request", f).of(d, m)
	case m.Method == "INVITE" && m.Code/100 == 2 && d.ACK == nil:
		return say("ok-unacked", f).of(d, m)
	case m.Reliable():
		return say("reliable", f).of(d, m)
	}
	return say("response", f).of(d, m)
}

// repeated are the sendings of the message that the question means: with the code
// or method that it names, else the one sent most often.
func (s *scene) repeated(d *parser.Dialog) []*parser.Message {
	var most []*parser.Message
	named := len(s.q.codes) > 0 || len(s.q.methods) > 0
	for _, t := range d.Transactions {
		for _, sent := range sendings(t) {
			m := sent[0]
			if named && !s.names(m) {
				continue
			}
			if len(sent) > len(most) {
				most = sent
			}
		}
	}
	if len(most) < 2 && named {
		plain := *s
		plain.q = &Question{}
		return plain.repeated(d)
	}
	return most
}

// names tells whether the question names this code or method.
func (s *scene) names(m *parser.Message) bool {
	if m.IsResponse() {
		return containsInt(s.q.codes, m.Code)
	}
	return contains(s.q.methods, m.Method)
}

// sendings lists each message of a transaction with its retransmissions.
func sendings(t *parser.Transaction) [][]*parser.Message {
	var all [][]*parser.Message
	if t.Request != nil {
		var sent []*parser.Message
		for _, m := range t.Requests {
			if !m.Copy {
				sent = append(sent, m)
			}
		}
		all = append(all, sent)
	}
	for _, r := range t.Responses {
		all = append(all, t.Resent(r))
	}
	return all
}

// triedAgain answers where nothing is a retransmission: the same request in new
// tries, or nothing twice at all.
func (s *scene) triedAgain() *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	method := "INVITE"
	if d.Kind == parser.Registration {
		method = "REGISTER"
	}
	if len(s.q.methods) > 0 {
		method = s.q.methods[0]
	}
	var tries []*parser.Message
	for _, t := range d.Roots(method) {
		if t.Request != nil {
			tries = append(tries, t.Request)
		}
	}
	if len(tries) < 2 {
		return say("none", nil).of(d, nil)
	}
	f := rules.Fields{"method": method, "count": itoa(len(tries)), "list": numbers(tries), "why": nothing}
	for _, l := range d.Logins() {
		if l.Request == tries[1] && l.OfferedBy != nil {
			f["why"] = ": the first was challenged (" + rules.Number(l.OfferedBy) + "), the next brings the login"
		}
	}
	return say("tries", f).of(d, tries[1])
}

// sentAgain weighs questions about what comes again and again: where a login goes round,
// why it does is the diagnosis.
func sentAgain(s *scene) float64 {
	if s.q.has("why") && len(s.q.codes) > 0 && s.dialog != nil && s.dialog.Kind == parser.Registration && s.matter() != nil {
		return 0.6
	}
	return 1
}
