package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// why answers what the cause is.
func why(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	if m := s.codeMeant(); m != nil && m.IsProvisional() {
		return nil // no cause of anything
	}
	m := s.matter()
	if m == nil {
		return nothingWrong(s)
	}
	r := m.reply(say("cause", nil))
	r.texts = map[string][]words.Text{"title": {m.title}, "says": {m.says}, "fix": first(m.fix), "candidates": {candidates(m)}}
	if m.undecided {
		r.key = "undecided"
	}
	return r
}

// nothingWrong says of a dialog without a fault what it is instead.
func nothingWrong(s *scene) *reply {
	d := s.dialog
	j := s.Report.Of(d)
	if j == nil {
		return nil
	}
	r := say("healthy", nil).of(d, nil, j.Findings...)
	r.texts = map[string][]words.Text{"verdict": {j.Verdict}, "closing": {j.Closing}}
	if j.State == rules.Unclear || d.Outcome == parser.Challenged {
		r.key, r.unknown = "open", true
	}
	return r
}

func first(texts []words.Text) []words.Text { return texts[:min(len(texts), 1)] }

// candidates lists what it could be: "1) no credit, 2) …".
func candidates(m *matter) words.Text {
	var texts []words.Text
	for _, a := range m.alternatives {
		if !a.Why.Empty() {
			texts = append(texts, words.Cat(words.T(itoa(len(texts)+1)+") "), a.Why))
		}
	}
	return words.Join(", ", texts...)
}
