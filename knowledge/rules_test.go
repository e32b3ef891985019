package knowledge

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// TestRules holds every diagnosis to the form that CONTRIBUTING asks for, and
// runs every sample under the rules of all groups.
func TestRules(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	dir, ids := os.DirFS("rules"), k.idSet()
	for _, problem := range lintFiles(k, dir) {
		t.Error(problem)
	}
	for _, r := range k.rules {
		t.Run(path.Join(r.group, r.ID), func(t *testing.T) {
			for _, problem := range lintRule(k, r, dir, ids) {
				t.Error(problem)
			}
		})
	}
}

// lintFiles finds diagnoses that are listed twice and files without a partner.
func lintFiles(k *Knowledge, dir fs.FS) []string {
	var wrong []string
	listed := map[string]bool{}
	for _, r := range k.rules {
		if r.overlay {
			continue
		}
		if listed[r.ID] {
			wrong = append(wrong, r.ID+" is listed twice")
		}
		listed[r.ID] = true
	}
	files, _ := fs.Glob(dir, "*/*")
	for _, file := range files {
		id, kind := strings.TrimSuffix(path.Base(file), path.Ext(file)), path.Ext(file)
		group := path.Dir(file)
		if kind != ".yaml" && kind != ".txtar" && (kind != ".go" || !strings.Contains(id, "-")) {
			continue
		}
		if r := k.byID[id]; r == nil || r.group != group {
			wrong = append(wrong, fmt.Sprintf("rules/%s has no partner in the list of group %s", file, group))
		}
	}
	return wrong
}

func lintRule(k *Knowledge, r *rule, dir fs.FS, ids map[string]bool) []string {
	var wrong []string
	file := path.Join(r.group, r.ID)
	w, err := r.read(nil)
	if err != nil {
		return []string{err.Error()}
	}
	for _, err := range w.Check(file+".yaml", ids) {
		wrong = append(wrong, err.Error())
	}
	_, goErr := fs.Stat(dir, file+".go")
	hasGo := r.Check != nil || r.CheckTrace != nil
	switch {
	case hasGo && goErr != nil:
		wrong = append(wrong, file+".go is missing: the predicate lies beside its words")
	case !hasGo && w.Match == nil:
		wrong = append(wrong, file+".yaml has neither a predicate beside it nor match:")
	case hasGo && w.Match != nil:
		wrong = append(wrong, file+".yaml has match: although a predicate stands in Go")
	}
	data, err := fs.ReadFile(dir, file+".txtar")
	if err != nil {
		return append(wrong, file+".txtar is missing: a diagnosis needs samples")
	}
	samples, err := ReadSamples(file+".txtar", data)
	if err != nil {
		return append(wrong, err.Error())
	}
	return append(wrong, lintSamples(k, r, &w, file, samples)...)
}

// fewest is how many hits and how many near misses a diagnosis needs: one of each
// may be a coincidence of its dialect or of its vendor.
const fewest = 2

// makeOf names the dialects and the products of a sample.
func makeOf(s Sample) string {
	trace := parser.ReadString(s.Paste, parser.Options{})
	products := map[string]bool{}
	for _, m := range trace.Messages {
		products[m.Product()] = true
	}
	return fmt.Sprint(trace.Source.Formats, slices.Sorted(maps.Keys(products)))
}

func lintSamples(k *Knowledge, r *rule, w *rules.Words, file string, samples []Sample) []string {
	var wrong []string
	hits, nears := 0, 0
	given, makes := map[string]bool{}, map[string]bool{}
	for _, s := range samples {
		if s.Hit() {
			hits++
			makes[makeOf(s)] = true
		} else {
			nears++
		}
		wrong = append(wrong, k.Try(r.ID, s)...)
		for _, field := range k.fieldsOf(r.ID, s) {
			given[field] = true
		}
	}
	if hits < fewest {
		wrong = append(wrong, fmt.Sprintf("%s.txtar has %d hit-… samples, %d are the least", file, hits, fewest))
	} else if len(makes) < fewest {
		wrong = append(wrong, file+".txtar: all hit-… samples are of one dialect and of the same products")
	}
	if nears < fewest {
		wrong = append(wrong, fmt.Sprintf("%s.txtar has %d near-… samples, %d are the least", file, nears, fewest))
	}
	for _, field := range w.Placeholders() {
		if !given[field] && !slices.Contains(CommonFields, field) {
			wrong = append(wrong, fmt.Sprintf("%s.yaml: no sample gives a value for the placeholder {%s}", file, field))
		}
	}
	return wrong
}

// TestLintFails proves that the harness is one: each mistake in a rule is found.
func TestLintFails(t *testing.T) {
	const (
		good   = "kind: note\ntitle: t\nsays: s\nwho: nobody\ncites: [\"practice: x\"]\nmatch: {status: \"699\"}\n"
		paste  = "SIP/2.0 699 Odd\nCall-ID: a\nCSeq: 1 INVITE\nFrom: <sip:5550101@example.com>;tag=1\nTo: <sip:5550102@example.com>;tag=2\n"
		near   = "SIP/2.0 698 Odd\nCall-ID: a\nCSeq: 1 INVITE\nFrom: <sip:5550101@example.com>;tag=1\nTo: <sip:5550102@example.com>;tag=2\n"
		hit    = "-- hit-a --\nsource: made\nnotes: x-rule\n\n" + paste
		hit2   = "-- hit-b --\nsource: made\nnotes: x-rule\n\n" + paste + "Server: Odd/1\n"
		miss   = "-- near-a --\nsource: made\n\n" + near
		miss2  = "-- near-b --\nsource: made\n\n" + near
		sample = hit + hit2 + miss + miss2
	)
	tests := []struct {
		name, yaml, txtar, want string
	}{
		{"good", good, sample, ""},
		{"no words", strings.Replace(good, "says: s", "says: \"\"", 1), sample, "key says is missing"},
		{"no citation", strings.Replace(good, "cites: [\"practice: x\"]\n", "", 1), sample, "cites is missing"},
		{"no hit", good, miss + miss2, "0 hit-… samples"},
		{"one hit", good, hit + miss + miss2, "1 hit-… samples"},
		{"one make of hits", good, hit + hit + miss + miss2, "of one dialect and of the same products"},
		{"no near miss", good, hit + hit2, "0 near-… samples"},
		{"one near miss", good, hit + hit2 + miss, "1 near-… samples"},
		{"near miss fires", good, sample + "-- near-c --\nsource: made\n\n" + paste, "fires on a near miss"},
		{"hit is silent", good, sample + "-- hit-c --\nsource: made\n\n" + near, "does not fire"},
		{"wrong faults", strings.Replace(strings.Replace(good, "kind: note", "kind: fault\nfix: [f]", 1), "nobody", "caller", 1), strings.Replace(sample, "notes: x-rule", "expect: y", 1), "expected [y]"},
		{"unknown placeholder", strings.Replace(good, "says: s", "says: \"{nonsense}\"", 1), sample, "{nonsense}"},
		{"unknown key", good + "tilte: x\n", sample, `unknown key "tilte"; did you mean "title"?`},
		{"unknown id", good + "explains: [call-cancelled-by-cller]\n", sample, `did you mean "call-cancelled-by-caller"?`},
		{"no source", good, strings.Replace(sample, "source: made\n", "", 1), "source is missing"},
		{"split sample", good, sample + "-- line --\nfoo\n", "neither hit-… nor near-…"},
		{"todo done", good, strings.Replace(sample, "notes: x-rule", "todo: x-rule", 1), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			wrong := lintOverlay(t, test.yaml, test.txtar)
			if test.want == "" {
				if len(wrong) > 0 {
					t.Errorf("unexpected: %s", strings.Join(wrong, "\n"))
				}
				return
			}
			if !strings.Contains(strings.Join(wrong, "\n"), test.want) {
				t.Errorf("want a complaint with %q, got %q", test.want, wrong)
			}
		})
	}
}

// lintOverlay lints one rule given as text, beside the shipped ones.
func lintOverlay(t *testing.T, yaml, txtar string) []string {
	t.Helper()
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	k.overlay = fstest.MapFS{"rules/x-rule.yaml": {Data: []byte(yaml)}}
	r := &rule{Rule: rules.Rule{ID: "x-rule"}, group: "x", overlay: true}
	k.add(r)
	w, err := r.read(k.overlay)
	if err != nil {
		return []string{err.Error()}
	}
	var wrong []string
	for _, err := range w.Check("x/x-rule.yaml", k.idSet()) {
		wrong = append(wrong, err.Error())
	}
	samples, err := ReadSamples("x/x-rule.txtar", []byte(txtar))
	if err != nil {
		return append(wrong, err.Error())
	}
	return append(wrong, lintSamples(k, r, &w, "x/x-rule", samples)...)
}

// TestLintPartners proves that a file without its partner is found.
func TestLintPartners(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	stray := fstest.MapFS{
		"auth/auth-forgotten.yaml": {}, "auth/auth-forgotten.txtar": {}, "auth/auth-forgotten.go": {}, "auth/auth.go": {},
	}
	wrong := strings.Join(append(lintFiles(k, stray), lintRule(k, k.byID["auth-wrong-password"], stray, k.idSet())...), "\n")
	for _, want := range []string{"auth-forgotten.yaml has no partner", "auth-forgotten.txtar has no partner", "auth-forgotten.go has no partner", "auth-wrong-password.txtar is missing", "auth-wrong-password.go is missing"} {
		if !strings.Contains(wrong, want) {
			t.Errorf("no complaint %q", want)
		}
	}
}

// TestOverlay proves that a network's rules merge by id and that a mistake stops
// the start with file, line and the nearest valid key.
func TestOverlay(t *testing.T) {
	merged, err := Open(fstest.MapFS{"rules/account-no-credit.yaml": {Data: []byte("title: \"Empty purse ({code})\"\n")}})
	if err != nil {
		t.Fatal(err)
	}
	w, err := merged.Words("account-no-credit")
	if err != nil || w.Title != "Empty purse ({code})" || w.Says == "" {
		t.Errorf("named keys must replace and the rest stay: %+v, %v", w, err)
	}
	_, err = Open(fstest.MapFS{"rules/account-no-credit.yaml": {Data: []byte("who: caller\nfixx: [a]\n")}})
	var mistake *load.Error
	if !errors.As(err, &mistake) || mistake.Line != 2 || !strings.Contains(mistake.Problem, `"fix"`) {
		t.Errorf("got %v", err)
	}
	_, err = Open(fstest.MapFS{"rules/acount-no-credit.yaml": {Data: []byte("kind: note\ntitle: t\nsays: s\nwho: nobody\ncites: [\"practice: x\"]\n")}})
	if err == nil || !strings.Contains(err.Error(), `did you mean "account-no-credit"?`) {
		t.Errorf("got %v", err)
	}
}

// TestPanic proves that a rule that panics is left out and told.
func TestPanic(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	k.add(&rule{Rule: rules.Rule{ID: "x-panics", Check: func(*rules.Case) *rules.Hit { panic("boom") }}, group: "x"})
	r := k.Diagnose(readSample(t, "SIP/2.0 603 Decline\nCall-ID: a\nCSeq: 1 INVITE\n"))
	if !strings.Contains(strings.Join(r.Notes, "\n"), "x-panics") || len(r.Judgements) != 1 {
		t.Errorf("notes %q, judgements %d", r.Notes, len(r.Judgements))
	}
}

func readSample(t *testing.T, text string) *parser.Trace {
	t.Helper()
	trace := parser.ReadString(text, parser.Options{})
	if len(trace.Messages) == 0 {
		t.Fatal("nothing was read")
	}
	return trace
}
