package network

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestPhrases tries the table of testdata/phrases.txt.
func TestPhrases(t *testing.T) {
	n, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var sense Sense
	tried := map[Sense]int{}
	for _, line := range strings.Split(string(data), "\n") {
		switch {
		case line == "", line[0] == '#':
		case line[0] == '[':
			sense = Sense(strings.Trim(line, "[]"))
			if sense != "nothing" && rankOf(sense) < 0 {
				t.Errorf("[%s] is no sense", sense)
			}
		default:
			tried[sense]++
			tryPhrase(t, n, sense, line[:1], strings.TrimSpace(line[1:]))
		}
	}
	for _, s := range ranked {
		if tried[s] == 0 {
			t.Errorf("nothing is tried for %s", s)
		}
	}
}

func tryPhrase(t *testing.T, n *Network, sense Sense, mark, text string) {
	t.Helper()
	w := Wording{Code: 403, Phrase: text}
	if first, rest, ok := strings.Cut(text, " "); ok && len(first) == 3 {
		if code, err := strconv.Atoi(first); err == nil && code >= 300 {
			w.Code, w.Phrase = code, rest
		}
	}
	got := n.Senses(w)
	has := false
	for _, m := range got {
		has = has || m.Sense == sense
	}
	switch {
	case mark == "=" && len(got) > 0:
		t.Errorf("%q must have no sense, it has %v", text, sensesOf(got))
	case mark == "+" && (len(got) == 0 || got[0].Sense != sense):
		t.Errorf("%q must be %s first, it is %v", text, sense, sensesOf(got))
	case mark == "~" && !has:
		t.Errorf("%q must be %s too, it is %v", text, sense, sensesOf(got))
	case mark == "-" && has:
		t.Errorf("%q must not be %s, it is %v", text, sense, sensesOf(got))
	}
}

func sensesOf(all []Match) []Sense {
	senses := make([]Sense, len(all))
	for i, m := range all {
		senses[i] = m.Sense
	}
	return senses
}

// TestShippedPhrases proves that the shipped dictionary is whole: every wording is
// understood, and no guard loses words to the small ones, since it would then bar
// far more than it says.
func TestShippedPhrases(t *testing.T) {
	f, err := shippedPhrases()
	if err != nil {
		t.Fatal(err)
	}
	d, errs := compile(f, nil)
	for _, err := range errs {
		t.Error(err)
	}
	for _, p := range d.not.all {
		if len(p.terms) == 1 && len(strings.Fields(p.source)) > 2 {
			t.Errorf("of the guard %q a single word is left", p.source)
		}
	}
	for _, p := range d.any.all {
		if len(p.terms) == 1 && len(strings.Fields(p.source)) > 1 && !p.start && !p.end {
			t.Errorf("of the wording %q a single word is left", p.source)
		}
	}
	for sense := range f.Senses {
		if rankOf(Sense(sense)) < 0 {
			t.Errorf("%s is no sense", sense)
		}
	}
}

func BenchmarkSenses(b *testing.B) {
	n, err := Load(nil)
	if err != nil {
		b.Fatal(err)
	}
	w := Wording{Code: 403, Phrase: "Forbidden", Warnings: []string{"The outgoing call was refused: account balance is too low for this destination"}}
	for b.Loop() {
		n.Senses(w)
	}
}
