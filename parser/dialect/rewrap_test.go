package dialect

import (
	"slices"
	"strings"
	"testing"
)

// brokenLog was broken by a mailer: what goes on in the next line looks like a
// header with an address for a name, a time, a mark without its sign.
const brokenLog = `Feb 11 09:30:00.120 On [6:0]198.51.100.20:5060 received from
203.0.113.9:5060
SIP/2.0 401 Unauthorized
Via: SIP/2.0/UDP
198.51.100.20:5060;branch=z9hG4bKreg1;received=198.51.100.20;rport=5060
From: "Jürgen Müller, Büro 3"
<sip:5550101@sip.carrier.example>;tag=1928301774
To: <sip:5550101@sip.carrier.example>;tag=srv9
Call-ID: reg-77@198.51.100.20
CSeq: 1 REGISTER
WWW-Authenticate: Digest realm="sip.carrier.example",
nonce="5f3a9c0b1e", qop="auth", algorithm=MD5
Content-Length: 0


----------------------------------------
`

func TestRewrap(t *testing.T) {
	var joined []int
	lines := Rewrap(linesOf(brokenLog), func(n int) { joined = append(joined, n) })
	if !slices.Equal(joined, []int{2, 5, 7, 12}) {
		t.Errorf("lines %v were put behind others", joined)
	}
	frames := Frames(lines).Frames
	if len(frames) != 1 || frames[0].Src != "203.0.113.9:5060" || frames[0].Direction != In {
		t.Fatalf("%+v", frames)
	}
	for _, want := range []string{
		"\nVia: SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bKreg1;received=198.51.100.20;rport=5060\n",
		"\nFrom: \"Jürgen Müller, Büro 3\" <sip:5550101@sip.carrier.example>;tag=1928301774\n",
		"realm=\"sip.carrier.example\", nonce=\"5f3a9c0b1e\", qop=\"auth\", algorithm=MD5\n",
	} {
		if !strings.Contains(frames[0].Text, want) {
			t.Errorf("%q lacks %q", frames[0].Text, want)
		}
	}
}

// What was not broken stays: folded headers, lines of their own, a terminal's cuts.
func TestRewrapLeaves(t *testing.T) {
	for _, text := range []string{
		shown,
		strings.ReplaceAll(shown, "branch=", "\n    branch="),
		"Dialling 5550102 for the third time today, still no luck with the provider\nand nobody there answers the telephone before nine o'clock in the morning\n" + shown,
	} {
		Rewrap(linesOf(text), func(n int) { t.Errorf("line %d of %.60q was put behind another", n, text) })
	}
}
