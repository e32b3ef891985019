package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// transferAsked answers whether a transfer worked, and to whom.
func transferAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return transferOf(d) != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("none", nil).of(s.dialog, nil)
	}
	x := transferOf(d)
	f := rules.Fields{"refer": rules.Number(x.refer), "target": x.target, "kind": "a blind", "who": transferor(d, x.refer), "answer": x.answer}
	if x.attended {
		f["kind"] = "an attended"
	}
	r := say("", f).of(d, x.refer)
	switch {
	case x.report != nil:
		f["n"] = rules.Number(x.report)
		r.message = x.report
		switch {
		case x.code/100 == 2:
			r.key = "worked"
		case x.code >= 300:
			r.key = "failed"
		default:
			r.key, r.unknown = "under-way", true
		}
	case x.accepted == nil:
		r.key, r.unknown = "unanswered", true
	case x.accepted.Code/100 == 2:
		f["n"] = rules.Number(x.accepted)
		r.key, r.unknown = "accepted", true
	default:
		f["n"], f["line"] = rules.Number(x.accepted), x.accepted.StartLine
		r.key = "refused"
	}
	return r
}

// transferor calls the side that transfers, with its number.
func transferor(d *parser.Dialog, refer *parser.Message) string {
	if user := refer.From().URI.User; user != "" {
		return rules.Shown(user) + " (" + sideName(d.SideOf(refer)) + ")"
	}
	return sideName(d.SideOf(refer))
}

// hasTransfer weighs what only fits a transfer.
func hasTransfer(s *scene) float64 {
	for _, d := range s.trace.Dialogs {
		if transferOf(d) != nil {
			return 1.15
		}
	}
	return 0.85
}
