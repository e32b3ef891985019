package parser

import (
	"slices"
	"strings"
	"testing"
)

// flows are texts that tell of messages in one line each, and what is to be read of
// them: start line, and source and target where the text tells.
var flows = []struct{ name, text, want string }{
	{"arrows", `A ---INVITE---> B
A <---100 Trying--- B
A <--- 486 Busy Here ---- B
A ---- ACK ----> B
`, `INVITE … SIP/2.0 | A > B
SIP/2.0 100 Trying | B > A
SIP/2.0 486 Busy Here | B > A
ACK … SIP/2.0 | A > B`},
	{"RFC 3665", `     Alice                     Bob
       |                        |
       |       INVITE F1        |
       |----------------------->|
       |    180 Ringing F2      |
       |<-----------------------|
       |       603 Decline F3   |
       |<-----------------------|
       |         ACK F4         |
       |----------------------->|
`, `INVITE … SIP/2.0 | Alice > Bob
SIP/2.0 180 Ringing | Bob > Alice
SIP/2.0 603 Decline | Bob > Alice
ACK … SIP/2.0 | Alice > Bob`},
	{"Wireshark flow sequence", `|Time     | 192.0.2.10                            |
|         |                   | 198.51.100.5      |                   
|563.948  |         INVITE SDP ( g711U g711A)          |SIP From: sip:5550101@192.0.2.10 To:sip:5550102@198.51.100.5
|         |(5060)   ------------------>  (5060)   |
|563.971  |         100 Trying|                   |SIP Status
|         |(5060)   <------------------  (5060)   |
|564.303  |         404 Not Found                 |SIP Status
|         |(5060)   <------------------  (5060)   |
|567.728  |         ACK       |                   |SIP Request
|         |(5060)   ------------------>  (5060)   |
`, `INVITE … SIP/2.0 | 192.0.2.10 > 198.51.100.5
SIP/2.0 100 Trying | 198.51.100.5 > 192.0.2.10
SIP/2.0 404 Not Found | 198.51.100.5 > 192.0.2.10
ACK … SIP/2.0 | 192.0.2.10 > 198.51.100.5`},
	{"sngrep call flow", `                 192.0.2.10:5060        198.51.100.5:5060        203.0.113.9:5060
              ──────────┬─────────    ──────────┬─────────    ──────────┬─────────
10:24:11.123456         │      INVITE (SDP)     │                       │
        +0.000210       │ ────────────────────> │                       │
10:24:11.123666         │       100 Trying      │                       │
        +0.001000       │ <──────────────────── │                       │
10:24:11.124666         │                       │      INVITE (SDP)     │
        +0.200000       │                       │ ────────────────────> │
10:24:11.324666         │                       │ 503 Service Unavailable
        +0.001000       │                       │ <──────────────────── │
10:24:11.325666         │ 503 Service Unavailable                       │
                        │ <──────────────────── │                       │
`, `INVITE … SIP/2.0 | 192.0.2.10:5060 > 198.51.100.5:5060
SIP/2.0 100 Trying | 198.51.100.5:5060 > 192.0.2.10:5060
INVITE … SIP/2.0 | 198.51.100.5:5060 > 203.0.113.9:5060
SIP/2.0 503 Service Unavailable | 203.0.113.9:5060 > 198.51.100.5:5060
SIP/2.0 503 Service Unavailable | 198.51.100.5:5060 > 192.0.2.10:5060`},
	{"sequence diagram", `Alice->>Bob: INVITE sip:bob@example.com
Bob-->>Alice: 180 Ringing
Bob-->>Alice: 200 OK
Alice->>Bob: ACK
Bob->>Alice: BYE
Alice-->>Bob: 200 OK (BYE)
`, `INVITE sip:bob@example.com SIP/2.0 | Alice > Bob
SIP/2.0 180 Ringing | Bob > Alice
SIP/2.0 200 OK | Bob > Alice
ACK … SIP/2.0 | Alice > Bob
BYE … SIP/2.0 | Bob > Alice
SIP/2.0 200 OK | Alice > Bob`},
	{"traceSM", `10:00:01.123 |--INVITE-->|           | (1) T:5550101 F:5550102
10:00:01.200 |<--Trying--|           | (1) 100 Trying
10:00:01.300 |           |--INVITE-->| (1) T:5550101 F:5550102
10:00:01.700 |           |<-486-Busy-| (1) 486 Busy Here
10:00:01.800 |<-486-Busy-|           | (1) 486 Busy Here
`, `INVITE … SIP/2.0
SIP/2.0 100 Trying
INVITE … SIP/2.0
SIP/2.0 486 Busy Here
SIP/2.0 486 Busy Here`},
	{"arrows over messages", `F1 INVITE Alice -> Bob

INVITE sip:bob@biloxi.example.com SIP/2.0
Via: SIP/2.0/TCP client.atlanta.example.com:5060;branch=z9hG4bK74bf9
Max-Forwards: 70
From: Alice <sip:alice@atlanta.example.com>;tag=9fxced76sl
To: Bob <sip:bob@biloxi.example.com>
Call-ID: 3848276298220188511@atlanta.example.com
CSeq: 1 INVITE
Content-Length: 0

F2 180 Ringing Bob -> Alice

SIP/2.0 180 Ringing
Via: SIP/2.0/TCP client.atlanta.example.com:5060;branch=z9hG4bK74bf9
From: Alice <sip:alice@atlanta.example.com>;tag=9fxced76sl
To: Bob <sip:bob@biloxi.example.com>;tag=8321234356
Call-ID: 3848276298220188511@atlanta.example.com
CSeq: 1 INVITE
Content-Length: 0

F3 603 Decline Bob -> Alice
F4 ACK Alice -> Bob
`, `INVITE sip:bob@biloxi.example.com SIP/2.0
SIP/2.0 180 Ringing
SIP/2.0 603 Decline | Bob > Alice
ACK … SIP/2.0 | Alice > Bob`},
	{"labels before the addresses", `INVITE  192.0.2.1:5060 → 192.0.2.2:5060
100 Trying  192.0.2.2:5060 → 192.0.2.1:5060
408 Request Timeout  192.0.2.2:5060 → 192.0.2.1:5060
ACK 192.0.2.1:5060 → 192.0.2.2:5060
`, `INVITE … SIP/2.0 | 192.0.2.1:5060 > 192.0.2.2:5060
SIP/2.0 100 Trying | 192.0.2.2:5060 > 192.0.2.1:5060
SIP/2.0 408 Request Timeout | 192.0.2.2:5060 > 192.0.2.1:5060
ACK … SIP/2.0 | 192.0.2.1:5060 > 192.0.2.2:5060`},
	{"one-sided arrows", `The flow is:
INVITE ->
<- 100 Trying
<- 183 Session Progress
<- 500 Server Internal Error
ACK ->
`, `INVITE … SIP/2.0
SIP/2.0 100 Trying
SIP/2.0 183 Session Progress
SIP/2.0 500 Server Internal Error
ACK … SIP/2.0`},
	{"three columns, labels in the arrows", `UAC                          Proxy                         UAS
 |                             |                             |
 | ------- INVITE -----------> |                             |
 | <------ 100 Trying -------- |                             |
 |                             | ------- INVITE -----------> |
 |                             | <------ 480 Temporarily Unavailable |
 | <------ 480 --------------- |                             |
 | ------- ACK --------------> |                             |
`, `INVITE … SIP/2.0 | UAC > Proxy
SIP/2.0 100 Trying | Proxy > UAC
INVITE … SIP/2.0 | Proxy > UAS
SIP/2.0 480 Temporarily Unavailable
SIP/2.0 480 Temporarily Unavailable | Proxy > UAC
ACK … SIP/2.0 | UAC > Proxy`},
	{"xlog", `Jan  5 10:00:01 px1 /usr/sbin/kamailio[7]: INFO: <script>: INVITE from sip:5550101@pbx.example to sip:5550102@px1.example via 198.51.100.7:5060
Jan  5 10:00:01 px1 /usr/sbin/kamailio[7]: INFO: <script>: reply 486 Busy Here from 203.0.113.9:5060 callid=ab12cd@198.51.100.7
Jan  5 10:00:02 px1 /usr/sbin/kamailio[9]: NOTICE: <script>: [REGISTER] ru=sip:pbx.example fu=sip:5550101@pbx.example si=198.51.100.7 ci=77aa@198.51.100.7
Jan  5 10:00:02 px1 /usr/sbin/kamailio[9]: NOTICE: <script>: no dispatcher left for this call
`, `INVITE sip:5550102@px1.example SIP/2.0 | 198.51.100.7:5060 >
SIP/2.0 486 Busy Here | 203.0.113.9:5060 >
REGISTER sip:pbx.example SIP/2.0 | 198.51.100.7 >`},
	{"parser of a proxy", `Jan  5 10:00:01 px1 /usr/sbin/kamailio[7]: DEBUG: <core> [core/parser/msg_parser.c:610]: parse_msg(): SIP Request:
Jan  5 10:00:01 px1 /usr/sbin/kamailio[7]: DEBUG: <core> [core/parser/msg_parser.c:612]: parse_msg(): method: <INVITE>
Jan  5 10:00:01 px1 /usr/sbin/kamailio[7]: DEBUG: <core> [core/parser/msg_parser.c:614]: parse_msg(): uri: <sip:5550102@px1.example>
Jan  5 10:00:01 px1 /usr/sbin/kamailio[7]: DEBUG: <core> [core/parser/msg_parser.c:616]: parse_msg(): version: <SIP/2.0>
Jan  5 10:00:02 px1 /usr/sbin/kamailio[7]: DEBUG: <core> [core/parser/msg_parser.c:622]: parse_msg(): SIP Reply  (status):
Jan  5 10:00:02 px1 /usr/sbin/kamailio[7]: DEBUG: <core> [core/parser/msg_parser.c:624]: parse_msg(): version: <SIP/2.0>
Jan  5 10:00:02 px1 /usr/sbin/kamailio[7]: DEBUG: <core> [core/parser/msg_parser.c:626]: parse_msg(): status: <480>
Jan  5 10:00:02 px1 /usr/sbin/kamailio[7]: DEBUG: <core> [core/parser/msg_parser.c:628]: parse_msg(): reason: <Temporarily Unavailable>
`, `INVITE sip:5550102@px1.example SIP/2.0
SIP/2.0 480 Temporarily Unavailable`},
	{"an array of a program", "$phrases = [\n  404 => 'Not Found',\n  486 => 'Busy Here',\n  603 => 'Decline',\n];", ""},
	{"the source of a program", "if (msg->status == 486 Busy) return tsx->INVITE;\nif (msg->code <= 499) x = tsx->ACK;\nlog(tsx->state, 404);", ""},
	{"PlantUML", "Alice->Bob: INVITE\nBob->Alice: 480 Temporarily Unavailable", "INVITE … SIP/2.0 | Alice > Bob\nSIP/2.0 480 Temporarily Unavailable | Bob > Alice"},
	{"a sentence with an arrow", "When the phone sends INVITE -> the PBX answers 401, and then nothing.\nIs that normal?", ""},
	{"two sentences with arrows", "first the INVITE -> goes to the proxy and is lost there\nthen the 200 -> which is for the other call comes in late", ""},
}

func TestFlows(t *testing.T) {
	for _, flow := range flows {
		trace := ReadString(flow.text, Options{})
		var got []string
		for _, m := range trace.Messages {
			line := m.StartLine
			if m.Src != "" || m.Dst != "" {
				line += strings.TrimRight(" | "+m.Src+" > "+m.Dst, " ")
			}
			got = append(got, line)
			if summary := m.Format == "call-flow" || m.Format == "xlog"; summary != m.Partial {
				t.Errorf("%s: %s is partial: %v", flow.name, line, m.Partial)
			}
		}
		if strings.Join(got, "\n") != flow.want {
			t.Errorf("%s:\n%s\nwant\n%s", flow.name, strings.Join(got, "\n"), flow.want)
		}
	}
}

// TestFlowBesideMessages: an arrow of which the message is there as well is not
// counted, in the same text or in another part; the others are.
func TestFlowBesideMessages(t *testing.T) {
	const flow = "A ---INVITE---> B\nA <---401 Unauthorized--- B\nA ---ACK---> B\nA ---INVITE---> B\nA <---100 Trying--- B\nA <---403 Forbidden--- B\nA ---ACK---> B\nB ---OPTIONS---> A\n"
	for _, trace := range []*Trace{ReadString(flow+"\n"+paste, Options{}), readParts(flow, paste), readParts(paste, flow)} {
		if len(trace.Messages) != sevenMessages+1 || !slices.ContainsFunc(trace.Messages, func(m *Message) bool { return m.Method == "OPTIONS" && m.Partial }) {
			t.Errorf("%d messages, notes %q", len(trace.Messages), trace.Notes)
		}
	}
}

// TestBracketedHeaders: header lines each in brackets make one message.
func TestBracketedHeaders(t *testing.T) {
	const prefix = "Jan  5 10:00:01 px1 kamailio[7]: INFO: <script>: "
	trace := ReadString(prefix+"[ INVITE sip:5550102@px1.example SIP/2.0 ]\n"+prefix+"[ VIA SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKb1 ]\n"+
		prefix+"[ FROM <sip:5550101@pbx.example>;tag=f1 ] [ TO <sip:5550102@px1.example> ]\n"+prefix+"[ CALL-ID: ab12cd@198.51.100.7 ]\n"+prefix+"[ CSEQ 1 INVITE ]\n"+
		prefix+"[ WARNING the next hop is down ]\n"+prefix+"[ SIP/2.0 404 Not Found ]\n"+prefix+"[ CALL-ID: ab12cd@198.51.100.7 ]\n", Options{})
	if len(trace.Messages) != 2 || len(trace.Messages[0].Headers) != 5 || trace.Messages[0].FromTag != "f1" || trace.Messages[1].Code != 404 || trace.Messages[1].CallID != "ab12cd@198.51.100.7" {
		t.Errorf("%d messages, notes %q", len(trace.Messages), trace.Notes)
	}
}

// TestXlogProvesNoSilence: a script that logs requests alone does not show that
// nothing came back to them.
func TestXlogProvesNoSilence(t *testing.T) {
	const line = "Jan  5 10:00:01 px1 /usr/sbin/kamailio[7]: INFO: <script>: REGISTER from sip:100@pbx.example (198.51.100.80:5060) ci=r1@pbx.example\n"
	trace := ReadString(strings.Repeat(line, 6), Options{})
	if len(trace.Dialogs) != 1 {
		t.Fatalf("%d dialogs", len(trace.Dialogs))
	}
	d := trace.Dialogs[0]
	if ignored := d.Ignored(""); len(ignored) > 0 || d.Outcome == NoResponse {
		t.Errorf("%d requests are taken for unanswered, the outcome is %s", len(ignored), d.Outcome)
	}
}
