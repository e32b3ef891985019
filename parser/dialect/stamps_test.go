package dialect

import (
	"strings"
	"testing"
)

const statedBye = `BYE sip:5550102@192.0.2.20 SIP/2.0
Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKst1
From: <sip:5550101@192.0.2.20>;tag=a
To: <sip:5550102@192.0.2.20>;tag=b
Call-ID: st1@198.51.100.7
CSeq: 2 BYE
Content-Length: 0
`

// What a log says of a message in more than one place, or where few look.
func TestStated(t *testing.T) {
	for name, c := range map[string]struct{ text, at, src, dst string }{
		"a collector's time before the router's": {
			"Mar  4 10:15:00 192.0.2.1 124: 000124: Mar  4 10:15:00.031 UTC: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\nSent: \n" + statedBye, "03-04 10:15:00.031", "", ""},
		"day before month behind the message": {
			"Mar  4 10:15:00 192.0.2.20 [S=71] [SID=a1b2c3:1:5] (N 42) ---- Incoming SIP Message from 198.51.100.7:5061 to SIPInterface #2 (Trunk) TLS TO(#1) SocketID(9) ---- \n" + statedBye + " [Time:04-03@10:15:00.031]\n",
			"03-04 10:15:00.031", "198.51.100.7:5061", ""},
		"the only date behind the message": {
			"10:15:00.031 : 192.0.2.20 : NOTICE : [S=71] (N 42) ---- Outgoing SIP Message to 198.51.100.7:5061 from SIPInterface #2 (Trunk) TLS TO(#1) ---- \n" + statedBye + " [Time:04-03@10:15:00.031]\n",
			"03-04 10:15:00.031", "", "198.51.100.7:5061"},
		"a head of two lines": {
			"2026-03-04 10:15:00.031000 IP (tos 0x0, ttl 64, id 4660, offset 0, flags [DF], proto UDP (17), length 400)\n    198.51.100.7.5060 > 192.0.2.20.5060: SIP: BYE sip:5550102@192.0.2.20 SIP/2.0\nE..c..@.@...3d......K.K.O" + statedBye,
			"03-04 10:15:00.031", "198.51.100.7:5060", "192.0.2.20:5060"},
		"one bracket around both ends": {
			"2026-03-04T10:15:00.031+00:00 px1 kamailio[7]: INFO: <script>: [198.51.100.7:5060 -> 192.0.2.20:5060] " + statedBye, "03-04 10:15:00.031", "198.51.100.7:5060", "192.0.2.20:5060"},
		"from and to of an object": {
			"{\"timestamp\": \"2026-03-04T10:15:00.031Z\", \"from\": \"198.51.100.7:5060\", \"to\": \"192.0.2.20:5060\", \"message\": \"" + strings.ReplaceAll(statedBye, "\n", `\r\n`) + "\"}",
			"03-04 10:15:00.031", "198.51.100.7:5060", "192.0.2.20:5060"},
	} {
		frames := Frames(linesOf(c.text)).Frames
		if len(frames) != 1 {
			t.Errorf("%s: %d messages", name, len(frames))
			continue
		}
		f := frames[0]
		if at := f.Time.Format("01-02 15:04:05.000"); at != c.at || f.Src != c.src || f.Dst != c.dst {
			t.Errorf("%s: %s from %q to %q", name, at, f.Src, f.Dst)
		}
	}
}

// A message on one line, and the next on the next: nothing was cut.
func TestFlatNeighbours(t *testing.T) {
	invite := "INVITE sip:5550102@192.0.2.20 SIP/2.0 Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKst2 From: <sip:5550101@192.0.2.20>;tag=a To: <sip:5550102@192.0.2.20> Call-ID: st2@198.51.100.7 CSeq: 1 INVITE Content-Type: application/sdp v=0 o=- 1 1 IN IP4 198.51.100.7 s=- c=IN IP4 198.51.100.7 t=0 0 m=audio 4000 RTP/AVP 8 a=sendrecv"
	trying := "SIP/2.0 100 Trying Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKst2 From: <sip:5550101@192.0.2.20>;tag=a To: <sip:5550102@192.0.2.20> Call-ID: st2@198.51.100.7 CSeq: 1 INVITE Content-Length: 0"
	lines := Rejoin(linesOf(invite+"\n"+trying+"\n"+trying), func(n int) { t.Errorf("line %d was joined", n) })
	if frames := Frames(lines).Frames; len(frames) != 3 || !strings.HasSuffix(frames[0].Text, "a=sendrecv") {
		t.Errorf("%d messages", len(frames))
	}
}

// FortiGate's sniffer has a tab behind the offset.
func TestTabbedDump(t *testing.T) {
	dump := "2026-03-04 10:15:00.031000 port1 in 198.51.100.7.5060 -> 192.0.2.20.5060: udp 90\n"
	packet := "E\x00\x00\x76\x12\x34\x40\x00\x40\x11\x3d\x4e\xc6\x33\x64\x07\xc0\x00\x02\x14\x13\xc4\x13\xc4\x00\x62\x00\x00" +
		"OPTIONS sip:192.0.2.20 SIP/2.0\r\nCall-ID: st3@198.51.100.7\r\nCSeq: 1 OPTIONS\r\nX-A: b\r\n\r\n"
	const hex = "0123456789abcdef"
	for at := 0; at < len(packet); at += 16 {
		dump += "0x0" + string([]byte{hex[at>>8&15], hex[at>>4&15], hex[at&15]}) + "\t "
		for i, c := range []byte(packet[at:min(at+16, len(packet))]) {
			dump += string([]byte{hex[c>>4], hex[c&15]})
			if i%2 == 1 {
				dump += " "
			}
		}
		dump += "\t...\n"
	}
	frames := Frames(linesOf(dump)).Frames
	if len(frames) != 1 || frames[0].Src != "198.51.100.7:5060" || frames[0].Transport != "udp" || !strings.Contains(frames[0].Text, "\nX-A: b") {
		t.Errorf("%+v", frames)
	}
}

// ngrep without -W byline breaks a packet itself, and indents each piece.
func TestBrokenByNgrep(t *testing.T) {
	packet := strings.ReplaceAll(statedBye+"\n", "\n", "..")
	text := "#\nU 2026/03/04 10:15:00.031000 198.51.100.7:5060 -> 192.0.2.20:5060\n"
	for at := 0; at < len(packet); at += 76 {
		text += "  " + packet[at:min(at+76, len(packet))] + "\n"
	}
	frames := Frames(Rejoin(linesOf(text), func(int) {})).Frames
	if len(frames) != 1 || strings.TrimRight(frames[0].Text, "\n") != strings.TrimRight(statedBye, "\n") {
		t.Errorf("%+v", frames)
	}
}

// Wireshark shows a folded header on one line.
func TestFoldedDetail(t *testing.T) {
	text := "Session Initiation Protocol (BYE)\n    Request-Line: BYE sip:5550102@192.0.2.20 SIP/2.0\n    Message Header\n        Via: SIP/2.0/UDP 198.51.100.7:5060;\\r\\n    rport;\\r\\n    branch=z9hG4bKst1\n        CSeq: 2 BYE\n"
	frames := Frames(linesOf(text)).Frames
	if len(frames) != 1 || !strings.Contains(frames[0].Text, "\nVia: SIP/2.0/UDP 198.51.100.7:5060; rport; branch=z9hG4bKst1\n") {
		t.Errorf("%+v", frames)
	}
}
