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

// several tells a handful of dialogs: a line each, and the first failing one in
// full.
func several(r *rules.Report) *Reply {
	failing := failing(r)
	if len(failing) == 1 && len(r.Judgements) == 2 && !common(failing[0]) || len(failing) == 0 {
		return brief(r, failing)
	}
	reply := &Reply{Mark: worst(r)}
	open(reply, r, count(r))
	shared := map[*rules.Finding]bool{}
	alike := map[string]int{}
	for _, j := range r.Judgements {
		alike[line(j).String()]++
	}
	from := len(reply.Blocks)
	for _, j := range r.Judgements {
		if !common(j) {
			reply.add(Paragraph, once(line(j), alike))
			continue
		}
		// What several dialogs show together is said once.
		if f := j.Faults()[0]; !shared[f] {
			shared[f] = true
			reply.add(Paragraph, words.Cat(words.T(signs[markOf(worstOf(r, f))]+" "), f.Title))
		}
	}
	to := len(reply.Blocks)
	if len(failing) > 0 {
		detail(reply, failing[0])
	}
	trim(reply)
	cutList(reply, from, to)
	return reply
}

// fewDialogs are told in a line each even where the detail of one fills the reply.
const fewDialogs = 3

// cutList takes lines off the list of dialogs, the blocks from one index to another,
// where the reply is still too long, and says how many.
func cutList(reply *Reply, from, to int) {
	over := lines(reply) - maxLines
	if over <= 0 || to-from <= fewDialogs {
		return
	}
	cut := max(from+fewDialogs, to-over-1)
	rest := Block{Kind: Paragraph, Lines: []words.Text{words.T(fmt.Sprintf("… and %d more, told on request.", to-cut))}}
	reply.Blocks = append(append(slices.Clone(reply.Blocks[:cut]), rest), reply.Blocks[to:]...)
}

// open begins a reply on several dialogs: with what is urgent, where anything is, and
// with how many there are.
func open(reply *Reply, r *rules.Report, counted words.Text) {
	if faults := r.Faults(); len(faults) > 0 && faults[0].Urgent {
		reply.add(Headline, strong(faults[0].Title))
		reply.add(Paragraph, counted)
		return
	}
	reply.add(Headline, strong(counted))
}

// common tells a dialog whose fault is that of several dialogs together.
func common(j *rules.Judgement) bool {
	faults := j.Faults()
	return len(faults) > 0 && len(faults[0].Dialogs) > 1
}

// once is a line with how often it holds, nothing where it was told already.
func once(t words.Text, alike map[string]int) words.Text {
	key := t.String()
	n := alike[key]
	alike[key] = 0
	switch n {
	case 0:
		return nil
	case 1:
		return t
	}
	return words.Cat(t, words.T(fmt.Sprintf(" (%d times)", n)))
}

// worstOf is the worst state of the dialogs that a finding concerns.
func worstOf(r *rules.Report, f *rules.Finding) rules.State {
	state := rules.AtRisk
	for _, d := range f.Dialogs {
		if j := r.Of(d); j != nil && j.State == rules.Failed {
			state = rules.Failed
		}
	}
	return state
}

// brief tells dialogs of which at most one failed.
func brief(r *rules.Report, failing []*rules.Judgement) *Reply {
	reply := &Reply{Mark: worst(r)}
	open(reply, r, count(r))
	alike := map[string]int{}
	for _, j := range r.Judgements {
		alike[line(j).String()]++
	}
	for _, j := range r.Judgements {
		if len(failing) == 0 || j != failing[0] {
			reply.add(Paragraph, once(line(j), alike))
		}
	}
	if len(failing) > 0 {
		reply.add(Paragraph, line(failing[0]))
		detail(reply, failing[0])
	}
	trim(reply)
	return reply
}

// detail adds what proves and mends the fault of one of several dialogs.
func detail(reply *Reply, j *rules.Judgement) {
	faults := j.Faults()
	if len(faults) == 0 {
		return
	}
	f := faults[0]
	reply.add(Paragraph, f.Says)
	reply.add(List, evidence(f)...)
	reply.add(Paragraph, words.Join(" ", reasons(f.Excluded)...))
	reply.add(Paragraph, fixLines(f)...)
	reply.add(Paragraph, alternatives(f))
	reply.add(Context, confidence(f))
}

// failing lists the dialogs with something to mend, the one to look at first in
// front: what is urgent, then calls and logins that failed, then those that are at
// risk, then what is of less use or nobody has to mend.
func failing(r *rules.Report) []*rules.Judgement {
	var all []*rules.Judgement
	for _, f := range r.Faults() {
		if j := r.Of(f.Dialog); j != nil && !slices.Contains(all, j) {
			all = append(all, j)
		}
	}
	for _, j := range r.Judgements {
		if j.State == rules.Failed && !slices.Contains(all, j) {
			all = append(all, j)
		}
	}
	slices.SortStableFunc(all, func(a, b *rules.Judgement) int { return gravity(a) - gravity(b) })
	return all
}

// gravity ranks dialogs by what they mean to users, the gravest lowest.
func gravity(j *rules.Judgement) int {
	faults := j.Faults()
	main := j.Dialog.Kind == parser.Call || j.Dialog.Kind == parser.Registration
	switch {
	case len(faults) > 0 && faults[0].Urgent:
		return 0
	case len(faults) > 0 && faults[0].Who == "nobody":
		return 3
	case len(faults) > 0 && main && j.State == rules.Failed:
		return 1
	case len(faults) > 0 && main:
		return 2
	case len(faults) > 0:
		return 3
	}
	return 4
}

func worst(r *rules.Report) Mark {
	mark := Healthy
	for _, j := range r.Judgements {
		switch {
		case j.State == rules.Failed:
			return Fault
		case j.State == rules.AtRisk:
			mark = Risk
		case j.State == rules.Unclear && mark == Healthy:
			mark = Unsure
		}
	}
	return mark
}

// line is one dialog in one line: its sign, whom it was with, and its verdict.
func line(j *rules.Judgement) words.Text {
	said := j.Brief
	if said.Empty() {
		said = j.Verdict
	}
	if strings.HasPrefix(j.Verdict.String(), party(j.Dialog)) {
		return words.Cat(words.T(signs[markOf(j.State)]+" "), j.Verdict)
	}
	return words.Cat(words.Text{{Text: signs[markOf(j.State)] + " "}, {Text: party(j.Dialog), Style: words.Strong}, {Text: ": "}}, said)
}

// party names whom a dialog is with.
func party(d *parser.Dialog) string {
	switch d.Kind {
	case parser.Registration, parser.Subscription:
		return rules.Shown(d.From)
	}
	return rules.Shown(d.To)
}

// count is "Two calls in this trace:".
func count(r *rules.Report) words.Text {
	if twoLegs(r) {
		return words.T("Two legs of one call in this trace:")
	}
	kinds := map[parser.Kind]int{}
	var order []parser.Kind
	for _, j := range r.Judgements {
		if kinds[j.Dialog.Kind] == 0 {
			order = append(order, j.Dialog.Kind)
		}
		kinds[j.Dialog.Kind]++
	}
	var parts []string
	for _, kind := range order {
		parts = append(parts, number(kinds[kind])+" "+noun(kind, kinds[kind]))
	}
	text := strings.Join(parts, ", ")
	return words.T(strings.ToUpper(text[:1]) + text[1:] + " in this trace:")
}

// twoLegs tells a trace of one call only, on both sides of the system in its middle.
func twoLegs(r *rules.Report) bool {
	return len(r.Judgements) == 2 && slices.ContainsFunc(r.Findings, func(f *rules.Finding) bool { return f.ID == "refusal-passed-on" })
}

func number(n int) string {
	small := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n < len(small) {
		return small[n]
	}
	return strconv.Itoa(n)
}

func noun(kind parser.Kind, n int) string {
	name := map[parser.Kind]string{
		parser.Call: "call", parser.Registration: "registration", parser.Subscription: "subscription",
		parser.PageMessage: "text message", parser.Ping: "keep-alive", parser.OtherKind: "other exchange",
	}[kind]
	if n != 1 {
		name += "s"
	}
	return name
}

// many tells a capture of more calls than can be told one by one: outcomes, the
// top reasons with their counts, and the one to look at first.
func many(r *rules.Report) *Reply {
	reply := &Reply{Mark: worst(r)}
	open(reply, r, words.T(strings.TrimSuffix(count(r).String(), ":")+" - the outcomes:"))
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

// How many reasons are told: beside a table of outcomes, and beside a line of them.
const (
	fewReasons  = 3
	moreReasons = 5
)

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
	for _, j := range r.Judgements {
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
		if f.ExplainedBy != "" {
			continue
		}
		j := r.Of(f.Dialog)
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

// nothingToJudge is the reply where the trace forms no dialog.
func nothingToJudge(r *rules.Report) *Reply {
	if faults := r.Faults(); len(faults) > 0 {
		return ofLogs(r, faults)
	}
	reply := &Reply{Mark: Unsure}
	reply.add(Headline, strong(r.Verdict))
	return reply
}

// ofLogs tells what log lines say: the first in full, the others by their titles.
func ofLogs(r *rules.Report, faults []*rules.Finding) *Reply {
	reply := &Reply{Mark: Fault}
	reply.add(Headline, strong(r.Verdict))
	tell(reply, &rules.Judgement{State: rules.Failed, Findings: faults[:1]}, faults[0])
	for i, f := range faults[1:] {
		if i == 4 {
			reply.add(Paragraph, words.T(fmt.Sprintf("… and %d more kinds of lines like these.", len(faults)-1-i)))
			break
		}
		reply.add(Paragraph, besides(f))
	}
	return reply
}

// telling picks the lines of a fragment that fit into a reply, those that every message
// has last, and tells how many are left out.
func telling(pieces []rules.Piece) (shown []rules.Piece, more int) {
	const most = maxLines - 3
	if len(pieces) <= most+1 {
		return pieces, 0
	}
	for _, p := range pieces {
		if !p.Dull && len(shown) < most {
			shown = append(shown, p)
		}
	}
	return shown, len(pieces) - len(shown)
}

// fragment explains a paste that holds no whole message, line by line.
func fragment(r *rules.Report) *Reply {
	reply := &Reply{}
	reply.add(Headline, strong(r.Verdict))
	var lines []words.Text
	pieces, more := telling(r.Pieces)
	for _, p := range pieces {
		line := p.Says
		if p.Line != "" {
			line = words.Cat(words.Quote(shorten(p.Line)), words.T("  "), p.Says)
		}
		lines = append(lines, line)
	}
	if more > 0 {
		lines = append(lines, words.T(fmt.Sprintf("… and %d more lines: ask for any of them by its name.", more)))
	}
	reply.add(List, lines...)
	reply.add(Context, r.Closing)
	return reply
}
