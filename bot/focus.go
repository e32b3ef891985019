package bot

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// What a reply on one failing dialog among others names of the rest.
const (
	// fewFailing are the other failing dialogs that get a line each.
	fewFailing = 3
	// fewFine are the healthy calls that are named one by one.
	fewFine = 3
)

// focused tells the failing dialog to look at first in full, as if it stood alone:
// whoever pastes a long log asks about that one. The other failing ones have a line
// each, and what is fine is named in one line together.
func focused(r *rules.Report, failing []*rules.Judgement) *Reply {
	first := failing[0]
	told := map[*rules.Judgement]bool{}
	twins := sameFault(failing, first)
	reply := &Reply{Mark: worst(r)}
	reply.add(Headline, headlineOf(first, len(twins)))
	for _, j := range append(twins, first) {
		told[j] = true
	}
	detail(reply, first)
	reply.add(Paragraph, twinLine(first, twins))
	reply.add(Paragraph, otherFailing(failing, told)...)
	reply.add(Paragraph, apart(r, told)...)
	reply.add(Paragraph, fine(r.Calls, told))
	trim(reply)
	return reply
}

// fewReasonsFail tells a long log in which something fails for but a few reasons: what
// fails is then worth more than a table of all outcomes.
func fewReasonsFail(r *rules.Report) bool {
	reasons := map[string]bool{}
	for _, j := range failing(r) {
		key := string(j.Dialog.Outcome) + strconv.Itoa(j.Dialog.Code)
		if faults := j.Faults(); len(faults) > 0 {
			key = faults[0].ID
		}
		reasons[key] = true
	}
	return len(reasons) > 0 && len(reasons) <= fewReasons
}

// headlineOf is the verdict on the dialog that a reply is about, with whom it was
// with where the verdict does not name it.
func headlineOf(j *rules.Judgement, twins int) words.Text {
	if common(j) {
		return strong(j.Faults()[0].Title)
	}
	text := j.Verdict
	if name := party(j.Dialog); !strings.Contains(text.String(), name) {
		text = words.Cat(words.T(name+": "), text)
	}
	if twins > 0 {
		text = words.Cat(text, words.T(fmt.Sprintf(" (%d times)", twins+1)))
	}
	return strong(text)
}

// sameFault lists the other dialogs that failed for the very reason of the first.
func sameFault(failing []*rules.Judgement, first *rules.Judgement) []*rules.Judgement {
	if len(first.Faults()) == 0 {
		return nil
	}
	id := first.Faults()[0].ID
	var same []*rules.Judgement
	for _, j := range failing[1:] {
		if faults := j.Faults(); len(faults) > 0 && faults[0].ID == id && faults[0].Variant == first.Faults()[0].Variant {
			same = append(same, j)
		}
	}
	return same
}

// twinLine names the dialogs that failed for the same reason, where a finding is not
// about all of them together anyway.
func twinLine(first *rules.Judgement, twins []*rules.Judgement) words.Text {
	if len(twins) == 0 || common(first) {
		return nil
	}
	var names []words.Text
	for _, j := range twins[:min(len(twins), fewFine)] {
		names = append(names, named(j, ""))
	}
	text := words.Cat(words.T("The same: "), words.Join(", ", names...))
	if more := len(twins) - len(names); more > 0 {
		text = words.Cat(text, words.T(fmt.Sprintf(" and %d more", more)))
	}
	return words.Cat(text, words.T("."))
}

// named is whom a dialog is with and where it begins, for a list.
func named(j *rules.Judgement, aside string) words.Text {
	place := "#" + fmt.Sprint(j.Dialog.First().N)
	if aside != "" {
		place += ", " + aside
	}
	return words.Text{{Text: party(j.Dialog), Style: words.Strong}, {Text: " (" + place + ")"}}
}

// otherFailing are the failing dialogs that were not told yet, those that failed alike
// once, and how many are left out.
func otherFailing(failing []*rules.Judgement, told map[*rules.Judgement]bool) []words.Text {
	var all []words.Text
	alike := map[string]int{}
	for _, j := range failing {
		if !told[j] {
			alike[otherLine(j).String()]++
		}
	}
	for _, j := range failing {
		if told[j] {
			continue
		}
		told[j] = true
		if text := once(otherLine(j), alike); text != nil {
			all = append(all, text)
		}
	}
	if more := len(all) - fewFailing; more > 0 {
		return append(all[:fewFailing:fewFailing], words.T(fmt.Sprintf("… and %d more that failed, told on request.", more)))
	}
	return all
}

// otherLine is one more failing dialog in a line; what several show together is said
// as that.
func otherLine(j *rules.Judgement) words.Text {
	if common(j) {
		return words.Cat(words.T(signs[markOf(j.State)]+" "), j.Faults()[0].Title)
	}
	return line(j)
}

// apart are the dialogs without a fault that take a line of their own: what the trace
// does not show to its end, and what is healthy in an uncommon way.
func apart(r *rules.Report, told map[*rules.Judgement]bool) []words.Text {
	var all []words.Text
	alike := map[string]int{}
	for _, j := range r.Calls {
		if !told[j] && (j.State != rules.Healthy || j.Brief.Empty()) {
			alike[line(j).String()]++
		}
	}
	for _, j := range r.Calls {
		if told[j] || j.State == rules.Healthy && !j.Brief.Empty() {
			continue
		}
		told[j] = true
		if text := once(line(j), alike); text != nil && len(all) < fewFailing {
			all = append(all, text)
		}
	}
	return all
}

// unfailing tells dialogs of which none failed: a call that is alone among logins and
// keep-alives as if it stood alone, several calls in a line each, the rest together.
func unfailing(r *rules.Report) *Reply {
	reply := &Reply{Mark: worst(r)}
	counted := count(r)
	if reply.Mark == Healthy {
		counted = words.T("Nothing wrong here: " + tallied(r) + ".")
	}
	open(reply, r, counted)
	told := map[*rules.Judgement]bool{}
	var calls []*rules.Judgement
	for _, j := range r.Calls {
		if j.Dialog.Kind == parser.Call {
			calls = append(calls, j)
		}
	}
	if len(calls) == 1 {
		told[calls[0]] = true
		reply.add(Paragraph, line(calls[0]))
		reply.add(Paragraph, calls[0].Way)
		reply.add(Paragraph, calls[0].Story)
		for _, f := range calls[0].Findings {
			if !f.Quiet && f.Kind == rules.Note {
				reply.add(Paragraph, noteLine(f))
			}
		}
	}
	alike := map[string]int{}
	for _, j := range calls {
		alike[line(j).String()]++
	}
	for _, j := range calls {
		if !told[j] {
			told[j] = true
			reply.add(Paragraph, once(line(j), alike))
		}
	}
	reply.add(Paragraph, apart(r, told)...)
	reply.add(Paragraph, fine(r.Calls, told))
	reply.add(Paragraph, allHints(r)...)
	reply.add(Context, wanted(r))
	trim(reply)
	return reply
}

// fine names in one line what is healthy and was not told: calls with their length,
// the rest by number.
func fine(judgements []*rules.Judgement, told map[*rules.Judgement]bool) words.Text {
	byKind := map[parser.Kind][]*rules.Judgement{}
	var order []parser.Kind
	for _, j := range judgements {
		if told[j] {
			continue
		}
		if byKind[j.Dialog.Kind] == nil {
			order = append(order, j.Dialog.Kind)
		}
		byKind[j.Dialog.Kind] = append(byKind[j.Dialog.Kind], j)
	}
	if len(order) == 0 {
		return nil
	}
	var parts []words.Text
	for _, kind := range order {
		parts = append(parts, fineKind(kind, byKind[kind]))
	}
	return words.Cat(words.T(signs[Healthy]+" Fine: "), words.Join(", ", parts...), words.T("."))
}

func fineKind(kind parser.Kind, all []*rules.Judgement) words.Text {
	if kind != parser.Call || len(all) > fewFine {
		return words.T(words.Number(len(all)) + " " + noun(kind, len(all)))
	}
	var names []words.Text
	for _, j := range all {
		names = append(names, named(j, callEnd(j.Dialog)))
	}
	return words.Cat(words.T(noun(kind, len(all))+" to "), words.Join(", ", names...))
}

// callEnd is how a healthy call went, in a word or two.
func callEnd(d *parser.Dialog) string {
	switch {
	case d.Outcome == parser.Cancelled:
		return "given up before an answer"
	case d.Outcome != parser.Answered:
		return ""
	case d.Bye == nil:
		return "still up at the end"
	case d.Duration > 0:
		return rules.Seconds(d.Duration) + " long"
	}
	return "answered"
}
