package knowledge

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/capture"
)

const heardCall = `2026/03/09 10:00:00.000000 198.51.100.7:5060 -> 192.0.2.20:5060
INVITE sip:5550102@192.0.2.20 SIP/2.0
Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKh1
Max-Forwards: 70
From: <sip:5550101@192.0.2.20>;tag=h
To: <sip:5550102@192.0.2.20>
Call-ID: heard@198.51.100.7
CSeq: 1 INVITE
Contact: <sip:5550101@198.51.100.7:5060>
Content-Type: application/sdp

v=0
o=- 1 1 IN IP4 198.51.100.7
s=-
c=IN IP4 198.51.100.7
t=0 0
m=audio 40000 RTP/AVP 0

2026/03/09 10:00:02.000000 192.0.2.20:5060 -> 198.51.100.7:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKh1
From: <sip:5550101@192.0.2.20>;tag=h
To: <sip:5550102@192.0.2.20>;tag=k
Call-ID: heard@198.51.100.7
CSeq: 1 INVITE
Contact: <sip:5550102@192.0.2.20:5060>
Content-Type: application/sdp

v=0
o=- 1 1 IN IP4 192.0.2.20
s=-
c=IN IP4 192.0.2.20
t=0 0
m=audio 20000 RTP/AVP 0

2026/03/09 10:00:02.020000 198.51.100.7:5060 -> 192.0.2.20:5060
ACK sip:5550102@192.0.2.20:5060 SIP/2.0
Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKh2
From: <sip:5550101@192.0.2.20>;tag=h
To: <sip:5550102@192.0.2.20>;tag=k
Call-ID: heard@198.51.100.7
CSeq: 1 ACK

2026/03/09 10:00:12.000000 198.51.100.7:5060 -> 192.0.2.20:5060
BYE sip:5550102@192.0.2.20:5060 SIP/2.0
Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKh3
From: <sip:5550101@192.0.2.20>;tag=h
To: <sip:5550102@192.0.2.20>;tag=k
Call-ID: heard@198.51.100.7
CSeq: 2 BYE

2026/03/09 10:00:12.020000 192.0.2.20:5060 -> 198.51.100.7:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKh3
From: <sip:5550101@192.0.2.20>;tag=h
To: <sip:5550102@192.0.2.20>;tag=k
Call-ID: heard@198.51.100.7
CSeq: 2 BYE
`

// TestClosingTellsTheAudio has a capture's RTP tell who can have heard whom.
func TestClosingTellsTheAudio(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	caller, callee := netip.MustParseAddrPort("198.51.100.7:40000"), netip.MustParseAddrPort("192.0.2.20:20000")
	at := time.Date(2026, 3, 9, 10, 0, 3, 0, time.UTC)
	stream := func(from, to netip.AddrPort, packets int) capture.Media {
		return capture.Media{Src: from, Dst: to, Packets: packets, First: at, Last: at.Add(9 * time.Second)}
	}
	for name, c := range map[string]struct {
		text  string
		media []capture.Media
		want  string
	}{
		"no RTP":          {heardCall, nil, "or send a capture with RTP"},
		"both ways":       {heardCall, []capture.Media{stream(caller, callee, 450), stream(callee, caller, 430)}, "both ways in this capture: 450 packets to the called side, 430 to the calling side"},
		"one way":         {heardCall, []capture.Media{stream(caller, callee, 450)}, "only one way in this capture: 450 packets to the called side, none to the calling side"},
		"the other way":   {heardCall, []capture.Media{stream(callee, caller, 430)}, "430 packets to the calling side, none to the called side"},
		"no person":       {strings.ReplaceAll(heardCall, "10:00:12.0", "10:00:02.1"), nil, "No person hangs up 0.1 s after the answer"},
		"a few packets":   {heardCall, []capture.Media{stream(callee, caller, 9)}, "or send a capture with RTP"},
		"meant one way":   {strings.NewReplacer("m=audio 40000 RTP/AVP 0\n", "m=audio 40000 RTP/AVP 0\na=recvonly\n", "m=audio 20000 RTP/AVP 0\n", "m=audio 20000 RTP/AVP 0\na=sendonly\n").Replace(heardCall), []capture.Media{stream(callee, caller, 430)}, "or send a capture with RTP"},
		"of another call": {heardCall, []capture.Media{stream(netip.MustParseAddrPort("203.0.113.5:4000"), netip.MustParseAddrPort("203.0.113.6:4000"), 800)}, "or send a capture with RTP"},
	} {
		t.Run(name, func(t *testing.T) {
			trace := parser.Read([]parser.Part{{Reader: strings.NewReader(c.text)}}, parser.Options{})
			trace.Media = c.media
			report := k.Diagnose(trace)
			if len(report.Judgements) != 1 || !strings.Contains(report.Judgements[0].Closing.String(), c.want) {
				t.Fatalf("closing %q, want %q", report.Judgements[0].Closing, c.want)
			}
		})
	}
}
