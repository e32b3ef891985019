package reference

import (
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// TestSynonyms reads the groups of words that mean the same.
func TestSynonyms(t *testing.T) {
	var groups [][]string
	if err := load.Decode("synonyms.yaml", synonymFile, &groups); err != nil {
		t.Fatal(err)
	}
	for _, group := range groups {
		if len(group) < 2 {
			t.Errorf("%q has nothing to be the same as", group)
		}
		for _, phrase := range group {
			if len(stemsOf(phrase)) == 0 {
				t.Errorf("%q holds only words that ask", phrase)
			}
		}
	}
}

// TestSearchForgives finds an entry by a synonym, by another form of a word and
// in spite of a typing mistake, and nothing where only one word of many fits.
func TestSearchForgives(t *testing.T) {
	l := New(nil)
	for query, want := range map[string]string{
		"account has no funds left":     "402",
		"ran out of top-up":             "402",
		"server is overlaoded today":    "503",
		"digits on the keypad not sent": "telephone-event",
	} {
		r, err := l.Find(query)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range append(r.Entries, r.Near...) {
			found = found || e.Key == want || want == "402" && e.Key == "no credit" || want == "telephone-event" && e.Key == "DTMF"
		}
		if r.How != Searched || !found {
			t.Errorf("%q: %s, without %s", query, r.How, want)
		}
	}
	r, err := l.Find("zebra flamingo pelican loop giraffe")
	if err != nil {
		t.Fatal(err)
	}
	if r.How != Unknown || len(r.Near) != 3 {
		t.Errorf("zebra: %s, %d near", r.How, len(r.Near))
	}
}
