package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNetworkFolder goes the way of a maintainer: init, check, edit, check, and a
// mistake that is named with file, line and the nearest valid key.
func TestNetworkFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ours")
	if got := sipwhy("network", "init", dir); got.status != 0 || !strings.Contains(got.out, "sipwhy check --network "+dir) {
		t.Fatalf("init: %+v", got)
	}
	if got := sipwhy("network", "init", dir); got.status == 0 || !strings.Contains(got.err, "not empty") {
		t.Errorf("a second init must not overwrite: %+v", got)
	}
	if got := sipwhy("check", "--network", dir); got.status != 0 || !strings.Contains(got.out, "all is well") {
		t.Fatalf("the fresh folder: %+v", got)
	}
	write(t, dir, "network.yaml", "name: Example Telecom\nown:\n  realms: [sip.ours.example]\n")
	write(t, dir, "phrases.yaml", "senses:\n  account-no-credit:\n    any: [\"barred by billing\"]\n    hits: [\"Barred by Billing (3)\"]\n")
	write(t, dir, "rules/account-no-credit.yaml", "fix: [\"Ask accounting.\"]\n")
	got := sipwhy("check", "--network", dir)
	for _, want := range []string{"name: Example Telecom", "own.realms", "1 wording", "rules/account-no-credit.yaml replaces", "all is well"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("check does not tell %q: %+v", want, got)
		}
	}
	write(t, dir, "phrases.yaml", "senses:\n  account-no-credit:\n    any: [\"barred by billing\"]\n    hits: [\"something else\"]\n")
	if got := sipwhy("check", "--network", dir); got.status != 1 || !strings.Contains(got.err, "something else") {
		t.Errorf("a sample that does not match: %+v", got)
	}
	write(t, dir, "network.yaml", "name: Example Telecom\nbiling_url: https://portal.example\n")
	for _, args := range [][]string{{"check", "--network", dir}, {"code", "--network", dir, "403"}} {
		got := sipwhy(args...)
		if got.status == 0 || !strings.Contains(got.err, "network.yaml:2:") || !strings.Contains(got.err, `did you mean "billing_url"?`) {
			t.Errorf("%v with a mistake: %+v", args, got)
		}
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
