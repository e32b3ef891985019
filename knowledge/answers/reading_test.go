package answers

import (
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/parser"
)

// TestReading tells what the words of a question say.
func TestReading(t *testing.T) {
	c := New(nil)
	if err := c.load(); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ text, has, lacks string }{
		{"who turned the call down", "reject", ""},
		{"did she pick it up", "answer", ""},
		{"who put the boxes down", "", "reject"},
		{"which user did it log on with", "login", "capture"},
		{"which boxes did the invite pass", "", "password"},
		{"what does stale mean", "realm", "slow"},
		{"why won't it register", "why", "future"},
		{"will it register tomorrow", "future", ""},
		{"will it ever go like that", "", "likely"},
		{"what was dialled originally", "called", "caller"},
		{"which identity is sent", "callerid", "compare"},
		{"is the four oh three normal", "@code", ""},
		{"write something polite", "", "emergency"},
	} {
		q := c.lexicon.read(row.text, &parser.Trace{})
		if row.has != "" && !q.has(row.has) {
			t.Errorf("%q does not say %s: %v", row.text, row.has, q.features)
		}
		if row.lacks != "" && q.has(row.lacks) {
			t.Errorf("%q says %s: %v", row.text, row.lacks, q.features)
		}
	}
}

// TestPlainWords never takes a common word for a typing mistake.
func TestPlainWords(t *testing.T) {
	c := New(nil)
	if err := c.load(); err != nil {
		t.Fatal(err)
	}
	for word := range strings.FieldsSeq(everydayFile + " " + neutralFile) {
		if _, short := c.lexicon.short[word]; short {
			continue
		}
		if got := c.lexicon.expand(word); len(got) != 1 || got[0] != word {
			t.Errorf("%q is read as %q", word, got)
		}
	}
}
