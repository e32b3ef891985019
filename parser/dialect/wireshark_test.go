package dialect

import (
	"strings"
	"testing"
)

// TestDetailsInPart reads packet details as tshark prints them, with a header that is too
// long for it to print whole, marked in the way of old and of new versions.
func TestDetailsInPart(t *testing.T) {
	const packet = `Frame 7: 1058 bytes on wire (8464 bits), 1058 bytes captured (8464 bits)
    Encapsulation type: Ethernet (1)
    Arrival Time: Jul  8, 2026 10:42:59.394635000 UTC
    Epoch Time: 1783507379.394635000 seconds
    [Time since reference or first frame: 9.345913000 seconds]
    Frame Number: 7
    Frame Length: 1058 bytes (8464 bits)
Ethernet II, Src: Xensourc_04:05:06 (00:16:3e:04:05:06), Dst: Xensourc_01:02:03 (00:16:3e:01:02:03)
Internet Protocol Version 4, Src: 198.51.100.180, Dst: 203.0.113.23
User Datagram Protocol, Src Port: 5060, Dst Port: 5060
Session Initiation Protocol (REGISTER)
    Request-Line: REGISTER sip:sip.carrier.example SIP/2.0
        Method: REGISTER
    Message Header
        Call-ID: c1@198.51.100.180
        CSeq: 2 REGISTER
            Sequence Number: 2
MARK Digest username="16175550122", realm="sip.carrier.example", nonce="a0c42fc9f3d8514636bcc9b1", uri="sip:sip.car
            Authentication Scheme: Digest
            Username: "16175550122"
            Realm: "sip.carrier.example"
            Nonce Value: "a0c42fc9f3d8514636bcc9b1"
            Authentication URI: "sip:sip.carrier.example"
            Digest Authentication Response: "f2806c223a61159383965b84ad8f3707"
            Algorithm: MD5
            QOP: auth
            Nonce Count: 00000001
        Content-Length: 0
`
	const want = `Authorization: Digest username="16175550122", realm="sip.carrier.example", nonce="a0c42fc9f3d8514636bcc9b1", uri="sip:sip.carrier.example", response="f2806c223a61159383965b84ad8f3707", algorithm=MD5, qop=auth, nc=00000001`
	for _, mark := range []string{"         [truncated]Authorization:", "        Authorization […]:", "        [truncated] Authorization:"} {
		frames := Frames(linesOf(strings.Replace(packet, "MARK", mark, 1))).Frames
		if len(frames) != 1 {
			t.Fatalf("%q: %d messages", mark, len(frames))
		}
		if !strings.Contains(frames[0].Text, want) {
			t.Errorf("%q is read as\n%s", mark, frames[0].Text)
		}
		if frames[0].Time.IsZero() {
			t.Errorf("%q: the time is lost", mark)
		}
	}
}
