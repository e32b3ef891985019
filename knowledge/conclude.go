package knowledge

import (
	"slices"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// conclude folds consequences under their causes, ranks, and judges each dialog.
func (r *run) conclude() {
	r.logged()
	r.explain()
	r.demote()
	slices.SortStableFunc(r.findings, compare)
	r.actionableFirst()
	calls := (&rules.Case{Trace: r.report.Trace, Network: r.k.Network, Plan: r.k.Plan()}).Calls()
	r.lastWordFirst(calls)
	r.report.Findings = append(r.folded(), r.logs()...)
	for _, d := range r.report.Trace.Dialogs {
		r.report.Judgements = append(r.report.Judgements, r.judge(d))
	}
	r.tellAsOne(calls)
	r.report.Pieces = r.k.pieces(r.report.Trace)
	if len(r.report.Pieces) > 0 {
		r.report.Closing = r.k.askWhole(r.report.Trace)
	}
	r.report.Verdict = r.k.overall(r.report)
}

// logs adds what log lines say of calls whose messages are not there.
func (r *run) logs() []*rules.Finding {
	found, err := r.k.logs(r.report.Trace)
	if err != nil {
		r.report.Notes = append(r.report.Notes, err.Error())
	}
	return found
}

// explain marks findings that another one of the same dialog explains. A mere hint
// explains no stronger fault.
func (r *run) explain() {
	for _, together := range r.byDialog {
		for _, cause := range together {
			for _, f := range together {
				hint := cause.Certainty == rules.Possible && f.Kind == rules.Fault && f.Certainty != rules.Possible
				if f != cause && !hint && f.ExplainedBy == "" && cause.ExplainedBy != f.ID && slices.Contains(cause.words.Explains, f.ID) {
					f.ExplainedBy = cause.ID
				}
			}
		}
	}
}

// demote turns a mere hint into a note where the same dialog has a stronger
// fault: it may still be worth saying, but nobody is accused of it.
func (r *run) demote() {
	for _, together := range r.byDialog {
		strong := slices.ContainsFunc(together, func(f *ranked) bool {
			return f.Kind == rules.Fault && f.Certainty != rules.Possible && f.ExplainedBy == ""
		})
		for _, f := range together {
			if strong && f.Kind == rules.Fault && f.Certainty == rules.Possible {
				f.Kind = rules.Note
			}
		}
	}
}

// actionableFirst puts the faults of calls about which nobody has to do anything, a
// busy callee above all, behind those of calls that somebody must mend, and what
// befell lamps, presence and text messages behind what befell calls and logins. A mere
// hint at a call that went well comes after all.
func (r *run) actionableFirst() {
	weight := map[*parser.Dialog]int{}
	for _, f := range r.findings {
		if _, judged := weight[f.Dialog]; !judged && f.Dialog != nil && f.Kind == rules.Fault && f.ExplainedBy == "" {
			weight[f.Dialog] = weigh(f)
		}
	}
	from := slices.IndexFunc(r.findings, func(f *ranked) bool { return !f.Urgent })
	if from < 0 {
		return
	}
	faults := r.findings[from:]
	if to := slices.IndexFunc(faults, func(f *ranked) bool { return f.Kind != rules.Fault }); to >= 0 {
		faults = faults[:to]
	}
	weight[nil] = ofCapture
	slices.SortStableFunc(faults, func(a, b *ranked) int { return weight[a.Dialog] - weight[b.Dialog] })
}

// ofCapture is the weight of what is about the capture itself: it comes last.
const ofCapture = 4

// weigh ranks a fault by how soon it is told, the first lowest.
func weigh(f *ranked) int {
	switch {
	case f.Certainty == rules.Possible && succeeded(f.Dialog):
		return 3
	case f.Aside:
		return 2
	case !main(f.Dialog):
		return 2
	case f.Who == "nobody":
		return 1
	}
	return 0
}

// compare puts urgent findings first, then faults before notes, the more certain
// before the less, the earlier dialog before the later, and the catalogue's order
// among equals.
func compare(a, b *ranked) int {
	steps := []int{
		asInt(b.Urgent) - asInt(a.Urgent),
		asInt(b.Kind == rules.Fault) - asInt(a.Kind == rules.Fault),
		a.Certainty.Rank() - b.Certainty.Rank(),
		first(a) - first(b),
		a.order - b.order,
	}
	for _, s := range steps {
		if s != 0 {
			return s
		}
	}
	return 0
}

func asInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func first(f *ranked) int {
	if f.Dialog == nil || len(f.Dialog.Messages) == 0 {
		return 0
	}
	return f.Dialog.Messages[0].N
}

// folded lists the findings with each consequence directly behind its cause.
func (r *run) folded() []*rules.Finding {
	out := make([]*rules.Finding, 0, len(r.findings))
	placed := map[*ranked]bool{}
	var place func(f *ranked)
	place = func(f *ranked) {
		if placed[f] {
			return
		}
		placed[f] = true
		out = append(out, f.Finding)
		if len(f.words.Explains) == 0 {
			return
		}
		for _, d := range f.Dialogs {
			for _, consequence := range r.byDialog[d] {
				if consequence.ExplainedBy == f.ID {
					place(consequence)
				}
			}
		}
	}
	for _, f := range r.findings {
		if f.ExplainedBy == "" {
			place(f)
		}
	}
	for _, f := range r.findings {
		place(f)
	}
	return out
}

// judge gathers what concerns one dialog.
func (r *run) judge(d *parser.Dialog) *rules.Judgement {
	j := &rules.Judgement{Dialog: d}
	if len(r.byDialog[d]) > 0 {
		of := map[*rules.Finding]bool{}
		for _, f := range r.byDialog[d] {
			of[f.Finding] = true
		}
		mine := run{findings: r.byDialog[d], byDialog: map[*parser.Dialog][]*ranked{d: r.byDialog[d]}}
		slices.SortStableFunc(mine.findings, compare)
		for _, f := range mine.folded() {
			if of[f] {
				j.Findings = append(j.Findings, f)
			}
		}
	}
	r.k.verdictOf(j)
	return j
}
