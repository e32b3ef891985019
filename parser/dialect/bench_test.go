package dialect

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// quietLog is a megabyte of a log with five messages in it.
func quietLog() string {
	var b strings.Builder
	for i := 0; b.Len() < 1<<20; i++ {
		fmt.Fprintf(&b, "[2026-01-05 10:%02d:%02d.123] DEBUG[%d] pbx.c: Channel SIP/100-%08x: state is now %d, codecs (ulaw|alaw), said \"hello\"\n", i/60%60, i%60, i%5000, i, i%7)
		if i%1800 == 700 {
			b.WriteString("<--- Transmitting SIP request (310 bytes) to UDP:198.51.100.7:5060 --->\n" + call[0].text + "\n\n")
		}
	}
	return b.String()
}

func BenchmarkQuietLog(b *testing.B) {
	lines := linesOf(quietLog())
	b.SetBytes(1 << 20)
	b.ReportAllocs()
	for b.Loop() {
		if n := len(Frames(lines).Frames); n != 5 {
			b.Fatalf("%d messages", n)
		}
	}
}

func BenchmarkPaste(b *testing.B) {
	r := &renderings[0]
	lines := linesOf(rendered(r, call[:7], nil))
	b.ReportAllocs()
	for b.Loop() {
		if n := len(Frames(lines).Frames); n != 7 {
			b.Fatalf("%d messages", n)
		}
	}
}

// TestHostile reads what nobody sends and somebody will: the time must grow with
// the size, and no faster.
func TestHostile(t *testing.T) {
	invite := "INVITE sip:5550102@192.0.2.20 SIP/2.0\n"
	for name, text := range map[string]string{
		"one long line":         strings.Repeat("a", 1<<20),
		"long start line":       "INVITE sip:" + strings.Repeat("5", 1<<20) + " SIP/2.0",
		"versions":              strings.Repeat("SIP/2.0 ", 50_000),
		"codes":                 strings.Repeat("SIP/2.0 200 OK ", 25_000),
		"requests on one line":  strings.Repeat("BYE sip:a SIP/2.0 Via: SIP/2.0/UDP h CSeq: 1 BYE ", 20_000),
		"quotes":                strings.Repeat(`"`, 1<<20) + "SIP/2.0 200 OK\nVia: SIP/2.0/UDP h",
		"flat with quotes":      "BYE sip:a SIP/2.0 " + strings.Repeat(`Via: "x `, 25_000),
		"flat with brackets":    "BYE sip:a SIP/2.0 " + strings.Repeat(`To: <x `, 25_000),
		"quoting":               strings.Repeat(strings.Repeat("> ", 300)+invite, 500),
		"headers":               invite + strings.Repeat("X-A: b\n", 25_000),
		"headers and blanks":    invite + strings.Repeat("X-A: b\n\n", 60_000),
		"fragments":             strings.Repeat("Via: SIP/2.0/UDP h\n\n\nfoo\n", 25_000),
		"start lines":           strings.Repeat("SIP/2.0 200 OK\n", 60_000),
		"invites cut short":     strings.Repeat("INVITE sip:a\n", 50_000),
		"descriptions":          strings.Repeat("v=0\n", 25_000),
		"colons":                strings.Repeat("1:2:3:", 25_000),
		"colons in lines":       strings.Repeat(strings.Repeat("12:34:", 40)+"\n", 10_000),
		"arrows":                strings.Repeat("a -> b > c <- d\n", 25_000) + invite,
		"escapes":               `"INVITE sip:a SIP/2.0` + strings.Repeat(`\r\n`, 25_000) + `"`,
		"escaped quotes":        `"INVITE sip:a SIP/2.0\r\n` + strings.Repeat(`"\r\n`, 50_000),
		"strings on one line":   strings.Repeat(`{"m":"BYE sip:a SIP/2.0\r\nCSeq: 1 BYE\r\n"},`, 30_000),
		"dots":                  "BYE sip:a SIP/2.0.." + strings.Repeat("Via: SIP/2.0/UDP h..", 25_000),
		"dotted lines":          strings.Repeat("  BYE sip:a SIP/2.0..Via: SIP/2.0/UDP h..\n", 50_000),
		"dump":                  "0000  42 59 45 20 73 69 70 3a 61 20 53 49 50 2f 32 2e  x\n" + strings.Repeat("0010  30 0d 0a 43 53 65 71 3a 20 31 20 42 59 45 0d 0a  x\n", 25_000),
		"dumps":                 strings.Repeat("0000  42 59 45 20 73 69 70 3a 61 20 53 49 50 2f 32 2e  x\n", 25_000),
		"details":               strings.Repeat("Session Initiation Protocol (BYE)\n    Request-Line: BYE sip:a SIP/2.0\n    Message Header\n", 30_000),
		"details without end":   "Session Initiation Protocol (BYE)\n    Request-Line: BYE sip:a SIP/2.0\n    Message Header\n" + strings.Repeat("        X: y\n", 50_000),
		"details without start": strings.Repeat("Session Initiation Protocol (BYE)\n", 25_000),
		"summaries":             strings.Repeat("12 9.9 192.0.2.20 → 198.51.100.7 SIP 379 Status: 488 Not Acceptable Here | \n", 50_000),
		"noise in a message":    invite + "Via: SIP/2.0/UDP h\n" + strings.Repeat("[2026-01-05 10:00:00] DEBUG x\n", 25_000),
		"noise and headers":     invite + strings.Repeat("[2026-01-05 10:00:00] DEBUG x\nVia: SIP/2.0/UDP h\n", 50_000),
		"wrapped":               invite + "Via: SIP/2.0/UDP h\nX-Y: " + strings.Repeat(strings.Repeat("a", 79)+"\n", 50_000),
		"flat and wrapped":      "BYE sip:a SIP/2.0 Via: SIP/2.0/UDP h " + strings.Repeat(strings.Repeat("a", 79)+"\n", 50_000),
		"bodies":                strings.Repeat("NOTIFY sip:a SIP/2.0\nContent-Type: message/sipfrag\nContent-Length: 99999999\n\nSIP/2.0 100 Trying\n", 30_000),
		"blank lines":           invite + "Via: SIP/2.0/UDP h\n" + strings.Repeat("\n", 50_000) + "To: x",
		"parts":                 "MESSAGE sip:a SIP/2.0\nContent-Type: multipart/mixed;boundary=b\nContent-Length: 5\n\n" + strings.Repeat("--b\n\n\n\n", 50_000),
	} {
		lines := linesOf(text)
		from := time.Now()
		result := Frames(lines)
		took := time.Since(from)
		if limit := time.Duration(max(len(text), 1<<20)) * 5 * time.Microsecond; took > limit {
			t.Errorf("%s: %d bytes took %s", name, len(text), took)
		}
		for i := range result.Frames {
			f := &result.Frames[i]
			if n := strings.Count(f.Text, "\n") + 1; n != len(f.Lines) || n > 3*maxLines {
				t.Fatalf("%s: a frame of %d lines has %d numbers", name, n, len(f.Lines))
			}
		}
	}
}
