package knowledge

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/capture"
)

// TestICMPDecidesASilence has the capture's ICMP say why nothing came back, where it
// is about that request and not about one before it.
func TestICMPDecidesASilence(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC)
	request := func(method string, after time.Duration, cseq int) string {
		return fmt.Sprintf("%s 198.51.100.7:5060 -> 192.0.2.20:5060\n%s sip:5550102@192.0.2.20 SIP/2.0\nVia: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKq%d\nMax-Forwards: 70\n"+
			"From: <sip:5550101@192.0.2.20>;tag=q\nTo: <sip:5550102@192.0.2.20>\nCall-ID: q@198.51.100.7\nCSeq: %d %s\nContact: <sip:5550101@198.51.100.7:5060>\nExpires: 600\nContent-Length: 0\n\n",
			at.Add(after).Format("2006/01/02 15:04:05.000000"), method, cseq, cseq, method)
	}
	about := capture.Unreachable{
		Time: at.Add(time.Millisecond), Last: at.Add(time.Millisecond), From: netip.MustParseAddr("192.0.2.20"),
		Src: netip.MustParseAddrPort("198.51.100.7:5060"), Dst: netip.MustParseAddrPort("192.0.2.20:5060"),
		Transport: "udp", Reason: capture.PortUnreachable, Count: 1,
	}
	elsewhere, before := about, about
	elsewhere.Dst = netip.MustParseAddrPort("192.0.2.20:5070")
	before.Last = at.Add(-time.Second)
	for name, c := range map[string]struct {
		text string
		said capture.Unreachable
		id   string
	}{
		"a REGISTER":              {request("REGISTER", 0, 1), about, "reg-no-response"},
		"an INVITE":               {request("INVITE", 0, 1), about, "no-response-to-request"},
		"about another port":      {request("INVITE", 0, 1), elsewhere, ""},
		"about a request earlier": {request("REGISTER", 0, 1), before, ""},
	} {
		t.Run(name, func(t *testing.T) {
			trace := parser.Read([]parser.Part{{Reader: strings.NewReader(c.text)}}, parser.Options{})
			for _, m := range trace.Messages {
				m.Transport = "udp"
			}
			trace.Unreachable = []capture.Unreachable{c.said}
			found := ""
			for _, f := range k.Diagnose(trace).Faults() {
				found = f.ID
				if !strings.Contains(f.Title.String(), "does not arrive at 192.0.2.20:5060: the network itself says so (ICMP)") {
					t.Errorf("title %q", f.Title)
				}
			}
			if found != c.id {
				t.Errorf("found %q, want %q", found, c.id)
			}
		})
	}
}
