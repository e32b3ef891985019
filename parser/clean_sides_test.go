package parser

import (
	"encoding/json"
	"strings"
	"testing"
)

// sided is a log that names time, direction and peer outside of its message.
const sided = `recv 512 bytes from udp/[198.51.100.7]:5060 at 10:00:01.123456:
------------------------------------------------------------------------
REGISTER sip:sip.example.net SIP/2.0
Via: SIP/2.0/UDP 198.51.100.7:5060;rport;branch=z9hG4bKside1
From: "Ana ""AJ"" Ruiz" <sip:5550101@sip.example.net>;tag=s1
To: <sip:5550101@sip.example.net>
Call-ID: side1@198.51.100.7
CSeq: 7 REGISTER
Authorization: Digest username="5550101", realm="sip.example.net", nonce="n1", uri="sip:sip.example.net", response="00"
Content-Length: 0

`

// TestWhatStandsAroundEveryLine copies a log in the ways in which every line gets
// something on its sides, or all of it becomes one string or cell.
func TestWhatStandsAroundEveryLine(t *testing.T) {
	log := strings.ReplaceAll(sided, `""`, "'")
	lines := func(f func(string) string) string {
		var b strings.Builder
		for _, line := range strings.Split(strings.TrimRight(log, "\n"), "\n") {
			b.WriteString(f(line) + "\n")
		}
		return b.String()
	}
	text, err := json.Marshal(log)
	if err != nil {
		t.Fatal(err)
	}
	object, err := json.Marshal(map[string]string{"id": "7", "log": string(text)})
	if err != nil {
		t.Fatal(err)
	}
	doubled := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	for name, input := range map[string]string{
		"string":           string(text),
		"string in object": string(object),
		"cell":             "id,log\n1," + doubled(log) + ",x\n",
		"cells":            lines(doubled),
		"bold":             lines(func(s string) string { return "**" + s + "**" }),
		"code":             lines(func(s string) string { return "`" + s + "`" }),
		"window":           lines(func(s string) string { return s + strings.Repeat(" ", max(0, 130-len(s))) + "│" }),
		"cat -A":           lines(func(s string) string { return s + "$" }),
		"continued": lines(func(s string) string {
			if len(s) > 79 {
				return s[:79] + "\\\n" + s[79:]
			}
			return s
		}) + strings.Repeat("x", 79) + "\\\ny\n",
	} {
		trace := ReadString(input, Options{})
		if len(trace.Messages) != 1 {
			t.Errorf("%s: %d messages", name, len(trace.Messages))
			continue
		}
		m := trace.Messages[0]
		if m.Src != "198.51.100.7:5060" || m.Direction != "in" || m.Time.Format("15:04:05.000") != "10:00:01.123" {
			t.Errorf("%s: from %q, %q, at %s", name, m.Src, m.Direction, m.Time)
		}
		for header, want := range map[string]string{"From": `"Ana 'AJ' Ruiz" <sip:5550101@sip.example.net>;tag=s1`, "Authorization": `uri="sip:sip.example.net"`} {
			if got := m.Header(header); !strings.Contains(got, want) {
				t.Errorf("%s: %s is %q", name, header, got)
			}
		}
	}
}
