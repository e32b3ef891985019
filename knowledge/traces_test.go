package knowledge

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sidecar is what must be said of a reference trace: a .json beside its .sip.
type sidecar struct {
	// Expect are its faults, the root cause first; Not are claims that would be
	// false accusations; Alternatives are what else it may be.
	Expect, Not, Alternatives []string
	// Evidence are parts of the lines that prove it; Certainty is the strongest
	// word allowed.
	Evidence    []string
	Certainty   rules.Certainty
	Messages    int
	Credentials []struct {
		Password string
		Correct  bool
	}
}

// TestTraces judges the reference traces of the folder that SIPWHY_SHARED names,
// as they are and with their known passwords.
func TestTraces(t *testing.T) {
	dir, set := os.LookupEnv("SIPWHY_SHARED")
	if !set {
		return // it exists where the folder is named, and fails if that is not there
	}
	files, _ := filepath.Glob(filepath.Join(dir, "traces", "*.json"))
	if len(files) == 0 {
		t.Fatalf("no reference traces in %s: unset SIPWHY_SHARED, or let it name their folder", dir)
	}
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	missing := 0
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			want := readSidecar(t, file)
			missing += len(want.unknown(k))
			paste, err := os.ReadFile(strings.TrimSuffix(file, ".json") + ".sip")
			if err != nil {
				t.Fatal(err)
			}
			passwords := []string{""}
			for _, c := range want.Credentials {
				if c.Correct {
					passwords = append(passwords, c.Password)
				}
			}
			for _, password := range passwords {
				report := k.Diagnose(parser.ReadString(string(paste), parser.Options{Password: password, Plan: k.Plan()}))
				for _, wrong := range want.compare(k, report) {
					t.Error(wrong)
				}
			}
		})
	}
	if missing > 0 {
		t.Errorf("%d expected faults are of diagnoses that do not exist", missing)
	}
}

func readSidecar(t *testing.T, file string) sidecar {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var s sidecar
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return s
}

// unknown lists the expected ids that no rule has yet.
func (s sidecar) unknown(k *Knowledge) []string {
	var ids []string
	for _, id := range s.Expect {
		if k.byID[id] == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// compare lists what a report says otherwise than the sidecar.
func (s sidecar) compare(k *Knowledge, r *rules.Report) []string {
	var wrong []string
	if len(r.Trace.Messages) != s.Messages {
		wrong = append(wrong, "messages read: "+strconv.Itoa(len(r.Trace.Messages))+", expected "+strconv.Itoa(s.Messages))
	}
	var want []string
	for _, id := range s.Expect {
		if k.byID[id] != nil {
			want = append(want, id)
		}
	}
	got := faultIDs(r)
	if !slices.Equal(got, want) {
		wrong = append(wrong, "faults are ["+strings.Join(got, " ")+"], expected ["+strings.Join(want, " ")+"]")
	}
	for _, id := range r.IDs() {
		if slices.Contains(s.Not, id) {
			wrong = append(wrong, id+" is a false accusation here")
		}
	}
	if len(want) < len(s.Expect) {
		return wrong
	}
	if len(s.Expect) > 0 {
		wrong = append(wrong, s.compareHead(find(r, s.Expect[0]))...)
	}
	quoted := quotedLines(r)
	for _, line := range s.Evidence {
		if !strings.Contains(quoted, line) {
			wrong = append(wrong, "no finding quotes "+line)
		}
	}
	return wrong
}

func (s sidecar) compareHead(f *rules.Finding) []string {
	if f == nil {
		return nil
	}
	var wrong []string
	if s.Certainty != "" && f.Certainty.Rank() < s.Certainty.Rank() {
		wrong = append(wrong, f.ID+" is called "+string(f.Certainty)+", at most "+string(s.Certainty)+" is allowed")
	}
	for _, a := range f.Alternatives {
		if len(s.Alternatives) > 0 && !slices.Contains(s.Alternatives, a.ID) {
			wrong = append(wrong, a.ID+" is an alternative of "+f.ID)
		}
	}
	return wrong
}

func quotedLines(r *rules.Report) string {
	var b strings.Builder
	for _, f := range r.Findings {
		for _, e := range f.Evidence {
			b.WriteString(e.Text + "\n")
		}
	}
	return b.String()
}
