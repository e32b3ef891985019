package answers_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFollowups asks every question of a shared collection through the whole
// chain. It exists where SIPWHY_SHARED names the folder, and fails if it is not
// there then.
func TestFollowups(t *testing.T) {
	dir := os.Getenv("SIPWHY_SHARED")
	if dir == "" {
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, "followups.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []struct {
		N        int
		Trace, Q string
		Facts    []string
		Knowable bool
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	b := newBench(t, filepath.Join(dir, "traces", "*.sip"))
	for _, addressed := range []bool{true, false} {
		for _, f := range list {
			a := b.Answer(f.Q, b.on(t, f.Trace, addressed))
			if a == nil {
				t.Errorf("%d %s %q: silence (addressed %v)", f.N, f.Trace, f.Q, addressed)
				continue
			}
			said := text(a)
			for _, fact := range f.Facts {
				if !strings.Contains(strings.ToLower(said), strings.ToLower(fact)) {
					t.Errorf("%d %s %q: %s lacks %q:\n%s", f.N, f.Trace, f.Q, a.Intent, fact, said)
				}
			}
			if a.Known != f.Knowable {
				t.Errorf("%d %s %q: %s has known %v, want %v:\n%s", f.N, f.Trace, f.Q, a.Intent, a.Known, f.Knowable, said)
			}
		}
	}
}
