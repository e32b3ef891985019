package answers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// rejectedByCallee answers whether the called person turned the call down. Only
// an answer that comes after ringing can be a person's.
func rejectedByCallee(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
	if d == nil {
		return nil
	}
	f := rules.Fields{"rang": ringClause(d)}
	m := s.matterOf(d)
	r := say("", f).of(d, nil, m.findings()...)
	r.texts = titles(m)
	answer := decisiveAnswer(d)
	if answer != nil {
		r.message = answer
		f["n"], f["code"], f["phrase"], f["who"], f["reason"] = rules.Number(answer), strconv.Itoa(answer.Code), rules.Shown(answer.Phrase), whoSent(d, answer), reasonClause(answer)
	}
	switch {
	case d.Answer != nil:
		r.key = "answered"
	case d.Outcome == parser.Cancelled && d.Cancel != nil:
		r.key, r.message = "cancelled", d.Cancel
		f["cancel"], f["ender"] = rules.Number(d.Cancel), enderName(d)
	case answer == nil:
		r.key = "open"
	case d.Outcome == parser.Cancelled:
		r.key = "gave-up"
	case networkBlocked(s, d) != nil:
		r.key = "blocked"
	case busy(s, d) != nil:
		r.key = "busy"
	case noAnswer(s, d) != nil:
		r.key = "not-taken"
	case d.Ringing != nil:
		r.key = "after-ringing"
	default:
		r.key = "never-rang"
		if m != nil && m.finding == nil {
			r.texts["title"] = []words.Text{nil}
		}
	}
	return r
}
