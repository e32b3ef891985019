package render

import (
	"strings"
	"testing"
)

var call = []Message{
	{
		StartLine: "INVITE sip:5550102@example.com SIP/2.0", Src: "192.0.2.1:5060", Dst: "192.0.2.2:5060",
		Headers: []Header{{"Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKabc"}, {"From", `"Al" <sip:5550101@example.com>;tag=1`}, {"Call-ID", "a@example.com"}, {"CSeq", "1 INVITE"}, {"Max-Forwards", "70"}, {"Content-Length", "20"}},
		Body:    "v=0\nm=audio 5004 RTP/AVP 0",
	},
	{StartLine: "SIP/2.0 200 OK", Src: "192.0.2.2:5060", Dst: "192.0.2.1:5060", Headers: []Header{{"Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKabc"}, {"CSeq", "1 INVITE"}, {"Server", "edge pbx.example.com"}}},
}

// TestDialects holds the list together: names are unique, each message is
// written, and what a dialect keeps is there to be found.
func TestDialects(t *testing.T) {
	seen := map[string]bool{}
	numbers := map[string]bool{"url-encoded": true, "base64-record": true, "byte-array": true, "c-array": true, "xxd": true}
	for _, d := range Dialects() {
		text := Text(d, call)
		switch {
		case seen[d.Name]:
			t.Errorf("%s is there twice", d.Name)
		case strings.Contains(d.Name, "hex") || numbers[d.Name]:
		case !strings.Contains(text, "INVITE sip:5550102@example.com SIP/2.0") || !strings.Contains(text, "SIP/2.0 200 OK"):
			t.Errorf("%s leaves out a start line:\n%s", d.Name, text)
		case d.Keeps.Both && (!strings.Contains(text, "192.0.2.1") || !strings.Contains(text, "192.0.2.2")):
			t.Errorf("%s leaves out an address:\n%s", d.Name, text)
		case d.Keeps.Time > 0 && !strings.Contains(text, "10:00:00") && !strings.Contains(text, "100000.000000") && !strings.Contains(text, "1767607200"):
			t.Errorf("%s leaves out the time:\n%s", d.Name, text)
		}
		seen[d.Name] = true
		if named, ok := DialectNamed(d.Name); !ok || named.Name != d.Name {
			t.Errorf("%s is not found", d.Name)
		}
	}
	if len(seen) < 30 {
		t.Errorf("%d dialects", len(seen))
	}
}

// TestDamages: each damage does something, to the text or to the message.
func TestDamages(t *testing.T) {
	d, _ := DialectNamed("sngrep")
	whole := Text(d, call)
	seen := map[string]bool{}
	for _, damage := range Damages() {
		if seen[damage.Name] {
			t.Errorf("%s is there twice", damage.Name)
		}
		seen[damage.Name] = true
		// These need what the call above has not: long lines, other letters.
		switch damage.Name {
		case "latin-1", "mojibake", "wrapped", "terminal-97", "terminal-120", "folded", "redacted-numbers":
			continue
		}
		if Text(d, call, damage) == whole {
			t.Errorf("%s changes nothing", damage.Name)
		}
		if n := 0; damage.message != nil {
			n++
			if damage.lines != nil || damage.text != nil || n != 1 {
				t.Errorf("%s has more than one function", damage.Name)
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("%d damages", len(seen))
	}
}
