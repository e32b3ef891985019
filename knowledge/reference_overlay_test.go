package knowledge

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sipwhy/sipwhy/knowledge/reference"
)

// TestReferenceOverlay reads a network's own words over single entries: what it names
// is replaced, the rest stays, and what is new is found by its name and its words.
func TestReferenceOverlay(t *testing.T) {
	k, err := Open(fstest.MapFS{
		"reference/responses.yaml": {Data: []byte("# ours\n\"480\":\n  check: Whether it is registered at edge2.\n  words: [nobody at home]\n")},
		"reference/headers.yaml":   {Data: []byte("X-Edge:\n  name: X-Edge\n  also: [edge header]\n  says: The edge that a call came in at.\n  cites: [\"practice: our edges\"]\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := k.Reference().Get(reference.Response, "480")
	if err != nil || e.Check != "Whether it is registered at edge2." || e.Name != "Temporarily Unavailable" || e.Says == "" || len(e.Cites) == 0 {
		t.Errorf("480 reads %+v, %v", e, err)
	}
	for query, want := range map[string]string{"x-edge": "X-Edge", "edge header": "X-Edge", "nobody at home": "480", "480": "480"} {
		found, err := k.Explain(query)
		if err != nil || len(found.Entries) == 0 || found.Entries[0].Key != want {
			t.Errorf("%q finds %+v, %v; want %s", query, found, err, want)
		}
	}
	said := strings.Join(k.Overrides(), "\n")
	for _, want := range []string{"reference/responses.yaml replaces words of the response 480", "reference/headers.yaml adds the header X-Edge"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not among what the folder changes:\n%s", want, said)
		}
	}
	if other, err := Open(nil); err != nil {
		t.Fatal(err)
	} else if e, _ := other.Reference().Get(reference.Response, "480"); e.Check == "Whether it is registered at edge2." {
		t.Error("the shipped entry is changed")
	}
}

// TestReferenceOverlayMistakes holds mistakes to their file and line.
func TestReferenceOverlayMistakes(t *testing.T) {
	for name, test := range map[string]struct{ file, content, want string }{
		"unknown key":   {"reference/responses.yaml", "\"480\":\n  name: Away\n  chek: x\n", "reference/responses.yaml:3: unknown key \"chek\"; did you mean \"check\""},
		"second entry":  {"reference/q850.yaml", "\"17\":\n  says: Busy.\n\n\"34\":\n  causes: none\n", "reference/q850.yaml:5: "},
		"no words":      {"reference/headers.yaml", "Contact:\nVia:\n  says: x\n", "reference/headers.yaml:1: the entry \"Contact\" is empty"},
		"on one line":   {"reference/headers.yaml", "Via: {says: x}\n", "reference/headers.yaml:1: "},
		"new, no name":  {"reference/responses.yaml", "\"498\":\n  says: Ours.\n", "reference/responses.yaml:1: \"498\" is no entry that ships"},
		"no YAML":       {"reference/terms.yaml", "NAT:\n  says: \"x\n", "reference/terms.yaml:"},
		"twice":         {"reference/terms.yaml", "NAT:\n  says: x\nNAT:\n  says: y\n", "reference/terms.yaml:3: "},
		"strange file":  {"reference/response.yaml", "\"480\":\n  says: x\n", "reference/response.yaml: nothing reads a file of this name; did you mean \"responses\""},
		"wrong folder":  {"referenc/responses.yaml", "\"480\":\n  says: x\n", "did you mean \"reference\""},
		"wrong content": {"reference/sdp.yaml", "ptime:\n  words: [a, {b: c}]\n", "reference/sdp.yaml:2: "},
	} {
		_, err := Open(fstest.MapFS{test.file: {Data: []byte(test.content)}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}
}
