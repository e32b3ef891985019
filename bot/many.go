package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// many tells a capture of more calls than can be told one by one: outcomes, the
// top reasons with their counts, and the one to look at first.
func many(r *rules.Report) *Reply {
	reply := &Reply{Mark: worst(r)}
	counted := strings.TrimSuffix(count(r).String(), ":")
	if reply.Mark == Healthy {
		counted = "Nothing wrong here: " + tallied(r)
	}
	open(reply, r, words.T(counted+" - the outcomes:"))
	reasons := topFaults(r, fewReasons)
	if rows := outcomes(r); len(rows) <= tableRows-len(reasons) {
		reply.Blocks = append(reply.Blocks, Block{Kind: Table, Cells: rows})
	} else {
		reply.add(Paragraph, inOneLine(rows[1:]))
		reasons = topFaults(r, moreReasons)
	}
	if len(reasons) > 1 {
		reply.Blocks = append(reply.Blocks, Block{Kind: Table, Cells: reasons})
	}
	if failing := failing(r); len(failing) > 0 {
		first := failing[0]
		reply.add(Paragraph, words.Cat(words.T(fmt.Sprintf("Look first at %s (#%d): ", party(first.Dialog), first.Dialog.First().N)), first.Verdict))
		if faults := first.Faults(); len(faults) > 0 {
			reply.add(List, evidence(faults[0])[:1]...)
			reply.add(Paragraph, fixLines(faults[0])[:min(1, len(faults[0].Fix))]...)
		}
	}
	reply.add(Context, words.T("Ask for any of them by its number or Call-ID: \"the call to 5550142\", \"show message 12\"."))
	return reply
}

// tableRows is how many rows both tables of a capture may have, their heads included:
// what a reply's lines leave beside the headline and the call to look at first.
const tableRows = maxLines - 5

// outcomes counts how the dialogs ended, with the codes of those that failed.
func outcomes(r *rules.Report) [][]string {
	counts, order := countBy(r, func(d *parser.Dialog) string {
		key := string(d.Kind) + " " + string(d.Outcome)
		if d.Code >= 300 {
			key += " " + strconv.Itoa(d.Code)
		}
		return key
	})
	rows := [][]string{{"outcome", "count"}}
	for _, key := range order {
		rows = append(rows, []string{key, strconv.Itoa(counts[key])})
	}
	return rows
}

// listedOutcomes is how many kinds of outcomes are told of where there are many.
const listedOutcomes = 12

// inOneLine tells outcomes that are too many for a table, each kind of dialog named
// once, such as "call: 3228 answered, 465 rejected (486); registration: 250 registered."
func inOneLine(rows [][]string) words.Text {
	var kinds []string
	byKind := map[string][]string{}
	for _, row := range rows[:min(len(rows), listedOutcomes)] {
		kind, outcome, _ := strings.Cut(row[0], " ")
		if byKind[kind] == nil {
			kinds = append(kinds, kind)
		}
		if word, code, failed := strings.Cut(outcome, " "); failed {
			outcome = word + " (" + code + ")"
		}
		byKind[kind] = append(byKind[kind], row[1]+" "+outcome)
	}
	var parts []string
	for _, kind := range kinds {
		parts = append(parts, kind+": "+strings.Join(byKind[kind], ", "))
	}
	if more := len(rows) - listedOutcomes; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more kinds", more))
	}
	return words.T(strings.Join(parts, "; ") + ".")
}

// countBy counts the dialogs by a key, the most frequent first.
func countBy(r *rules.Report, key func(*parser.Dialog) string) (counts map[string]int, order []string) {
	counts = map[string]int{}
	for _, j := range r.Calls {
		k := key(j.Dialog)
		if counts[k] == 0 {
			order = append(order, k)
		}
		counts[k]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return counts[b] - counts[a] })
	return counts, order
}

// topFaults are the rows of the most frequent reasons, mere hints at calls that came
// about behind them.
func topFaults(r *rules.Report, most int) [][]string {
	counts, first, hint := map[string]int{}, map[string]*rules.Finding{}, map[string]bool{}
	var order []string
	for _, f := range r.Faults() {
		if f.ExplainedBy != "" || f.Dialog == nil {
			continue
		}
		j := r.CallOf(f.Dialog)
		hint[f.ID] = (hint[f.ID] || counts[f.ID] == 0) && f.Certainty == rules.Possible && j != nil && j.State != rules.Failed
		if counts[f.ID] == 0 {
			order = append(order, f.ID)
			first[f.ID] = f
		}
		counts[f.ID]++
	}
	slices.SortStableFunc(order, func(a, b string) int {
		switch {
		case hint[a] == hint[b]:
			return counts[b] - counts[a]
		case hint[a]:
			return 1
		}
		return -1
	})
	rows := [][]string{{"reason", "count", "for instance"}}
	for i, id := range order {
		if i == most {
			break
		}
		rows = append(rows, []string{id, strconv.Itoa(counts[id]), fmt.Sprintf("%s (#%d)", party(first[id].Dialog), first[id].Evidence[0].Message.N)})
	}
	return rows
}
