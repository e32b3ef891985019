package slack

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSharedEnvelopes delivers the samples of the folder named by SIPWHY_SHARED,
// where it is named.
func TestSharedEnvelopes(t *testing.T) {
	t.Parallel()
	dir, set := os.LookupEnv("SIPWHY_SHARED")
	if !set {
		return
	}
	raw, err := os.ReadFile(filepath.Join(dir, "slack-envelopes.json"))
	if err != nil {
		t.Fatal(err)
	}
	deliverAll(t, raw)
}
