package knowledge

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// Summary counts what an input of any size holds.
type Summary struct {
	Messages int
	// Dialogs counts by outcome, Findings by id.
	Dialogs  map[parser.Outcome]int
	Findings map[string]int
	Notes    []string
}

// Summarize reads and diagnoses an input without keeping it: memory grows with
// the dialogs that are open at a time. Reading and diagnosing run side by side.
func (k *Knowledge) Summarize(parts []parser.Part, opt parser.Options) Summary {
	s := Summary{Dialogs: map[parser.Outcome]int{}, Findings: map[string]int{}}
	var failed []string
	total := parser.Stream(parts, opt, func(batch *parser.Trace) {
		failed = append(failed, k.count(batch, &s)...)
	})
	s.Messages = total.Count()
	s.Notes = append(total.Notes, failed...)
	return s
}

// count adds one batch to a summary and returns which checks failed on it.
func (k *Knowledge) count(batch *parser.Trace, s *Summary) []string {
	r := run{k: k, report: &rules.Report{Trace: batch}, counts: s.Findings}
	for _, d := range batch.Dialogs {
		s.Dialogs[d.Outcome]++
		r.dialog(d)
	}
	r.trace()
	return r.report.Notes
}
