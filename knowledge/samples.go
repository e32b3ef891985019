package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// Sample is one paste with what must be said of it: a member of <id>.txtar. Its
// lines are `key: value` up to an empty line, then the paste as it was made.
type Sample struct {
	// Name is hit-… or near-…; File is where it stands.
	Name, File string
	// Expect are the ids of all faults that the paste yields under the rules of
	// all groups, the root cause first; empty for a healthy one.
	Expect []string
	// Notes are ids of notes that it must yield, others being allowed.
	Notes []string
	// Certainty, where given, is that of the rule's own finding.
	Certainty string
	// Source says where the paste is from, or what its shape was learnt from.
	Source string
	// Todo are ids that it should yield and does not yet; it fails when it does.
	Todo []string
	// Password verifies the digests of the paste.
	Password string
	Paste    string
}

// Hit tells a sample that must trigger its rule from a near miss that must not.
func (s *Sample) Hit() bool { return strings.HasPrefix(s.Name, "hit-") }

// ReadSamples reads <id>.txtar. A pasted line that looks like a member's name
// would cut a sample in two unseen, so every name is checked.
func ReadSamples(file string, data []byte) ([]Sample, error) {
	archive := txtar.Parse(data)
	if len(strings.TrimSpace(string(archive.Comment))) > 0 && len(archive.Files) == 0 {
		return nil, &load.Error{File: file, Problem: "no member found: begin each sample with a line -- hit-name -- or -- near-name --"}
	}
	var samples []Sample
	for _, member := range archive.Files {
		if !strings.HasPrefix(member.Name, "hit-") && !strings.HasPrefix(member.Name, "near-") {
			return nil, &load.Error{File: file, Problem: fmt.Sprintf("the member %q is neither hit-… nor near-…; if it is a line of a paste, indent it by one blank", member.Name)}
		}
		s := Sample{Name: member.Name, File: file}
		if err := s.parse(string(member.Data)); err != nil {
			return nil, err
		}
		samples = append(samples, s)
	}
	return samples, nil
}

var sampleKeys = []string{"expect", "notes", "certainty", "source", "todo", "password"}

func (s *Sample) parse(text string) error {
	for {
		line, rest, ok := strings.Cut(text, "\n")
		text = rest
		if strings.TrimSpace(line) == "" || !ok {
			break
		}
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch key {
		case "expect":
			s.Expect = list(value)
		case "notes":
			s.Notes = list(value)
		case "todo":
			s.Todo = list(value)
		case "certainty":
			s.Certainty = value
		case "source":
			s.Source = value
		case "password":
			s.Password = value
		default:
			return &load.Error{File: s.File, Problem: fmt.Sprintf("%s: unknown key %q%s", s.Name, key, load.DidYouMean(key, sampleKeys))}
		}
	}
	s.Paste = text
	return nil
}

func list(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
}

// Try runs a sample of the rule with this id and lists what is not as it says.
func (k *Knowledge) Try(id string, s Sample) []string {
	var wrong []string
	problem := func(format string, args ...any) {
		wrong = append(wrong, fmt.Sprintf("%s: %s: ", s.File, s.Name)+fmt.Sprintf(format, args...))
	}
	if s.Source == "" {
		problem("source is missing: say where the paste is from or what its shape was learnt from")
	}
	trace := parser.ReadString(s.Paste, parser.Options{Password: s.Password, Plan: k.Plan()})
	if !trace.Tells() {
		problem("no SIP message was found in the paste")
		return wrong
	}
	report := k.Diagnose(trace)
	got := faultIDs(report)
	for _, todo := range s.Todo {
		if slices.Contains(got, todo) {
			problem("todo %s is found now: move it to expect", todo)
		}
	}
	if !slices.Equal(got, s.Expect) && !(len(got) == 0 && len(s.Expect) == 0) {
		problem("faults are [%s], expected [%s]", strings.Join(got, " "), strings.Join(s.Expect, " "))
	}
	for _, note := range s.Notes {
		if find(report, note) == nil {
			problem("the note %s is not given", note)
		}
	}
	own := find(report, id)
	switch {
	case s.Hit() && own == nil:
		problem("%s does not fire", id)
	case !s.Hit() && own != nil:
		problem("%s fires on a near miss", id)
	case own != nil && s.Certainty != "" && string(own.Certainty) != s.Certainty:
		problem("%s is called %s, expected %s", id, own.Certainty, s.Certainty)
	}
	for _, f := range report.Findings {
		if !f.Told {
			wrong = append(wrong, k.unfilled(s, f)...)
		}
	}
	return wrong
}

// unfilled lists the placeholders of a finding's words that its predicate gave no
// value for.
func (k *Knowledge) unfilled(s Sample, f *rules.Finding) []string {
	w, err := k.Words(f.ID)
	if err != nil {
		return []string{err.Error()}
	}
	var wrong []string
	for _, sentence := range used(w, f) {
		for _, field := range words.Fields(sentence) {
			if f.Fields[field] == "" && !slices.Contains(CommonFields, field) {
				wrong = append(wrong, fmt.Sprintf("%s: %s: %s gives no value for {%s} in %q", s.File, s.Name, f.ID, field, sentence))
			}
		}
	}
	return wrong
}

// used lists the sentences that a finding says.
func used(base rules.Words, f *rules.Finding) []string {
	w := base.In(f.Variant)
	all := append([]string{w.Title, w.Says, w.Brief, w.Sure, w.Settles}, w.Fix...)
	all = append(all, w.Ask...)
	for _, a := range f.Alternatives {
		all = append(all, w.Ranks[a.ID])
	}
	for _, x := range f.Excluded {
		all = append(all, w.Excludes[x.ID])
	}
	return all
}

func faultIDs(r *rules.Report) []string {
	var ids []string
	for _, f := range r.Faults() {
		if !slices.Contains(ids, f.ID) {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func find(r *rules.Report, id string) *rules.Finding {
	for _, f := range r.Findings {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// fieldsOf lists the fields that the rule gives on a sample.
func (k *Knowledge) fieldsOf(id string, s Sample) []string {
	trace := parser.ReadString(s.Paste, parser.Options{Password: s.Password, Plan: k.Plan()})
	var fields []string
	for _, f := range k.Diagnose(trace).Findings {
		if f.ID != id {
			continue
		}
		for name, value := range f.Fields {
			if value != "" {
				fields = append(fields, name)
			}
		}
	}
	return fields
}
