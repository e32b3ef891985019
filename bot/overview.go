package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// several tells a handful of dialogs: the one to look at first in full and the rest
// in a few words, or each in a line where there are but two.
func several(r *rules.Report) *Reply {
	failing := failing(r)
	switch {
	case len(failing) == 0 && len(r.Calls) > 2:
		return unfailing(r)
	case len(failing) == 0, len(failing) == 1 && len(r.Calls) == 2 && !common(failing[0]):
		return brief(r, failing)
	}
	return focused(r, failing)
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
	return len(faults) > 0 && len(j.Hints()) == 0 && len(faults[0].Dialogs) > 1
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

// brief tells dialogs of which at most one failed.
func brief(r *rules.Report, failing []*rules.Judgement) *Reply {
	reply := &Reply{Mark: worst(r)}
	open(reply, r, count(r))
	alike := map[string]int{}
	for _, j := range r.Calls {
		alike[line(j).String()]++
	}
	for _, j := range r.Calls {
		if len(failing) == 0 || j != failing[0] {
			reply.add(Paragraph, once(line(j), alike))
		}
	}
	if len(failing) > 0 {
		reply.add(Paragraph, line(failing[0]))
		detail(reply, failing[0])
	} else {
		reply.add(Paragraph, allHints(r)...)
		reply.add(Context, wanted(r))
	}
	trim(reply)
	return reply
}

// allHints tell what may have disturbed calls that went well, of several once.
func allHints(r *rules.Report) []words.Text {
	var all []words.Text
	said := map[string]bool{}
	for _, j := range r.Calls {
		for _, text := range hintLines(j) {
			if key := text.String(); !said[key] {
				said[key] = true
				all = append(all, text)
			}
		}
	}
	return all
}

// wanted is what the first dialog asks for whose end the trace does not show.
func wanted(r *rules.Report) words.Text {
	for _, j := range r.Calls {
		if j.State == rules.Unclear && !j.Closing.Empty() {
			return j.Closing
		}
	}
	return nil
}

// detail adds what proves and mends the fault of one of several dialogs.
func detail(reply *Reply, j *rules.Judgement) {
	faults := j.Faults()
	if len(faults) == 0 {
		reply.add(Paragraph, j.Way)
		reply.add(Paragraph, j.Story)
		reply.add(Context, j.Closing)
		return
	}
	f := faults[0]
	reply.add(Paragraph, j.Way)
	reply.add(Paragraph, f.Says)
	reply.add(List, evidence(f)...)
	reply.add(Paragraph, effects(j, f)...)
	reply.add(Paragraph, words.Join(" ", append(reasons(f.Excluded), j.Normal...)...))
	reply.add(Paragraph, fixLines(f)...)
	reply.add(Paragraph, alternatives(f))
	reply.add(Context, confidence(f))
}

// failing lists the dialogs with something to mend, the one to look at first in
// front: what is urgent, then calls and logins that failed, then those that are at
// risk, then those that nobody has to mend or can explain, then lamps and keep-alives,
// then mere hints at calls that went well and what strangers tried.
func failing(r *rules.Report) []*rules.Judgement {
	var all []*rules.Judgement
	for _, f := range r.Faults() {
		if j := r.CallOf(f.Dialog); j != nil && len(j.Hints()) == 0 && !slices.Contains(all, j) {
			all = append(all, j)
		}
	}
	for _, j := range r.Calls {
		if j.State == rules.Failed && !slices.Contains(all, j) {
			all = append(all, j)
		}
	}
	slices.SortStableFunc(all, func(a, b *rules.Judgement) int { return gravity(a) - gravity(b) })
	return all
}

// gravity ranks dialogs by what they mean to users, the gravest lowest.
func gravity(j *rules.Judgement) int {
	main := j.Dialog.Kind == parser.Call || j.Dialog.Kind == parser.Registration
	faults := j.Faults()
	if len(faults) == 0 {
		if main {
			return 3
		}
		return 6
	}
	switch f := faults[0]; {
	case f.Urgent:
		return 0
	case f.Aside:
		return 5
	case !main:
		return 4
	case j.State == rules.Failed && f.Who != "nobody":
		return 1
	case j.State == rules.Failed:
		return 3
	case f.Certainty == rules.Possible, f.Who == "nobody":
		return 5
	}
	return 2
}

func worst(r *rules.Report) Mark {
	mark := Healthy
	for _, j := range r.Calls {
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
	name := d.To
	switch d.Kind {
	case parser.Registration, parser.Subscription:
		name = d.From
	}
	if name == "" {
		return noun(d.Kind, 1) // nothing in the paste names it
	}
	return name
}

// count is "Two calls in this trace:".
func count(r *rules.Report) words.Text {
	text := tallied(r)
	return words.T(strings.ToUpper(text[:1]) + text[1:] + " in this trace:")
}

// tallied is "two calls, one registration".
func tallied(r *rules.Report) string {
	kinds := map[parser.Kind]int{}
	var order []parser.Kind
	for _, j := range r.Calls {
		if kinds[j.Dialog.Kind] == 0 {
			order = append(order, j.Dialog.Kind)
		}
		kinds[j.Dialog.Kind]++
	}
	var parts []string
	for _, kind := range order {
		parts = append(parts, words.Number(kinds[kind])+" "+noun(kind, kinds[kind]))
	}
	return strings.Join(parts, ", ")
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

// How many reasons are told: beside a table of outcomes, and beside a line of them.
const (
	fewReasons  = 3
	moreReasons = 5
)
