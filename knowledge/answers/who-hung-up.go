package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// whoHungUp answers which side ended the call: the sender of the BYE or CANCEL.
func whoHungUp(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
	if d == nil {
		return nil
	}
	f := rules.Fields{"ender": enderName(d), "other": sideName(d.EndedBy.Other())}
	r := say("", f).of(d, nil)
	switch {
	case d.Bye != nil && racingBye(d) && len(d.Roots("BYE")) > 1:
		r.key, r.message = "both", d.Bye
		f["n"] = rules.Number(d.Bye)
	case d.Bye != nil:
		r.key, r.message = "bye", d.Bye
		f["n"], f["who"], f["reason"], f["after"] = rules.Number(d.Bye), senderLabel(d, d.Bye), reasonClause(d.Bye), nothing
		f["ender"] = sideName(d.SideOf(d.Bye))
		if d.Duration > 0 {
			f["after"] = " after " + rules.Seconds(d.Duration)
		}
		if m := notACKed(s, d); m != nil {
			r.key = "bye-no-ack"
			f["answer"] = rules.Number(d.Answer)
		}
	case d.Outcome == parser.Cancelled && d.Cancel != nil:
		r.key, r.message = "cancel", d.Cancel
		f["n"], f["rang"] = rules.Number(d.Cancel), ringClause(d)
	case d.Outcome == parser.Cancelled:
		r.key, r.unknown = "cancel-unseen", true
	case d.Refusal() != nil:
		r.key, r.message = "refused", d.Refusal()
		f["n"], f["who"], f["code"] = rules.Number(d.Refusal()), whoSent(d, d.Refusal()), itoa(d.Refusal().Code)
	case d.Answer != nil:
		r.key, r.unknown = "open", true
	case d.Decisive != nil && d.Decisive.Final == nil:
		r.key, r.unknown = "unfinished", true
	default:
		r.key = "never-up"
	}
	return r
}
