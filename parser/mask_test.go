package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/icholy/digest"
)

// TestMask builds a message full of secrets: none may be left in anything that it
// shows, and each must be told.
func TestMask(t *testing.T) {
	const text = `INVITE sip:bob:uriSecret1@example.com;user=phone SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa
From: "Mail me: a@b.example" <sip:5550101:fromSecret2@example.com:5060>;tag=a
To: <sip:5550102@example.com>
Call-ID: x:y@192.0.2.1
CSeq: 1 INVITE
Contact: <sip:5550101@192.0.2.1:5060>, <sips:c:contactSecret3@192.0.2.1>
Authorization: Digest username="5550101", realm="r, with commas", nonce="n", uri="sip:b", response="0123456789abcdef0123456789abcdef", cnonce = "cnonceSecret4", qop=auth, nc=00000001
Proxy-Authorization: Bearer bearerSecret5.abc
Authorization: Basic YmFzaWNTZWNyZXQ2
Authentication-Info: nextnonce="nn", rspauth="rspSecret7", cnonce="cnonceSecret4"
X-Telnyx-Token: tokenSecret8
Identity: eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJBIn0.signatureSecret9;info=<https://cert.example/c.pem>;alg=ES256
Content-Type: application/sdp

v=0
k=base64:keySecret10
m=audio 4000 RTP/SAVP 0
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:cryptoSecret11|2^20|1:4;inline:cryptoSecret12
a=key-mgmt:mikey mikeySecret13`
	trace := ReadString(text, Options{})
	shown := fmt.Sprint(trace.Messages[0].StartLine, trace.Messages[0].RequestURI, trace.Messages[0].Headers, trace.Messages[0].Body, trace.Messages[0].SDP(), trace.Messages[0].Credentials())
	for _, secret := range []string{"Secret", "0123456789abcdef", "YmFzaWNTZWNyZXQ2"} {
		if i := strings.Index(shown, secret); i >= 0 {
			t.Errorf("%q is shown: …%s…", secret, shown[max(0, i-40):min(len(shown), i+40)])
		}
	}
	for _, kept := range []string{`username="5550101"`, `nonce="n"`, `realm="r, with commas"`, "sip:bob:…@example.com;user=phone", "Mail me: a@b.example", "sip:5550101@192.0.2.1:5060", "|2^20|1:4", "eyJhdHRlc3QiOiJBIn0.…;info="} {
		if !strings.Contains(shown, kept) {
			t.Errorf("%q is no secret and is gone from %s", kept, shown)
		}
	}
	var kinds []string
	for _, s := range trace.Secrets {
		kinds = append(kinds, fmt.Sprintf("%s:%d", s.Kind, s.Line))
	}
	want := "password:3 password:7 digest-response:8 token:9 password:10 token:12 password:1 srtp-key:17 srtp-key:19 srtp-key:20"
	if got := strings.Join(kinds, " "); got != want {
		t.Errorf("secrets\ngot  %s\nwant %s", got, want)
	}
}

// TestMaskDamaged hides what a damaged paste puts where it does not belong.
func TestMaskDamaged(t *testing.T) {
	for _, text := range []string{
		"REGISTER sip:example.com SIP/2.0\nCall-ID: a\nCSeq: 1 REGISTER\nAuthorization Digest username=\"1\", response=\"0123456789abcdef0123456789abcdef\"\nVia: SIP/2.0/UDP h\n",
		"REGISTER sip:example.com SIP/2.0\nCall-ID: a\nCSeq: 1 REGISTER\nVia: SIP/2.0/UDP h Authorization: Digest username=\"1\", response = \"0123456789abcdef0123456789abcdef\"\n",
		"REGISTER sip:example.com SIP/2.0\nCall-ID: a\nCSeq: 1 REGISTER\nAuthorization: Digest username=1;response=0123456789abcdef0123456789abcdef;uri=x\n",
		"NOTIFY sip:example.com SIP/2.0\nCall-ID: a\nCSeq: 1 NOTIFY\nContent-Type: message/sip\n\nREGISTER sip:a SIP/2.0\nAuthorization: Digest response=\"0123456789abcdef0123456789abcdef\"\n",
	} {
		trace := ReadString(text, Options{})
		shown := ""
		for _, m := range trace.Messages {
			shown += fmt.Sprint(m.StartLine, m.Headers, m.Body, m.Defects(), m.Credentials())
		}
		if shown == "" || strings.Contains(shown, "0123456789abcdef") {
			t.Errorf("%q\nshows %s", text, shown)
		}
	}
}

// TestVerify computes digests with every algorithm and verifies them with the
// right and with a wrong password.
func TestVerify(t *testing.T) {
	for _, algorithm := range []string{"", "MD5", "md5", "SHA-256", "SHA-512-256", "MD5-sess", "SHA-256-sess"} {
		for _, qop := range []string{"", "auth", "auth-int"} {
			session := strings.HasSuffix(algorithm, "-sess")
			if session && qop == "" {
				continue
			}
			t.Run(algorithm+"/"+qop, func(t *testing.T) {
				header := login(t, algorithm, qop, "open sesame")
				for password, want := range map[string]Verdict{"open sesame": Right, "Open sesame": Wrong, "": Unverified} {
					trace := ReadString("REGISTER sip:example.com SIP/2.0\nCall-ID: a\nCSeq: 2 REGISTER\nAuthorization: "+header+"\n", Options{Password: password})
					if got := trace.Messages[0].Credentials()[0].Verified; got != want {
						t.Errorf("with %q: %d, want %d", password, got, want)
					}
				}
			})
		}
	}
}

func login(t *testing.T, algorithm, qop, password string) string {
	t.Helper()
	base, _, session := strings.Cut(algorithm, "-sess")
	if !session {
		base = algorithm
	}
	challenge := &digest.Challenge{Realm: "r", Nonce: "n", Algorithm: base}
	options := digest.Options{Method: "REGISTER", URI: "sip:example.com", Username: "5550101", Password: password, Cnonce: "c", Count: 3}
	if qop != "" {
		challenge.QOP = []string{qop}
	}
	if session {
		hash := hashes[strings.ToUpper(base)]
		options.A1 = hash(hash("5550101:r:"+password) + ":n:c")
	}
	c, err := digest.Digest(challenge, options)
	if err != nil {
		t.Fatal(err)
	}
	header := fmt.Sprintf(`Digest username="5550101", realm="r", nonce="n", uri="sip:example.com", response="%s"`, c.Response)
	if algorithm != "" {
		header += ", algorithm=" + algorithm
	}
	if qop != "" {
		header += ", qop=" + qop + ", nc=00000003, cnonce=\"c\""
	}
	return header
}

// TestVerifyOthers proves that a password of one account does not call the login
// of another wrong.
func TestVerifyOthers(t *testing.T) {
	right := login(t, "MD5", "", "open sesame")
	other := strings.Replace(right, "5550101", "5550199", 1)
	trace := ReadString("REGISTER sip:example.com SIP/2.0\nCall-ID: a\nCSeq: 2 REGISTER\nAuthorization: "+right+"\n\nREGISTER sip:example.com SIP/2.0\nCall-ID: b\nCSeq: 2 REGISTER\nAuthorization: "+other+"\n", Options{Password: "open sesame"})
	if a, b := trace.Messages[0].Credentials()[0].Verified, trace.Messages[1].Credentials()[0].Verified; a != Right || b != Unverified {
		t.Errorf("got %d and %d", a, b)
	}
}
