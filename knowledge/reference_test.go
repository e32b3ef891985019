package knowledge

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/reference"
)

// TestQueries asks for what testdata/queries.txt lists.
func TestQueries(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join("testdata", "queries.txt"))
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for line := range strings.Lines(string(data)) {
		query, want, ok := strings.Cut(strings.TrimRight(line, "\n"), " => ")
		if !ok {
			continue
		}
		asked++
		found, err := k.Explain(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if problem := compareFound(found, strings.Fields(want)); problem != "" {
			t.Errorf("%q: %s", query, problem)
		}
	}
	if asked < 150 {
		t.Errorf("only %d questions were asked", asked)
	}
}

func compareFound(found *reference.Result, want []string) string {
	names := make([]string, len(found.Entries))
	for i, e := range found.Entries {
		names[i] = string(e.Kind) + ":" + strings.ReplaceAll(e.Key, " ", `\u0020`)
	}
	got := string(found.How) + " " + strings.Join(names, " ")
	switch {
	case want[0] == "unknown" && found.How == reference.Unknown && len(found.Near) == 3:
	case want[0] == "compared" && found.How == reference.Compared && slices.Equal(names, want[1:]):
	case len(names) > 0 && found.How != reference.Compared && slices.Contains(want, names[0]):
	default:
		return "found " + got + ", want " + strings.Join(want, " ")
	}
	return ""
}

// TestMeaning wants one plain sentence for what an answer about a trace names.
func TestMeaning(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []answers.Reference{{Kind: "response", Key: "487"}, {Kind: "q850", Key: "16"}, {Kind: "header", Key: "contact"}, {Kind: "method", Key: "BYE"}, {Kind: "term", Key: "NAT"}} {
		got := k.meaning(r)
		if got == "" || strings.ContainsAny(got, "*`{") || !strings.HasSuffix(got, ".") {
			t.Errorf("%v means %q", r, got)
		}
	}
	if got := k.meaning(answers.Reference{Kind: "response", Key: "299"}); got != "" {
		t.Errorf("299 means %q, although the reference lacks it", got)
	}
}

// TestGeneralWords wants every diagnosis explained without a trace, in whole
// sentences and without placeholders.
func TestGeneralWords(t *testing.T) {
	var table map[string]string
	if err := load.Decode("general.yaml", generalFile, &table); err != nil {
		t.Fatal(err)
	}
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range k.IDs() {
		entry, err := k.Reference().Get(reference.Diagnosis, id)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if entry.Name == "" || entry.Says == "" {
			t.Errorf("%s says %q, %q", id, entry.Name, entry.Says)
		}
		for _, text := range append([]string{entry.Name, entry.Says, entry.Check}, entry.Fix...) {
			if strings.ContainsAny(text, "{}") {
				t.Errorf("%s keeps a placeholder: %q", id, text)
			}
		}
	}
}

// TestHere wants the network's meaning beside the general one, and nothing where
// the network says nothing.
func TestHere(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"401", "403", "487", "603"} {
		entry, err := k.Reference().Get(reference.Response, key)
		if err != nil {
			t.Fatal(err)
		}
		if k.Here(entry).Says == "" {
			t.Errorf("%s has no meaning on this network", key)
		}
	}
	entry, _ := k.Reference().Get(reference.Response, "182")
	if got := k.Here(entry).Says; got != "" {
		t.Errorf("182 means %q here", got)
	}
}
