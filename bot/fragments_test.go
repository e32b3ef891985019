package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// fragment is a paste with what is to be said of it.
type fragment struct {
	name, paste   string
	faults, notes []string
	says, never   []string
}

func fragments(t *testing.T, file string) []fragment {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []fragment
	for _, member := range archive.Files {
		head, paste, ok := strings.Cut(string(member.Data), "\n\n")
		if !ok {
			t.Fatalf("%s: no empty line before the paste", member.Name)
		}
		f := fragment{name: member.Name, paste: paste}
		for _, line := range strings.Split(head, "\n") {
			key, value, _ := strings.Cut(line, ":")
			into, sep := map[string]*[]string{"faults": &f.faults, "notes": &f.notes, "says": &f.says, "never": &f.never}[key], "|"
			if into == nil {
				t.Fatalf("%s: unknown key %q", member.Name, key)
			}
			if key == "faults" || key == "notes" {
				sep = ","
			}
			for _, part := range strings.Split(value, sep) {
				if part = strings.TrimSpace(part); part != "" {
					*into = append(*into, part)
				}
			}
		}
		all = append(all, f)
	}
	return all
}

// TestFragments answers what tells little: as sure as it allows, nothing accused for
// what it lacks, in few lines, with the line that proves it.
func TestFragments(t *testing.T) {
	if all := tellPastes(t, "testdata/fragments.txtar"); all < 250 {
		t.Errorf("only %d fragments", all)
	}
}

// TestLegs tells what is one call as one, and two calls as two.
func TestLegs(t *testing.T) {
	if all := tellPastes(t, "testdata/legs.txtar"); all < 20 {
		t.Errorf("only %d calls", all)
	}
}

// TestHints tells calls that went well as that, whatever may have disturbed them.
func TestHints(t *testing.T) {
	if all := tellPastes(t, "testdata/hints.txtar"); all < 9 {
		t.Errorf("only %d calls", all)
	}
}

// tellPastes holds the pastes of a file to what is to be said of them, and counts them.
func tellPastes(t *testing.T, file string) int {
	t.Helper()
	k, err := knowledge.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	all := fragments(t, file)
	for _, f := range all {
		t.Run(f.name, func(t *testing.T) {
			report := k.Diagnose(parser.ReadString(f.paste, parser.Options{Plan: k.Plan()}))
			if got := called(report, rules.Fault); !slices.Equal(got, f.faults) {
				t.Errorf("faults are %v, want %v", got, f.faults)
			}
			if got := called(report, rules.Note); !slices.Equal(got, f.notes) {
				t.Errorf("notes are %v, want %v", got, f.notes)
			}
			text := bot.Compose(report).Text()
			for _, want := range f.says {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in:\n%s", want, text)
				}
			}
			for _, not := range append(f.never, " to unknown", " of unknown", "unknown (", " unknown:", "the ? ", "?:", ". .", "0123456789abcdef") {
				if strings.Contains(text, not) {
					t.Errorf("%q is in:\n%s", not, text)
				}
			}
			if n := strings.Count(strings.TrimSpace(text), "\n") + 1; n > 12 {
				t.Errorf("%d lines", n)
			}
			proven(t, report, f.paste)
		})
	}
	return len(all)
}

// called lists the findings of a kind as "id certainty".
func called(r *rules.Report, kind rules.Kind) []string {
	var all []string
	for _, f := range r.Findings {
		if f.Kind == kind {
			all = append(all, fmt.Sprintf("%s %s", f.ID, f.Certainty))
		}
	}
	return all
}

// proven holds every finding to a line of the paste.
func proven(t *testing.T, r *rules.Report, paste string) {
	t.Helper()
	lines := strings.Count(paste, "\n") + 1
	for _, f := range r.Findings {
		if len(f.Evidence) == 0 {
			t.Errorf("%s has no evidence", f.ID)
		}
		for _, e := range f.Evidence {
			if e.Line < 1 || e.Line > lines || e.Text == "" {
				t.Errorf("%s quotes line %d of %d: %q", f.ID, e.Line, lines, e.Text)
			}
		}
	}
}
