package reference

import (
	"sync"
	"testing"
)

// TestFindTogether asks one library from several goroutines at once, as Slack
// does.
func TestFindTogether(t *testing.T) {
	l := New(nil)
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for _, query := range []string{"487", "why do callers hear nothing", "403 vs 603", "forbiden", "m=audio 1 RTP/AVP 18 101", "299", "xyzzy"} {
				if _, err := l.Find(query); err != nil {
					t.Errorf("%d: %s: %v", n, query, err)
				}
			}
		})
	}
	wg.Wait()
}
