package answers

import (
	"slices"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// loaded is the lexicon of the shipped words.
func loaded(t *testing.T) *lexicon {
	t.Helper()
	c := New(nil)
	if err := c.load(); err != nil {
		t.Fatal(err)
	}
	return c.lexicon
}

// TestParts cuts a text where a question stands on both sides, and only there.
func TestParts(t *testing.T) {
	x := loaded(t)
	for _, row := range []struct {
		text string
		want []string
	}{
		{"who hung up and how long was the call", []string{"who hung up", "and how long was the call"}},
		{"why did it fail? who has to act?", []string{"why did it fail?", " who has to act?"}},
		{"is it nat, and is it our side", []string{"is it nat", "and is it our side"}},
		{"wer hat aufgelegt und warum wurde es abgelehnt", []string{"wer hat aufgelegt", "and warum wurde es abgelehnt"}},
		{"how and why did it fail", nil},
		{"what happened and was rejected by them", nil},
		{"it rings, why does nobody answer", nil},
		{"which numbers called and did not get through", nil},
		{"who called?", nil},
	} {
		if got := x.parts(row.text); !slices.Equal(got, row.want) {
			t.Errorf("%q is cut into %q, want %q", row.text, got, row.want)
		}
	}
}

// TestCarried puts the last question to another subject.
func TestCarried(t *testing.T) {
	x := loaded(t)
	for _, row := range []struct{ earlier, text, want string }{
		{"where did the 302 come from", "and the 200?", "where did the come from the 200"},
		{"which codec does our side offer", "and theirs?", "which codec does offer theirs"},
		{"which codec does our side offer", "what about the provider", "which codec does offer the provider"},
		{"how long did the first call take", "und der zweite?", "how long did the call take the second"},
		{"why did the first one fail", "and who called the second?", ""},
		{"why did it fail", "thanks and bye", ""},
		{"", "and theirs?", ""},
	} {
		if got := x.carried(row.text, Context{Earlier: row.earlier, Report: &rules.Report{Trace: &parser.Trace{}}}); got != row.want {
			t.Errorf("%q after %q asks %q, want %q", row.text, row.earlier, got, row.want)
		}
	}
}

// TestTags tells a statement with a question behind it, and whether it denies.
func TestTags(t *testing.T) {
	x := loaded(t)
	for _, row := range []struct {
		text           string
		marked, denied bool
	}{
		{"it is not the password, is it", true, true},
		{"it is the password, isnt it", true, false},
		{"so it's not the carrier then?", true, true},
		{"they hung up, didn't they", true, false},
		{"it is not working?", true, false},
		{"what number was it", false, false},
		{"the customer is always right", false, false},
		{"and if that is not it", false, false},
	} {
		q := x.read(row.text, &parser.Trace{})
		if q.marked != row.marked || q.denied != row.denied {
			t.Errorf("%q: asks %v, denies %v", row.text, q.marked, q.denied)
		}
	}
}
