package knowledge

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// TestChallengeCase holds the rows of the seed article's first case, the 401 or 407,
// to the verdict and the certainty that they ask for. Each is a sample of a rule.
func TestChallengeCase(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		row, sample string
		// fault is the id expected, "" for none; verdict a part of the sentence.
		fault     string
		certainty rules.Certainty
		verdict   string
		excludes  string
	}{
		{"challenged, logged in, let in", "auth/auth-challenge-unanswered/near-answered", "", "", "Nothing wrong", ""},
		{"the trace ends at the challenge", "auth/auth-challenge-unanswered/near-trace-ends-at-the-challenge", "", "", "normal first step", ""},
		{"nothing more although the trace goes on", "auth/auth-challenge-unanswered/hit-trace-goes-on", "auth-challenge-unanswered", rules.Likely, "never sent", ""},
		{"only SHA-256 offered, and silence", "auth/auth-algorithm-mismatch/hit-silent-at-sha-256", "auth-challenge-unanswered", rules.Likely, "never sent", ""},
		{"right in form and asked again", "auth/auth-wrong-password/hit-twice", "auth-wrong-password", rules.Likely, "password", "auth-stale-nonce-loop"},
		{"digest recomputed and wrong", "auth/auth-wrong-password/hit-computed", "auth-wrong-password", rules.Certain, "is wrong", ""},
		{"digest recomputed and right", "auth/auth-right-password-refused/hit-digest-right-and-asked-again", "auth-right-password-refused", rules.Likely, "is right", "auth-wrong-password"},
		{"stale once, then the new nonce", "auth/auth-stale-nonce-loop/near-one-stale-then-the-new-nonce", "", "", "Nothing wrong", ""},
		{"stale again and again, old nonce", "auth/auth-stale-nonce-loop/hit-after-a-registration-that-stood", "auth-stale-nonce-loop", rules.Certain, "Login loop", "auth-wrong-password"},
		{"no stale, and the next nonce is taken", "auth/auth-stale-nonce-loop/near-new-nonce-without-stale-accepted", "", "", "Nothing wrong", ""},
		{"407 answered with Authorization", "auth/auth-wrong-header/hit-407-answered-with-authorization", "auth-wrong-header", rules.Certain, "wrong header", ""},
		{"401 answered with Proxy-Authorization", "auth/auth-wrong-header/hit-401-answered-with-proxy-authorization", "auth-wrong-header", rules.Certain, "wrong header", "auth-wrong-password"},
		{"another realm", "auth/auth-realm-mismatch/hit-configured-realm", "auth-realm-mismatch", rules.Certain, "realm", ""},
		{"the provider's INVITE is challenged", "auth/inbound-invite-challenged/hit-freepbx-and-a-carrier", "inbound-invite-challenged", rules.Likely, "trunk", "auth-wrong-password"},
		{"a scanner by name", "security/scanner-probe/hit-named", "scanner-probe", rules.Certain, "scanning", "auth-wrong-password"},
		{"a stranger with many users", "security/brute-force-register/hit-many-users", "brute-force-register", rules.Likely, "guessing", "auth-wrong-password"},
		{"one phone every half minute", "security/brute-force-register/near-one-phone-every-half-minute", "auth-wrong-password", rules.Likely, "password", "brute-force-register"},
	}
	for _, test := range tests {
		t.Run(test.row, func(t *testing.T) {
			s := sampleOf(t, test.sample)
			report := k.Diagnose(parser.ReadString(s.Paste, parser.Options{Password: s.Password, Plan: k.Plan()}))
			faults := report.Faults()
			if test.fault == "" {
				if len(faults) > 0 {
					t.Errorf("accuses of %s", faults[0].ID)
				}
			} else if len(faults) == 0 || faults[0].ID != test.fault || faults[0].Certainty != test.certainty {
				t.Fatalf("faults are %v, want %s (%s)", faultIDs(report), test.fault, test.certainty)
			}
			if !strings.Contains(report.Verdict.String(), test.verdict) {
				t.Errorf("verdict %q lacks %q", report.Verdict.String(), test.verdict)
			}
			if test.excludes != "" && !slices.ContainsFunc(faults[0].Excluded, func(r rules.Reason) bool { return r.ID == test.excludes && !r.Why.Empty() }) {
				t.Errorf("%s is not excluded by name", test.excludes)
			}
		})
	}
}

// sampleOf is the sample "group/id/name".
func sampleOf(t *testing.T, name string) Sample {
	t.Helper()
	dir, member := filepath.Split(name)
	file := filepath.Join("rules", filepath.Clean(dir)+".txtar")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	samples, err := ReadSamples(file, data)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(samples, func(s Sample) bool { return s.Name == member })
	if i < 0 {
		t.Fatalf("%s has no sample %s", file, member)
	}
	return samples[i]
}
