package bot

import (
	"fmt"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// A reply has at most this many lines; what does not fit is offered on request.
const (
	maxLines    = 12
	maxEvidence = 4
	// detailed is the most calls that are told one by one; above it stands a table.
	detailed = 10
	// quoteLength is where a quoted line is cut, in runes.
	quoteLength = 110
)

// Compose puts a report into a reply: the verdict first, then what proves it,
// what it is not, who does what, and how sure that is.
func Compose(r *rules.Report) *Reply {
	var reply *Reply
	switch n := len(r.Calls); {
	case len(r.Pieces) > 0 && len(r.Faults()) == 0:
		reply = fragment(r)
	case n == 0:
		reply = nothingToJudge(r)
	case n == 1:
		reply = one(r.Calls[0])
	case n <= detailed, fewReasonsFail(r):
		reply = several(r)
	default:
		reply = many(r)
	}
	if len(r.Calls) > 0 {
		asides(reply, r)
	}
	gaps(reply, r)
	reply.Known = true
	reply.Findings = r.IDs()
	return reply
}

// asides tells what log lines say of calls and logins that the trace has no message of.
func asides(reply *Reply, r *rules.Report) {
	var first *rules.Finding
	more := 0
	for _, f := range r.Faults() {
		switch {
		case f.Dialog != nil:
		case first == nil:
			first = f
		default:
			more++
		}
	}
	if first == nil {
		return
	}
	text := first.Title
	if more > 0 {
		text = words.Cat(text, words.T(fmt.Sprintf(" Lines like it: %d more.", more)))
	}
	reply.add(Context, label(fmt.Sprintf("Beside these messages, line %d of the log", first.Evidence[0].Line), text))
	trim(reply)
}

// maxGaps is how many gaps of a capture are told.
const maxGaps = 2

// gaps ends a reply with what the capture could not show.
func gaps(reply *Reply, r *rules.Report) {
	if r.Trace == nil || len(r.Trace.Gaps) == 0 || len(r.Judgements) == 0 && len(r.Faults()) > 0 {
		return // what the finding says, the gap would say once more
	}
	for _, gap := range r.Trace.Gaps[:min(maxGaps, len(r.Trace.Gaps))] {
		reply.add(Context, label("About this capture", words.T(gap+".")))
	}
	trim(reply)
}

// one tells a single dialog.
func one(j *rules.Judgement) *Reply {
	reply := &Reply{Mark: markOf(j.State)}
	reply.add(Headline, strong(j.Verdict))
	if faults := j.Faults(); len(faults) > 0 && len(j.Hints()) == 0 {
		tell(reply, j, faults[0])
		return reply
	}
	reply.add(Paragraph, j.Way)
	reply.add(Paragraph, j.Story)
	reply.add(Paragraph, words.Join(" ", j.Normal...))
	reply.add(Paragraph, j.Earlier...)
	reply.add(Paragraph, hintLines(j)...)
	for _, f := range j.Findings {
		if !f.Quiet && f.Kind == rules.Note {
			reply.add(Paragraph, noteLine(f))
		}
	}
	reply.add(Context, j.Closing)
	trim(reply)
	return reply
}

// hintLines tell what may have disturbed a call that went well, in half a line each.
func hintLines(j *rules.Judgement) []words.Text {
	var all []words.Text
	for _, f := range j.Hints() {
		all = append(all, words.Cat(words.T("No more than a hint: "), f.Title))
	}
	return all
}

// tell writes a finding in full.
func tell(reply *Reply, j *rules.Judgement, f *rules.Finding) {
	reply.add(Paragraph, j.Way)
	reply.add(Paragraph, f.Says)
	reply.add(List, evidence(f)...)
	reply.add(Paragraph, effects(j, f)...)
	reply.add(Paragraph, words.Join(" ", append(reasons(f.Excluded), j.Normal...)...))
	reply.add(Paragraph, fixLines(f)...)
	reply.add(Paragraph, alternatives(f))
	reply.add(Context, confidence(f), ask(f))
	trim(reply)
}

// effects tells the other faults of the dialog: what follows from the one that is
// told, what stands beside it, and which tries failed before.
func effects(j *rules.Judgement, f *rules.Finding) []words.Text {
	var all []words.Text
	for _, other := range j.Faults()[1:] {
		if other.ExplainedBy == f.ID {
			all = append(all, consequence(other))
		} else if other != f {
			all = append(all, besides(other))
		}
	}
	return append(all, j.Earlier...)
}

func markOf(s rules.State) Mark {
	switch s {
	case rules.Healthy:
		return Healthy
	case rules.Failed:
		return Fault
	case rules.AtRisk:
		return Risk
	}
	return Unsure
}

func strong(t words.Text) words.Text {
	out := make(words.Text, len(t))
	for i, s := range t {
		if s.Style == words.Plain {
			s.Style = words.Strong
		}
		out[i] = s
	}
	return out
}

// label is "*Fix (PBX admin):* " before a text.
func label(name string, t words.Text) words.Text {
	if t.Empty() {
		return nil
	}
	return words.Cat(words.Text{{Text: name + ":", Style: words.Strong}, {Text: " "}}, t)
}

// evidence quotes the lines that prove a finding, each with its message's number.
func evidence(f *rules.Finding) []words.Text {
	var lines []words.Text
	for i, e := range f.Evidence {
		if i == maxEvidence {
			lines = append(lines, words.T(fmt.Sprintf("… and %d more lines", len(f.Evidence)-i)))
			break
		}
		lines = append(lines, Quote(e))
	}
	return lines
}

// Quote is a line of the trace as a reply shows it: `#4 INVITE `From: …“.
func Quote(e rules.Evidence) words.Text {
	if e.Message == nil && e.Line == 0 {
		return words.Text{{Text: shorten(e.Quoted()), Style: words.Quoted}}
	}
	if e.Message == nil {
		return words.Text{{Text: fmt.Sprintf("line %d ", e.Line)}, {Text: shorten(e.Quoted()), Style: words.Quoted}}
	}
	name := what(e.Message)
	return words.Text{{Text: fmt.Sprintf("#%d %s ", e.Message.N, name)}, {Text: shorten(e.Quoted()), Style: words.Quoted}}
}

// what names a message in a word or two.
func what(m *parser.Message) string {
	switch {
	case m.IsRequest():
		return m.Method
	case m.IsResponse() && m.Method != "":
		return fmt.Sprintf("%d to %s", m.Code, m.Method)
	case m.IsResponse():
		return "answer"
	}
	return "line"
}

func shorten(s string) string {
	runes := []rune(s)
	if len(runes) <= quoteLength {
		return s
	}
	return string(runes[:quoteLength]) + "…"
}

func reasons(list []rules.Reason) []words.Text {
	var all []words.Text
	said := map[string]bool{}
	for _, r := range list {
		if why := r.Why.String(); !said[why] {
			said[why] = true
			all = append(all, r.Why)
		}
	}
	return all
}

func consequence(f *rules.Finding) words.Text {
	if f.Brief.Empty() {
		return words.Cat(words.T("The consequence: "), f.Title)
	}
	return words.Cat(words.T("The consequence: "), f.Brief, words.T("."))
}

func besides(f *rules.Finding) words.Text {
	return words.Cat(words.T("Besides: "), f.Title)
}

func fixLines(f *rules.Finding) []words.Text {
	name := "Fix"
	switch f.Actor {
	case "":
	case "nobody":
		name = "What helps"
	default:
		name = "Fix (" + f.Actor + ")"
	}
	if len(f.Fix) == 0 {
		return nil
	}
	lines := []words.Text{label(name, f.Fix[0])}
	return append(lines, f.Fix[1:]...)
}

// alternatives lists what else it could be, in order.
func alternatives(f *rules.Finding) words.Text {
	var texts []words.Text
	for _, a := range f.Alternatives {
		if !a.Why.Empty() {
			texts = append(texts, words.Cat(words.T(fmt.Sprintf("%d) ", len(texts)+1)), a.Why))
		}
	}
	switch {
	case len(texts) == 0:
		return nil
	case f.Undecided && len(texts) == 1:
		return words.Cat(words.T("Most likely: "), f.Alternatives[0].Why, words.T("."))
	case f.Undecided:
		return words.Cat(words.T("Most likely, in this order: "), words.Join(", ", texts...), words.T("."))
	case len(texts) == 1:
		return words.Cat(words.T("If it is not that: "), f.Alternatives[0].Why, words.T("."))
	}
	return words.Cat(words.T("If it is not that, in this order: "), words.Join(", ", texts...), words.T("."))
}

// confidence says how sure the finding is and what would change that.
func confidence(f *rules.Finding) words.Text {
	t := words.T(string(f.Certainty))
	if !f.Sure.Empty() {
		t = words.Cat(t, words.T(" - "), f.Sure)
	}
	t = words.Cat(t, words.T("."))
	if !f.Settles.Empty() && f.Certainty != rules.Certain {
		t = words.Cat(t, words.T(" What settles it: "), f.Settles)
		if !strings.HasSuffix(f.Settles.String(), "?") {
			t = words.Cat(t, words.T("."))
		}
	}
	return label("Confidence", t)
}

// ask names the one thing to send next, where the finding is not certain and does
// not already say what settles it.
func ask(f *rules.Finding) words.Text {
	if f.Certainty == rules.Certain || len(f.Ask) == 0 || !f.Settles.Empty() {
		return nil
	}
	return label("Please send", words.Cat(f.Ask[0], words.T(".")))
}

// noteLine tells a note that is not the headline itself.
func noteLine(f *rules.Finding) words.Text { return f.Says }

// trim keeps a reply within its lines: evidence and steps beyond the first two go
// first, and what went is said.
func trim(r *Reply) {
	for lines(r) > maxLines {
		longest := -1
		for i, b := range r.Blocks {
			if b.Kind != Headline && len(b.Lines) > 1 && (longest < 0 || len(b.Lines) > len(r.Blocks[longest].Lines)) {
				longest = i
			}
		}
		if longest < 0 {
			return
		}
		b := &r.Blocks[longest]
		b.Lines = b.Lines[:len(b.Lines)-1]
	}
}

func lines(r *Reply) int {
	n := 0
	for _, b := range r.Blocks {
		n += len(b.Lines) + len(b.Cells)
	}
	return n
}
