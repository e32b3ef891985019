package reference

import "testing"

// TestEntriesDecode reads every entry, and holds what the index took from its
// lines against what the decoder reads there.
func TestEntriesDecode(t *testing.T) {
	l := New(nil)
	_, errs := l.All()
	for _, err := range errs {
		t.Error(err)
	}
	seen := map[Kind]map[string]bool{}
	for _, i := range l.items {
		if seen[i.kind] == nil {
			seen[i.kind] = map[string]bool{}
		}
		if seen[i.kind][i.key] {
			t.Errorf("%s:%d: %s %q is there twice", i.file, i.line, i.kind, i.key)
		}
		seen[i.kind][i.key] = true
		if i.entry != nil {
			checkEntry(t, i)
		}
	}
}

func checkEntry(t *testing.T, i *item) {
	t.Helper()
	e := i.entry
	if i.name != e.Name || e.Name == "" {
		t.Errorf("%s:%d: %q: name is %q, its line reads as %q: keep it on one line", i.file, i.line, i.key, e.Name, i.name)
	}
	if len(i.also) != len(e.Also) {
		t.Errorf("%s:%d: %q: also has %d words, its line reads as %q: write it as [a, b] on one line", i.file, i.line, i.key, len(e.Also), i.also)
	} else {
		for n := range e.Also {
			if i.also[n] != e.Also[n] {
				t.Errorf("%s:%d: %q: also holds %q, its line reads as %q", i.file, i.line, i.key, e.Also[n], i.also[n])
			}
		}
	}
	if i.common != e.Common {
		t.Errorf("%s:%d: %q: write common: true on a line of its own", i.file, i.line, i.key)
	}
	if i.first != e.First {
		t.Errorf("%s:%d: %q: first is %q, its line reads as %q", i.file, i.line, i.key, e.First, i.first)
	}
	if i.wild != e.Unregistered {
		t.Errorf("%s:%d: %q: write unregistered: true on a line of its own", i.file, i.line, i.key)
	}
	if e.Says == "" || len(e.Cites) == 0 {
		t.Errorf("%s:%d: %q: says and cites are needed", i.file, i.line, i.key)
	}
}
