package parser

import (
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
)

// exportedInvite came from 192.0.2.20:5060 to 198.51.100.7:5060 at 10:00:01 of 2026-01-05.
const exportedInvite = "INVITE sip:5550102@198.51.100.7 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.20:5060;branch=z9hG4bK1\r\nFrom: \"Front\" <sip:5550101@pbx.example>;tag=f1\r\n" +
	"To: <sip:5550102@198.51.100.7>\r\nCall-ID: 7d1e0c5b@192.0.2.20\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n"

func jsonString(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can be marshalled
	}
	return string(text)
}

// TestExports reads what collectors, clouds and firewalls make of a message, each of
// which says when it was and between whom in a way of its own.
func TestExports(t *testing.T) {
	invite := jsonString(exportedInvite)
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(exportedInvite, "\r", "")), "\n")
	for name, text := range map[string]string{
		"loki":             `{"streams":[{"stream":{"app":"proxy"},"values":[["1767607201123456789",` + jsonString("UDP 192.0.2.20:5060 -> 198.51.100.7:5060\n"+exportedInvite) + `]]}]}`,
		"cloudwatch":       `{"events":[{"timestamp":1767607201123,"message":` + jsonString("=== UDP read from 198.51.100.7:5060 <- 192.0.2.20:5060 ===\n"+exportedInvite) + `,"ingestionTime":1767607201200}]}`,
		"elastic":          `{"_index":"sip","_source":{"@timestamp":"2026-01-05T10:00:01.123Z","source":{"ip":"192.0.2.20","port":5060},"destination":{"ip":"198.51.100.7","port":5060},"network":{"transport":"udp"},"message":` + invite + `}}`,
		"zap":              "2026-01-05T10:00:01.123Z\tDEBUG\tsip/transport.go:88\treceived datagram\t" + `{"remote": "192.0.2.20:5060", "local": "198.51.100.7:5060", "data": ` + invite + "}",
		"logfmt":           `time=2026-01-05T10:00:01.123Z level=DEBUG msg="sip read" remote=192.0.2.20:5060 local=198.51.100.7:5060 payload=` + invite,
		"message first":    `{"message":` + invite + `,"srcPort":5060,"dstPort":5060,"srcIp":"192.0.2.20","dstIp":"198.51.100.7","timestamp":1767607201}`,
		"splunk table":     "\"_time\",\"_raw\",host\n\"2026-01-05T10:00:01.123+0000\",\"Jan  5 10:00:01.123 On [0:0]198.51.100.7:5060 received from 192.0.2.20:5060\n" + strings.ReplaceAll(strings.Join(lines, "\n"), `"`, `""`) + "\n\n----------------------------------------\",sbc1",
		"firewall":         "2026-01-05 10:00:01 sip port 26 192.0.2.20:5060 -> 198.51.100.7:5060\n2026-01-05 10:00:01 sip port 26 read [(0,285)\n(" + hex.EncodeToString([]byte(exportedInvite)) + ")",
		"database":         "*************************** 1. row ***************************\n         id: 7\n time_stamp: 2026-01-05 10:00:01\n        msg: " + strings.Join(lines, "\n") + "\n\n     fromip: udp:192.0.2.20:5060\n       toip: udp:198.51.100.7:5060\n  direction: in",
		"portal":           "Date,From IP,From Port,To IP,To Port,Message\n2026-01-05 10:00:01,192.0.2.20,5060,198.51.100.7,5060,\"" + strings.ReplaceAll(strings.Join(lines, "\n"), `"`, `""`) + "\"",
		"portal, last":     "Message;Date;Source;Destination\n\"" + strings.ReplaceAll(strings.Join(lines, "\n"), `"`, `""`) + "\n\";2026-01-05 10:00:01;192.0.2.20:5060;198.51.100.7:5060",
		"journal of a pod": `{"time":"2026-01-05T10:00:01.123Z","stream":"stdout","log":` + jsonString("recv 300 bytes from 192.0.2.20:5060 local 198.51.100.7:5060\\n"+exportedInvite) + `}`,
	} {
		trace := ReadString(text, Options{})
		if len(trace.Messages) != 1 || trace.Messages[0].Method != "INVITE" || len(trace.Messages[0].Headers) != 6 {
			t.Errorf("%s: %d messages", name, len(trace.Messages))
			continue
		}
		m := trace.Messages[0]
		if m.Src != "192.0.2.20:5060" || m.Dst != "198.51.100.7:5060" {
			t.Errorf("%s: from %q to %q", name, m.Src, m.Dst)
		}
		if got := m.Time.Format("2006-01-02 15:04:05"); !m.Clock || got != "2026-01-05 10:00:01" {
			t.Errorf("%s: time %s", name, got)
		}
	}
}

// TestPacketLists reads the list of packets as issues, mails and spreadsheets hold it.
func TestPacketLists(t *testing.T) {
	for name, text := range map[string]string{
		"markdown":   "No. | Time | Source | Destination | Protocol | Length | Info\n-- | -- | -- | -- | -- | -- | --\n59 | 4.607413 | 192.0.2.20 | 198.51.100.7 | SIP/SDP | 776 | Request: INVITE sip:5550102@sip.example;user=phone \\|\n63 | 4.626354 | 198.51.100.7 | 192.0.2.20 | SIP | 421 | Status: 404 Not Found \\|",
		"csv":        "\"No.\",\"Time\",\"Source\",\"Destination\",\"Protocol\",\"Length\",\"Info\"\n\"59\",\"4.607413\",\"192.0.2.20\",\"198.51.100.7\",\"SIP/SDP\",\"776\",\"Request: INVITE sip:5550102@sip.example;user=phone | \"\n\"63\",\"4.626354\",\"198.51.100.7\",\"192.0.2.20\",\"SIP\",\"421\",\"Status: 404 Not Found | \"",
		"semicolons": "No.;Time;Source;Destination;Protocol;Length;Info\n59;4.607413;192.0.2.20;198.51.100.7;SIP/SDP;776;Request: INVITE sip:5550102@sip.example | \n63;4.626354;198.51.100.7;192.0.2.20;SIP;421;Status: 404 Not Found | ",
		"tabs":       "59\t4.607413\t192.0.2.20\t198.51.100.7\tSIP/SDP\t776\tRequest: INVITE sip:5550102@sip.example | \n63\t4.626354\t198.51.100.7\t192.0.2.20\tSIP\t421\tStatus: 404 Not Found | ",
	} {
		trace := ReadString(text, Options{})
		if len(trace.Messages) != 2 {
			t.Errorf("%s: %d messages", name, len(trace.Messages))
			continue
		}
		invite, answer := trace.Messages[0], trace.Messages[1]
		if invite.Method != "INVITE" || answer.StartLine != "SIP/2.0 404 Not Found" {
			t.Errorf("%s: %q and %q", name, invite.StartLine, answer.StartLine)
		}
		if invite.Src != "192.0.2.20" || answer.Src != "198.51.100.7" || !invite.Clock || !answer.Time.After(invite.Time) {
			t.Errorf("%s: %q at %v, %q at %v", name, invite.Src, invite.Time, answer.Src, answer.Time)
		}
	}
}
