package answers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

const (
	// maxLines is the most lines of an answer; maxQuote the most runes of a
	// quoted line.
	maxLines = 4
	maxQuote = 160
)

// put turns facts into an answer. The error tells of a mistake in the words.
func (s *scene) put(e *entry, r *reply) (*Answer, error) {
	a := &Answer{Intent: e.id, Asked: s.q.Text, Known: !r.unknown, Focus: r.dialog, Message: r.message, Figure: r.figure, Findings: r.findings}
	templates, ok := e.words.Says[r.key]
	if !ok {
		return a, fmt.Errorf("answers/%s.yaml has no wording %q", e.id, r.key)
	}
	var failed error
	for _, template := range templates {
		lines, err := s.fill(template, r)
		if err != nil {
			failed = fmt.Errorf("answers/%s.yaml, wording %q: %w", e.id, r.key, err)
		}
		for _, line := range lines {
			if !line.Empty() {
				a.Lines = append(a.Lines, sentence(line))
			}
		}
	}
	for _, proof := range r.evidence {
		a.Lines = append(a.Lines, quote(proof))
	}
	if len(a.Lines) > maxLines {
		a.Lines = a.Lines[:maxLines]
	}
	if a.Focus == nil && !r.wide {
		a.Focus = s.dialog
	}
	if which := s.which(a.Focus); which != "" && len(a.Lines) > 0 && !r.wide {
		a.Lines[0] = words.Cat(words.T(which+": "), a.Lines[0])
	}
	for i := range a.Lines {
		a.Lines[i] = s.capital(a.Lines[i])
	}
	if lead := r.verdict.lead(); s.q.denied && lead != "" && len(a.Lines) > 0 {
		a.Lines[0] = words.Cat(words.T(lead), a.Lines[0])
	}
	return a, failed
}

// capital begins a line with a capital letter, unless its first word is a name of
// the trace or no plain word at all.
func (s *scene) capital(line words.Text) words.Text {
	if len(line) == 0 || line[0].Style == words.Quoted || line[0].Text == "" {
		return line
	}
	first, _, _ := strings.Cut(line[0].Text, " ")
	if c := first[:min(1, len(first))]; c < "a" || c > "z" || strings.ContainsFunc(strings.TrimRight(first, ":,."), func(r rune) bool { return r < 'a' || r > 'z' }) {
		return line
	}
	for _, d := range s.trace.Dialogs {
		if name := strings.TrimRight(first, ":,."); name == d.From || name == d.To || name == d.Dialled {
			return line
		}
	}
	out := slices.Clone(line)
	out[0].Text = strings.ToUpper(first[:1]) + out[0].Text[1:]
	return out
}

// sentence takes out a full stop behind a question mark, where a text of the
// report that ends in one was put at the end of a line.
func sentence(line words.Text) words.Text {
	last := len(line) - 1
	switch {
	case strings.HasSuffix(line[last].Text, "?."):
		line = slices.Clone(line)
		line[last].Text = strings.TrimSuffix(line[last].Text, ".")
	case last > 0 && line[last].Text == "." && line[last].Style == words.Plain && strings.HasSuffix(line[last-1].Text, "?") && line[last-1].Style == words.Plain:
		line = line[:last]
	}
	return line
}

// fill renders one line of a wording. A line whose field is empty is left out.
func (s *scene) fill(template string, r *reply) ([]words.Text, error) {
	names := words.Fields(template)
	if len(names) == 1 && template == "{"+names[0]+"}" {
		if texts, ok := r.texts[names[0]]; ok {
			return texts, nil
		}
	}
	all := rules.Fields{}
	for name, value := range s.Common {
		all[name] = value
	}
	for name, value := range r.fields {
		all[name] = value
	}
	for _, name := range names {
		if value, ok := all[name]; ok && value == "" {
			return nil, nil
		}
	}
	// A text of the report is put between the pieces of the line around it.
	for _, name := range names {
		texts, ok := r.texts[name]
		if !ok {
			continue
		}
		if len(texts) == 0 || texts[0].Empty() {
			return nil, nil
		}
		before, after, _ := strings.Cut(template, "{"+name+"}")
		head, err1 := render(before, all)
		tail, err2 := render(after, all)
		if err1 == nil {
			err1 = err2
		}
		return []words.Text{words.Cat(head, texts[0], tail)}, err1
	}
	text, err := render(template, all)
	return []words.Text{text}, err
}

// render fills a sentence and takes out the marks of its empty clauses.
func render(template string, fields rules.Fields) (words.Text, error) {
	text, err := words.Fill(template, fields)
	for i := range text {
		text[i].Text = strings.ReplaceAll(text[i].Text, nothing, "")
	}
	return text, err
}

// quote is a line of the trace with its message's number: #4 INVITE `From: …`.
func quote(e rules.Evidence) words.Text {
	return words.Text{{Text: rules.Number(e.Message) + " " + name(e.Message) + " "}, {Text: cut(e.Quoted(), maxQuote), Style: words.Quoted}}
}

func cut(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}

// name calls a message in a word or three: "INVITE", "403 to INVITE".
func name(m *parser.Message) string {
	switch {
	case m.IsRequest() && m.Method != "":
		return m.Method
	case m.IsResponse() && m.Method != "":
		return fmt.Sprintf("%d to %s", m.Code, m.Method)
	case m.IsResponse():
		return fmt.Sprintf("%d", m.Code)
	}
	return "line"
}

// which says which dialog was taken, where there are several: "In the call to
// 5550149".
func (s *scene) which(d *parser.Dialog) string {
	if d == nil || len(s.trace.Dialogs) < 2 {
		return ""
	}
	return "In " + s.title(d)
}

// title names a dialog: "the call to 5550149".
func (s *scene) title(d *parser.Dialog) string {
	switch d.Kind {
	case parser.Call:
		for _, other := range s.trace.Dialogs {
			if other != d && other.Kind == parser.Call && other.To == d.To {
				return "the call from " + rules.Shown(d.From) + " to " + rules.Shown(d.To) + " (" + rules.Number(d.First()) + ")"
			}
		}
		return "the call to " + rules.Shown(d.To)
	case parser.Registration:
		return "the registration of " + rules.Shown(d.From)
	case parser.Subscription:
		return "the subscription of " + rules.Shown(d.From)
	case parser.PageMessage:
		return "the text message to " + rules.Shown(d.To)
	case parser.Ping:
		return "the OPTIONS to " + rules.Shown(d.To)
	}
	return "the exchange that begins with " + rules.Number(d.First())
}

// say is a reply with one wording.
func say(key string, fields rules.Fields) *reply { return &reply{key: key, fields: fields} }

// cannot is a reply that says that the trace cannot tell.
func cannot(key string, fields rules.Fields) *reply {
	return &reply{key: key, fields: fields, unknown: true}
}

// of says which dialog a reply is about, on which message it rests and which
// finding.
func (r *reply) of(d *parser.Dialog, m *parser.Message, findings ...*rules.Finding) *reply {
	r.dialog, r.message = d, m
	for _, f := range findings {
		if f != nil {
			r.findings = append(r.findings, f.ID)
		}
	}
	return r
}

// with adds evidence; overall makes the reply one about the whole trace.
func (r *reply) with(e ...rules.Evidence) *reply {
	r.evidence = append(r.evidence, e...)
	return r
}

func (r *reply) overall() *reply {
	r.wide = true
	return r
}
