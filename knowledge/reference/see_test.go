package reference

import "testing"

// TestSee follows every reference from one entry to another: it must be what
// somebody would ask, and name an entry, not lead to a search. Response codes also
// name diagnoses, which this package does not hold.
func TestSee(t *testing.T) {
	l := New(nil)
	entries, errs := l.All(Cause, Warning, Method, Header, Parameter, SDP, Payload, Transport, OptionTag, ReasonProtocol, Timer, Term)
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	for _, e := range entries {
		for _, query := range e.See {
			r, err := l.Find(query)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case r.How != Exact:
				t.Errorf("%s %q: see %q is found as %s", e.Kind, e.Key, query, r.How)
			case r.Entries[0].Kind == e.Kind && r.Entries[0].Key == e.Key:
				t.Errorf("%s %q: see %q leads back to itself", e.Kind, e.Key, query)
			}
		}
	}
}

// TestDiffers wants every difference to be told about an entry that exists, and
// to be what comes when somebody compares the two.
func TestDiffers(t *testing.T) {
	l := New(nil)
	entries, errs := l.All()
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	for _, e := range entries {
		for query := range e.Differs {
			if r, err := l.Find(query); err != nil || r.How != Exact || r.Entries[0] == e {
				t.Errorf("%s %q: the difference to %q names no other entry (%v)", e.Kind, e.Key, query, err)
			}
		}
	}
}
