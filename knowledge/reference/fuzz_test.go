package reference

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFind asks anything: it must answer with whole entries, the same each time,
// and never more than a result holds.
func FuzzFind(f *testing.F) {
	for _, query := range []string{
		"487", "403 vs 603", "q.850;cause=34", "m=audio 1 RTP/AVP 18 101", "a=fmtp:", "Reason: Q.850;cause=", "Via: ;;;=", "SIP/2.0 ", "SIP/2.0 99999", "a=", "x=y",
		"difference between and", "vs", "/", "list", "?", "\x00", "ÄÖÜ ß", "401401401", "=", ":", "%s{code}", "cause=-1", "1 2 3 4 5 6 7 8 9", strings.Repeat("vs ", 300), strings.Repeat("a", 3000),
	} {
		f.Add(query)
	}
	l := New(nil)
	f.Fuzz(func(t *testing.T, query string) {
		r, err := l.Find(query)
		if err != nil {
			t.Fatalf("%q: %v", query, err)
		}
		if len(r.Entries) > maxMatches || len(r.Near) > 3 {
			t.Errorf("%q: %d entries, %d near", query, len(r.Entries), len(r.Near))
		}
		if (r.How == Unknown) != (len(r.Entries) == 0) {
			t.Errorf("%q: %s with %d entries", query, r.How, len(r.Entries))
		}
		if r.How == Compared && len(r.Entries) < 2 {
			t.Errorf("%q: one entry set side by side", query)
		}
		for _, e := range r.Entries {
			if e == nil || e.Key == "" || e.Says == "" || !utf8.ValidString(e.Says) {
				t.Errorf("%q: a broken entry %+v", query, e)
			}
		}
		again, err := l.Find(query)
		if err != nil || len(again.Entries) != len(r.Entries) || len(r.Entries) > 0 && again.Entries[0].Key != r.Entries[0].Key {
			t.Errorf("%q: another answer the second time", query)
		}
	})
}
