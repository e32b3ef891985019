package parser

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// talk is a call with its audio: packets of RTP each way, of which a port is left
// out by 0.
func talk(toCallee, toCaller int) *captured {
	c := newCaptured()
	message := func(start, method, more, body string) string {
		if body != "" {
			more += "Content-Type: application/sdp\r\n"
		}
		return fmt.Sprintf("%s\r\nVia: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK%s\r\nFrom: <sip:5550101@192.0.2.20>;tag=f\r\nTo: <sip:5550102@192.0.2.20>%s\r\nCall-ID: talk@198.51.100.7\r\nCSeq: %d %s\r\n%sContent-Length: %d\r\n\r\n%s",
			start, method, map[bool]string{true: ";tag=t"}[start[0] == 'S' || method != "INVITE"], map[string]int{"INVITE": 1, "ACK": 1, "BYE": 2}[method], method, more, len(body), body)
	}
	sdp := func(host string, port int) string {
		return fmt.Sprintf("v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %d RTP/AVP 0\r\n", host, host, port)
	}
	contact := func(host string) string { return "Contact: <sip:" + host + ":5060>\r\n" }
	c.datagram(0, hostA, hostB, message("INVITE sip:5550102@192.0.2.20 SIP/2.0", "INVITE", contact("198.51.100.7"), sdp("198.51.100.7", 40000)))
	c.datagram(time.Second, hostB, hostA, message("SIP/2.0 200 OK", "INVITE", contact("192.0.2.20"), sdp("192.0.2.20", 20000)))
	c.datagram(20*time.Millisecond, hostA, hostB, message("ACK sip:192.0.2.20:5060 SIP/2.0", "ACK", "", ""))
	rtp := func(n int) string {
		return string([]byte{0x80, 0, byte(n >> 8), byte(n), 0, 0, byte(n >> 8), byte(n), 0, 0, 0, 7}) + strings.Repeat("\xd5", 160)
	}
	for i := range max(toCallee, toCaller) {
		if i < toCallee {
			// Through a translation of addresses, whose port the SDP does not tell.
			c.datagram(10*time.Millisecond, "198.51.100.7:61000", "192.0.2.20:20000", rtp(i))
		}
		if i < toCaller {
			c.datagram(10*time.Millisecond, "192.0.2.20:20000", "198.51.100.7:61000", rtp(i))
		}
	}
	c.datagram(time.Second, hostA, hostB, message("BYE sip:192.0.2.20:5060 SIP/2.0", "BYE", "", ""))
	c.datagram(20*time.Millisecond, hostB, hostA, message("SIP/2.0 200 OK", "BYE", "", ""))
	return c
}

func TestSound(t *testing.T) {
	for _, want := range []Sound{{}, {ToCaller: 120, ToCallee: 130}, {ToCallee: 150}, {ToCaller: 150}} {
		tr := talk(want.ToCallee, want.ToCaller).read()
		if len(tr.Dialogs) != 1 || tr.Dialogs[0].Outcome != Answered {
			t.Fatalf("%d dialogs, %+v", len(tr.Dialogs), tr.Notes)
		}
		got, ok := tr.Dialogs[0].Sound()
		if both := want.ToCallee > 0 && want.ToCaller > 0; both && (got.PaceToCaller != 20*time.Millisecond || got.PaceToCallee < 15*time.Millisecond) {
			t.Errorf("a packet to the caller each %v, to the callee each %v", got.PaceToCaller, got.PaceToCallee)
		}
		got.PaceToCaller, got.PaceToCallee = 0, 0
		if got != want || ok != (want != Sound{}) {
			t.Errorf("sound %+v, %v, want %+v", got, ok, want)
		}
	}
	// Other calls' audio is not this call's.
	c := talk(0, 0)
	for i := range 100 {
		c.datagram(10*time.Millisecond, "203.0.113.5:30000", "203.0.113.6:30000", string([]byte{0x80, 0, 0, byte(i), 0, 0, 0, byte(i), 0, 0, 0, 9})+"voice")
	}
	if tr := c.read(); len(tr.Media) != 1 {
		t.Errorf("media %+v", tr.Media)
	} else if s, ok := tr.Dialogs[0].Sound(); ok {
		t.Errorf("sound %+v of another call", s)
	}
}
