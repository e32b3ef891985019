package knowledge

import (
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/parser"
)

// TestPieces explains what is pasted without its message.
func TestPieces(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, paste string
		says        []string
	}{
		{"a Via", "Via: SIP/2.0/UDP 10.11.228.67:5060;branch=z9hG4bK776;received=198.51.100.7;rport=1024", []string{
			"SIP/2.0 over UDP", "protocol, version, transport", "sent-by 10.11.228.67:5060", "branch z9hG4bK776 names the transaction", "198.51.100.7 port 1024", "no harm",
		}},
		{"three Vias", "Via: SIP/2.0/UDP 203.0.113.5\nv: SIP/2.0/TCP 198.51.100.9:5070;branch=z9hG4bKb\nVIA: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bKc", []string{
			"192.0.2.10:5061 → 198.51.100.9:5070 → 203.0.113.5:5060", "over TLS",
		}},
		{"a list of Vias", "Via: SIP/2.0/UDP 203.0.113.5;branch=z9hG4bKa, SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKc", []string{"192.0.2.10:5060 → 203.0.113.5:5060", "What these Via lines say"}},
		{"an m= line", "m=audio 25268 RTP/AVP 18 0 8 101", []string{"audio at port 25268", "RTP/AVP", "18 = G729", "0 = PCMU", "8 = PCMA", "101 = telephone-event"}},
		{"mapped formats", "m=audio 4000 RTP/SAVP 96 97\na=rtpmap:96 opus/48000/2\na=rtpmap:97 telephone-event/48000\na=fmtp:97 0-16", []string{
			"96 = opus", "97 = telephone-event", "Payload type 96 is opus", "key presses",
		}},
		{"a refused stream", "v=0\nm=video 0 RTP/AVP 34", []string{"Port 0", "refused", "34 = H263"}},
		{"an address", "c=IN IP4 192.168.1.10", []string{"private address"}},
		{"a held stream", "c=IN IP4 0.0.0.0", []string{"no media is wanted"}},
		{"an attribute", "a=ptime:20\na=sendonly", []string{"milliseconds"}},
		{"a code", "SIP/2.0 403 Forbidden", []string{"403 Forbidden alone", "On our network", "credit", "Usual causes"}},
		{"a code in prose", "customer gets `SIP/2.0 488 Not Acceptable Here` on every call", []string{"488", "Usual causes"}},
		{"a normal cause", `Reason: Q.850;cause=16;text="Normal call clearing"`, []string{"16 Normal call clearing"}},
		{"a SIP cause", `Reason: SIP;cause=200;text="Call completed elsewhere"`, []string{"200 OK"}},
		{"a Warning", `Warning: 370 203.0.113.5 "Insufficient bandwidth"`, []string{"370 Insufficient bandwidth"}},
		{"credentials", `Authorization: Digest username="5550101", realm="example.com", nonce="n", uri="sip:example.com", response="0123456789abcdef0123456789abcdef"`, []string{
			"account 5550101", "realm example.com", "the password is not in it",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			report := k.Diagnose(parser.ReadString(test.paste, parser.Options{Plan: k.Plan()}))
			text := report.Verdict.String()
			for _, p := range report.Pieces {
				text += "\n" + p.Line + " " + p.Says.String()
			}
			for _, want := range test.says {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in:\n%s", want, text)
				}
			}
			if strings.Contains(text, "0123456789abcdef") {
				t.Error("a digest response is shown")
			}
			if len(report.Faults()) > 0 {
				t.Errorf("a fragment is accused of %s", report.Faults()[0].ID)
			}
		})
	}
}

// TestNoPieces leaves whole messages to the diagnosis.
func TestNoPieces(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	const whole = "BYE sip:5550101@192.0.2.10 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.20;branch=z9hG4bK1\nFrom: <sip:5550102@192.0.2.20>;tag=2\nTo: <sip:5550101@192.0.2.10>;tag=1\nCall-ID: a\nCSeq: 1 BYE\n"
	if r := k.Diagnose(parser.ReadString(whole, parser.Options{})); len(r.Pieces) > 0 {
		t.Errorf("a whole message is taken apart: %v", r.Pieces)
	}
}
