package knowledge

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// TestNetworkInit proves that the folder that network init writes starts the
// program, changes no diagnosis, and passes its own check.
func TestNetworkInit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ours")
	if err := network.Init(dir); err != nil {
		t.Fatal(err)
	}
	k, err := Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if errs := k.CheckOverlay(); len(errs) > 0 {
		t.Error(errs)
	}
	for _, line := range k.Overrides() {
		if strings.HasPrefix(line, "rules/") || strings.HasPrefix(line, "phrases.yaml") {
			t.Errorf("the fresh folder overrides something: %s", line)
		}
	}
}

// TestMatchMistakes proves that a bad expression stops the start.
func TestMatchMistakes(t *testing.T) {
	rule := "kind: note\ntitle: t\nsays: s\nwho: nobody\ncites: [\"practice: x\"]\nmatch: {header: Server, text: \"a(b\"}\n"
	_, err := Open(fstest.MapFS{"rules/ours.yaml": {Data: []byte(rule)}})
	if err == nil || !strings.Contains(err.Error(), "rules/ours.yaml") || !strings.Contains(err.Error(), "missing closing )") {
		t.Errorf("got %v", err)
	}
}

// refusedWithMismatch is a call that was refused after its login while From is not
// the account, by a carrier at 203.0.113.9.
const refusedWithMismatch = `2026/02/11 09:30:00.080000 198.51.100.20:5060 -> 203.0.113.9:5060
INVITE sip:4155550177@sip.other.example SIP/2.0
Via: SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bK2
From: <sip:3105550118@sip.other.example>;tag=cb086f
To: <sip:4155550177@sip.other.example>
Call-ID: db9c27aac9c7
CSeq: 2 INVITE
Proxy-Authorization: Digest username="3105550199", realm="other.example", nonce="7c1e55b0", uri="sip:4155550177@sip.other.example", response="7d17b0af1e336aa79d43d90d49537786"
Content-Length: 0

2026/02/11 09:30:00.160000 203.0.113.9:5060 -> 198.51.100.20:5060
SIP/2.0 403 Forbidden
Via: SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bK2
From: <sip:3105550118@sip.other.example>;tag=cb086f
To: <sip:4155550177@sip.other.example>;tag=a527a4
Call-ID: db9c27aac9c7
CSeq: 2 INVITE
Server: Other/3.1
Content-Length: 0
`

// TestForeignAnswer proves that a network's policies and words do not explain
// another carrier's answer, and that they do explain its own.
func TestForeignAnswer(t *testing.T) {
	for name, test := range map[string]struct {
		own, variant string
	}{
		"as shipped":     {"", "policy"},
		"ours by realm":  {"own:\n  realms: [other.example]\n", "policy"},
		"another's":      {"own:\n  realms: [ours.example]\n", ""},
		"another's host": {"own:\n  addresses: [192.0.2.0/24]\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			k, err := Open(fstest.MapFS{"network.yaml": {Data: []byte("name: ours\n" + test.own)}})
			if err != nil {
				t.Fatal(err)
			}
			f := find(k.Diagnose(parser.ReadString(refusedWithMismatch, parser.Options{Plan: k.Plan()})), "auth-id-from-mismatch-rejected")
			if f == nil {
				t.Fatal("the mismatch is not found")
			}
			if f.Variant != test.variant || f.Certainty != rules.Likely {
				t.Errorf("variant %q, %s; want %q and likely", f.Variant, f.Certainty, test.variant)
			}
		})
	}
}

// TestPolicies proves that a network's policies decide what a bare refusal of its
// own is taken for.
func TestPolicies(t *testing.T) {
	challenged := strings.NewReplacer("403 Forbidden", "407 Proxy Authentication Required", "Proxy-Authorization", "X-Was").Replace(refusedWithMismatch)
	for name, test := range map[string]struct {
		policies, paste, id, variant string
	}{
		"From may differ":        {"from_must_equal_digest_user: false", refusedWithMismatch, "invite-forbidden-after-credentials", "other-from"},
		"From must be the login": {"from_must_equal_digest_user: true", refusedWithMismatch, "auth-id-from-mismatch-rejected", "policy"},
		"prefix of an IP trunk":  {"ip_authenticated: true\n  tech_prefix: \"1234#\"", challenged, "tech-prefix-missing", "policy"},
		"IP trunk, no prefix":    {"ip_authenticated: true", challenged, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			k, err := Open(fstest.MapFS{"network.yaml": {Data: []byte("policies:\n  " + test.policies + "\n")}})
			if err != nil {
				t.Fatal(err)
			}
			report := k.Diagnose(parser.ReadString(test.paste, parser.Options{Plan: k.Plan()}))
			if test.id == "" {
				if len(report.Faults()) > 0 {
					t.Errorf("nothing is wrong here: %v", faultIDs(report))
				}
				return
			}
			if f := find(report, test.id); f == nil || f.Variant != test.variant {
				t.Errorf("want %s (%s), got %v %+v", test.id, test.variant, faultIDs(report), f)
			}
		})
	}
}

// TestNamedHosts calls a network's own box by its name in the sentences of a reply, and
// leaves its address alone in what is to be typed.
func TestNamedHosts(t *testing.T) {
	silent := ""
	for _, at := range []string{"00.000", "00.500", "01.500", "03.500", "07.500"} {
		silent += "2026/02/11 09:30:" + at + "000 198.51.100.20:5060 -> 203.0.113.9:5060\n" +
			"OPTIONS sip:203.0.113.9 SIP/2.0\nVia: SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bKn\nMax-Forwards: 70\nFrom: <sip:a@198.51.100.20>;tag=1\n" +
			"To: <sip:203.0.113.9>\nCall-ID: named@198.51.100.20\nCSeq: 1 OPTIONS\nContent-Length: 0\n\n"
	}
	folder := fstest.MapFS{"network.yaml": {Data: []byte("hosts:\n  - name: our edge in Los Angeles\n    match: [203.0.113.0/28]\n")}}
	for name, overlay := range map[string]fs.FS{"": nil, "our edge in Los Angeles": folder} {
		k, err := Open(overlay)
		if err != nil {
			t.Fatal(err)
		}
		r := k.Diagnose(parser.ReadString(strings.ReplaceAll(silent, "OPTIONS", "REGISTER"), parser.Options{Plan: k.Plan()}))
		if len(r.Faults()) == 0 {
			t.Fatal("the silence is not found")
		}
		f := r.Faults()[0]
		told, fix := f.Title.String()+f.Says.String(), ""
		for _, line := range f.Fix {
			fix += line.String()
		}
		if want := strings.TrimSpace(name + " (203.0.113.9"); name != "" && !strings.Contains(told, want) || name == "" && strings.Contains(told, "(203.0.113.9") {
			t.Errorf("with the name %q it says: %s", name, told)
		}
		if strings.Contains(fix, "our edge") {
			t.Errorf("the fix names the box: %s", fix)
		}
	}
}
