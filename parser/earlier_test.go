package parser

import (
	"strings"
	"testing"
)

// TestEarlier has two dialogs follow each other, pasted as they happened and newest
// first, without times.
func TestEarlier(t *testing.T) {
	exchange := func(id string) []string {
		head := "Via: SIP/2.0/UDP 192.0.2.20:5060;branch=z9hG4bK" + id + "\nFrom: <sip:x@192.0.2.20>;tag=" + id + "\nTo: <sip:203.0.113.9>\nCall-ID: " + id + "\nCSeq: 1 OPTIONS\nContent-Length: 0\n\n"
		return []string{"OPTIONS sip:203.0.113.9 SIP/2.0\n" + head, "SIP/2.0 200 OK\n" + head}
	}
	all := append(exchange("first"), exchange("second")...)
	for name, order := range map[string][]int{"as it happened": {0, 1, 2, 3}, "newest first": {3, 2, 1, 0}} {
		var b strings.Builder
		for _, i := range order {
			b.WriteString(all[i])
		}
		trace := ReadString(b.String(), Options{})
		ends := map[string]*Message{}
		for _, d := range trace.Dialogs {
			ends[d.CallID] = d.Last()
		}
		first, second := ends["first"], ends["second"]
		if first == nil || second == nil {
			t.Fatalf("%s: read %d dialogs, want 2", name, len(trace.Dialogs))
		}
		if !Earlier(first, second) || Earlier(second, first) {
			t.Errorf("%s: the first exchange is not before the second", name)
		}
	}
}

// TestMaskedLoginIsNotVerified has the paste hide what was hashed: then the digest says
// nothing of the password.
func TestMaskedLoginIsNotVerified(t *testing.T) {
	const login = "REGISTER sip:pbx.example SIP/2.0\nVia: SIP/2.0/UDP 198.51.100.21:5060;branch=z9hG4bKm\nFrom: <sip:2001@pbx.example>;tag=m\nTo: <sip:2001@pbx.example>\nCall-ID: m\nCSeq: 2 REGISTER\n" +
		"Authorization: Digest username=\"2001\", realm=\"pbx.example\", nonce=\"n1\", uri=\"sip:pbx.example\", response=\"0123456789abcdef0123456789abcdef\", algorithm=MD5\nContent-Length: 0\n\n"
	for name, c := range map[string]struct {
		was, is string
		want    Verdict
	}{
		"as sent":        {"", "", Wrong},
		"masked account": {`username="2001"`, `username="XXXX"`, Unverified},
		"masked realm":   {`realm="pbx.example"`, `realm="x.x.x.x"`, Unverified},
		"masked uri":     {`uri="sip:pbx.example"`, `uri="sip:***"`, Unverified},
	} {
		trace := ReadString(strings.Replace(login, c.was, c.is, 1), Options{Password: "s3cret"})
		if len(trace.Messages) != 1 || len(trace.Messages[0].Credentials()) != 1 {
			t.Fatalf("%s: no login was read", name)
		}
		if got := trace.Messages[0].Credentials()[0].Verified; got != c.want {
			t.Errorf("%s: verdict %v, want %v", name, got, c.want)
		}
	}
}
