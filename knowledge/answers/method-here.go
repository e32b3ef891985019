package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// methodHere answers what a request of the trace is for and what came of it.
func methodHere(s *scene) *reply {
	method := s.methodMeant()
	if method == "" {
		return nil
	}
	m := requestOf(s.dialog, method)
	if m == nil {
		m = anyRequest(s.trace, method)
	}
	f := rules.Fields{"method": method, "meaning": s.meaning("method", method)}
	if m == nil {
		if f["meaning"] == "" && !s.q.word("info", "update") {
			return say("absent", f).overall()
		}
		return nil
	}
	d := m.Dialog
	f["n"], f["who"], f["answers"] = rules.Number(m), sideLabel(d, d.SideOf(m)), ""
	f["content"] = nothing
	if kind := m.Header("Content-Type"); kind != "" && m.SDP() == nil {
		f["content"] = ", with " + kind
	}
	if method == "ACK" || m.Tx == nil {
		return say("ack", f).of(d, m)
	}
	final := m.Tx.Final
	if final == nil {
		return say("unanswered", f).of(d, m)
	}
	f["answer"], f["code"], f["phrase"], f["reason"] = rules.Number(final), itoa(final.Code), rules.Shown(final.Phrase), reasonClause(final)
	switch {
	case final.Code/100 == 2:
		return say("accepted", f).of(d, final)
	case final.IsChallenge():
		return say("challenged", f).of(d, final)
	}
	if final.Has("Accept") && final.Code == 415 {
		f["reason"] += "; it accepts " + final.Header("Accept")
	}
	return say("refused", f).of(d, final)
}

// methodNamed weighs an intent that needs a method of the trace.
func methodNamed(s *scene) float64 {
	for _, method := range s.q.methods {
		if anyRequest(s.trace, method) != nil {
			return 1
		}
	}
	return 0.5
}
