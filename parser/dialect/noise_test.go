package dialect

import (
	"strings"
	"testing"
)

// noises are lines that a program writes in between, at the wrong moment.
var noises = []string{
	"[2026-01-05 10:00:01] DEBUG[1234][C-00000001]: chan_sip.c:1234 handle_request: nothing",
	"[Jan  5 10:00:01] WARNING[99]: res_rtp.c: Something: happened",
	"2026-01-05 10:00:01.123456 [DEBUG] sofia.c:7084 Channel sofia/internal/1 entering state [calling][0]",
	"Jan  5 10:00:01 px1 kamailio[7]: INFO: tm: nothing of note",
	"10:00:01.123   strm0x7f0a  VAD temporarily disabled",
	"    -- Executing [100@default:1] Dial(\"SIP/100-00000001\", \"SIP/200\") in new stack",
	"  == Using SIP RTP CoS mark 5",
	"       > 0x7f0a1c00 -- Strict RTP learning after remote address set to: 192.0.2.1:4000",
	"pbx*CLI>",
	"<134>Jan  5 10:00:01 phone: heartbeat",
	"I/zygote  (  812): Background concurrent copying GC freed",
	"--More--",
	"2026-01-05T10:00:01.123Z INFO something else (id=5)",
	"DEBUG: rtp: 12 packets",
}

// TestNoise puts a line of the log's own behind every line of a message in turn.
func TestNoise(t *testing.T) {
	for _, noise := range noises {
		for k := range call {
			lines := strings.Split(call[k].text, "\n")
			for at := 1; at < len(lines); at++ {
				if head := strings.Join(lines[:at], "\n") + "\n"; strings.Contains(head, "\n\n") && !strings.Contains(call[k].text, "\nv=0") {
					// Within a body of any kind it cannot be told from that.
					continue
				}
				text := strings.Join(lines[:at], "\n") + "\n" + noise + "\n" + strings.Join(lines[at:], "\n") + "\n\n"
				frames := Frames(linesOf(text)).Frames
				if len(frames) != 1 || norm(frames[0].Text) != norm(call[k].text) {
					got := "nothing"
					if len(frames) > 0 {
						got = frames[0].Text
					}
					t.Errorf("%q behind %q of %q: %d messages, the first\n%s", noise, lines[at-1], lines[0], len(frames), got)
					break
				}
			}
		}
	}
}

// TestLevelsAreNoMethods reads logs without SIP whose levels and verbs are spelled as
// methods, with arrows between addresses: none of it is a call flow.
func TestLevelsAreNoMethods(t *testing.T) {
	logs := []string{
		"Jan  5 10:00:01 media1 rtpengine[99]: INFO: [c1@x port 30000]: Confirmed peer address as 198.51.100.80:14000 -> 203.0.113.5:22014\n",
		"2026-01-05 10:00:02 INFO  proxy - forwarding 198.51.100.80:5060 -> 203.0.113.5:5060\n",
		"[INFO] nat 198.51.100.80:5060 => 203.0.113.5:5060\n",
		"2026-01-05T10:00:03 UPDATE config eth0 -> eth1\n",
		"2026-01-05T10:00:05 MESSAGE queue one -> two\n",
		"2026-01-05 10:00:06:123 [mediastreamer] MESSAGE ms_filter_link: MSPulseRead:0x1,0-->MSResample:0x2,0\n",
		"2026-01-05 10:00:07.123456 [INFO] mod_dialplan_xml.c:637 Processing 301 <301>->6175550107 in context default\n",
		"2026-01-05 10:00:07.223456 98.10% [INFO] mod_dialplan_xml.c:637 Processing Front Desk <404>->486 in context public\n",
	}
	for _, line := range logs {
		if frames := Frames(linesOf(strings.Repeat(line, 4))).Frames; len(frames) > 0 {
			t.Errorf("%q is read as %d messages, the first %q", line, len(frames), frames[0].Text)
		}
	}
}

// TestArrowsBetweenMessages puts a line with an arrow and a code of the log's own between
// whole messages: a call flow would have its arrows together.
func TestArrowsBetweenMessages(t *testing.T) {
	line := "10:00:02 route 404 gw1 -> gw2\n"
	text := line + call[0].text + "\n\n" + line + call[1].text + "\n\n" + line
	if frames := Frames(linesOf(text)).Frames; len(frames) != 2 {
		t.Errorf("%d messages instead of 2", len(frames))
	}
}

// TestAmountsAreNoCodes reads lines in which the size of a message has the look of a code.
func TestAmountsAreNoCodes(t *testing.T) {
	for _, line := range []string{
		"[2026-07-12 09:33:59] VERBOSE[3739] res_pjsip_logger.c: <--- Transmitting SIP response (410 bytes) to UDP:192.0.2.86:5060 --->",
		"[2026-07-12 09:33:59] VERBOSE[3739] res_pjsip_logger.c: <--- Received SIP response (486 bytes) from UDP:192.0.2.86:5060 --->",
		"2026-07-12 09:33:59 sip: response 404 ms after the request",
	} {
		if code, ok := loggedCode(line); ok {
			t.Errorf("%q is read as code %s", line, code)
		}
	}
}
