package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// outcome answers whether it worked and what happened.
func outcome(s *scene) *reply {
	if len(s.trace.Dialogs) > 1 && !s.named && s.Focus == nil {
		r := say("several", rules.Fields{"count": itoa(len(s.trace.Dialogs))})
		r.texts = map[string][]words.Text{"list": s.overview(3)}
		return r.overall()
	}
	d := s.dialog
	if d == nil {
		return nil
	}
	j, m := s.Report.Of(d), s.matter()
	if j == nil {
		return nil
	}
	r := say("verdict", nil).of(d, nil, j.Findings...)
	yes, no := s.polarity()
	r.texts = map[string][]words.Text{"verdict": {j.Verdict}, "story": {j.Story}, "closing": {j.Closing}}
	switch {
	case d.Outcome == parser.Answered && d.Answer != nil:
		r.key, r.message = "answered", d.Answer
		r.fields = rules.Fields{"n": rules.Number(d.Answer), "line": d.Answer.StartLine, "setup": after(d), "end": howItEnded(d), "yes": yes}
		if m != nil {
			r.key = "answered-but"
			r.texts["title"] = []words.Text{m.title}
		}
	case d.Outcome == parser.Registered:
		r.key, r.message = "registered", d.Decisive.Final
		r.fields = rules.Fields{"n": rules.Number(d.Decisive.Final), "line": d.Decisive.Final.StartLine, "user": rules.Shown(d.From), "granted": grantedClause(d.Decisive.Final), "yes": yes}
	case m != nil:
		r = m.reply(r)
		r.key = "failed"
		r.fields = rules.Fields{"no": no}
		r.texts["title"], r.texts["says"] = []words.Text{m.title}, []words.Text{m.says}
	case j.State == rules.Unclear:
		r.unknown = true
	case d.Outcome == parser.Cancelled:
		r.key = "cancelled"
		r.fields = rules.Fields{"ender": enderName(d), "rang": ringClause(d)}
	}
	return r
}

// polarity are the words that an answer about success, or about failure, begins
// with: "yes" to "did it work", no such word to "did it fail" or "nothing wrong?".
func (s *scene) polarity() (yes, no string) {
	if s.q.has("fail", "problem", "drop", "reject", "blocked") || s.q.word("not", "nothing", "no") {
		return nothing, nothing
	}
	if s.q.has("success", "okay", "answer", "registration") {
		return "Yes: ", "No. "
	}
	return nothing, nothing
}

func after(d *parser.Dialog) string {
	if d.Setup > 0 {
		return " after " + rules.Seconds(d.Setup)
	}
	return nothing
}

// howItEnded tells the end of an answered call in half a sentence.
func howItEnded(d *parser.Dialog) string {
	if d.Bye == nil {
		return "the trace ends before the call does"
	}
	end := sideName(d.EndedBy) + " hung up"
	if d.Duration > 0 {
		end += " after " + rules.Seconds(d.Duration)
	}
	return end
}

// enderName is the side that ended the dialog, in words.
func enderName(d *parser.Dialog) string { return sideName(d.EndedBy) }

func grantedClause(m *parser.Message) string {
	if n := granted(m); n > 0 {
		return " for " + itoa(n) + " s"
	}
	return nothing
}

// overview tells each dialog in a line, at most so many.
func (s *scene) overview(most int) []words.Text {
	var lines []words.Text
	all := s.dialogs()
	for i, d := range all {
		if i == most-1 && len(all) > most {
			return append(lines, words.T("… and "+itoa(len(all)-i)+" more."))
		}
		lines = append(lines, s.inBrief(i+1, d))
	}
	return lines
}

// inBrief tells a dialog in a line: its number, name and verdict.
func (s *scene) inBrief(n int, d *parser.Dialog) words.Text {
	head := words.T(itoa(n) + ") " + s.title(d) + " (" + rules.Number(d.First()) + "): ")
	if m := s.matterOf(d); m != nil {
		return words.Cat(head, m.title)
	}
	if j := s.Report.Of(d); j != nil {
		return words.Cat(head, j.Verdict)
	}
	return head
}
