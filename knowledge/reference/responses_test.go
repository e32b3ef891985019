package reference

import (
	"strings"
	"testing"
)

// TestResponsesAreComplete wants of every response code what helps in the night:
// who sends it, three causes, what to check, whether to try again, what it is
// taken for.
func TestResponsesAreComplete(t *testing.T) {
	l := New(nil)
	entries, errs := l.All(Response, Class)
	for _, err := range errs {
		t.Error(err)
	}
	for _, e := range entries {
		for name, text := range map[string]string{"says": e.Says, "sender": e.Sender, "check": e.Check, "retry": e.Retry, "confused": e.Confused} {
			if text == "" || !strings.HasSuffix(strings.TrimRight(text, `"`), ".") {
				t.Errorf("%s: %s is %q: a sentence is wanted", e.Key, name, text)
			}
		}
		if len(e.Causes) != 3 {
			t.Errorf("%s has %d causes; the three usual ones are wanted", e.Key, len(e.Causes))
		}
		if len(e.See) == 0 || len(e.Words) == 0 {
			t.Errorf("%s needs see and words", e.Key)
		}
	}
}

// TestDifferences wants a sentence for each of the usual pairs.
func TestDifferences(t *testing.T) {
	l := New(nil)
	for _, pair := range []string{
		"401 vs 407", "403 vs 603", "486 vs 600", "480 vs 404", "404 vs 604", "408 vs 504", "180 vs 183", "486 vs 603", "487 vs CANCEL", "488 vs 606", "415 vs 488", "301 vs 302",
		"482 vs 483", "500 vs 503", "403 vs 401", "481 vs 487", "400 vs 488", "420 vs 421", "422 vs 423", "503 vs 480", "603 vs 603+", "607 vs 608", "405 vs 501", "100 vs 180", "180 vs 200",
		"486 vs 487", "403 vs 404", "404 vs 484", "502 vs 503", "477 vs 478", "407 vs 403", "603 vs 607", "436 vs 438", "413 vs 513", "410 vs 404", "491 vs 500",
	} {
		r, err := l.Find(pair)
		if err != nil {
			t.Fatal(err)
		}
		if r.How != Compared || len(r.Entries) != 2 {
			t.Errorf("%s: %s, %d entries", pair, r.How, len(r.Entries))
			continue
		}
		a, b := r.Entries[0], r.Entries[1]
		sentence := l.Difference(a, b)
		if !strings.Contains(sentence, a.Key) && !strings.Contains(sentence, b.Key) || l.Difference(b, a) != sentence && l.Difference(b, a) == "" {
			t.Errorf("%s: the difference is %q", pair, sentence)
		}
	}
}
