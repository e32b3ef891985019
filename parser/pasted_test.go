package parser

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestPastedCapture reads captures that were pasted as base64, in the ways that a
// chat and a terminal leave them.
func TestPastedCapture(t *testing.T) {
	c := newCaptured()
	c.datagram(0, hostA, hostB, ping(1))
	c.datagram(20*time.Millisecond, hostB, hostA, pong(1))
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(c.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	plain, zipped := base64.StdEncoding.EncodeToString(c.Bytes()), base64.StdEncoding.EncodeToString(packed.Bytes())
	for name, text := range map[string]string{
		"one line":     plain,
		"76 columns":   columns(plain, 76, "\n"),
		"64, CRLF":     columns(plain, 64, "\r\n"),
		"gzip":         columns(zipped, 76, "\n"),
		"code fence":   "```\n" + columns(plain, 76, "\n") + "\n```",
		"data URL":     "data:application/vnd.tcpdump.pcap;base64," + plain,
		"words behind": columns(plain, 76, "\n") + "\n\n(that is all)",
	} {
		tr := ReadString(text, Options{})
		if len(tr.Messages) != 2 || tr.Source.Kind != "pcap" || tr.Messages[0].Src != hostA || !strings.Contains(strings.Join(tr.Notes, "\n"), "base64") {
			t.Errorf("%s: %d messages, source %+v, notes %q", name, len(tr.Messages), tr.Source, tr.Notes)
		}
	}
	for name, text := range map[string]string{
		"short":       plain[:40],
		"prose":       strings.Repeat("nothing of this is a capture, it has only words and blanks ", 4),
		"other bytes": base64.StdEncoding.EncodeToString([]byte(strings.Repeat("not a capture", 20))),
	} {
		if tr := ReadString(text, Options{}); tr.Source.Kind != "text" || len(tr.Messages) > 0 {
			t.Errorf("%s: %+v", name, tr.Source)
		}
	}
	// What chat cut off says so and keeps what is whole.
	tr := ReadString(plain[:len(plain)-80], Options{})
	if len(tr.Messages) != 1 || len(tr.Notes) < 2 {
		t.Errorf("cut: %d messages, notes %q", len(tr.Messages), tr.Notes)
	}
}

func columns(s string, width int, end string) string {
	var b strings.Builder
	for len(s) > width {
		b.WriteString(s[:width] + end)
		s = s[width:]
	}
	return b.String() + s
}

// TestRich reads a trace that was saved as a document of WordPad's or TextEdit's.
func TestRich(t *testing.T) {
	body := func(lines ...string) string {
		return `{\rtf1\ansi\ansicpg1252\deff0\nouicompat\deflang1031{\fonttbl{\f0\fnil\fcharset0 Courier New;}}` + "\r\n" +
			`{\*\generator Riched20 10.0.19041}\viewkind4\uc1 ` + "\r\n" + `\pard\sa200\f0\fs22\lang7 ` + strings.Join(lines, "\\par\r\n") + "\\par\r\n}\r\n\x00"
	}
	lines := []string{
		`2026/01/05 10:00:01.123456 198.51.100.7:5060 -> 192.0.2.20:5060`,
		`INVITE sip:5550102@192.0.2.20 SIP/2.0`,
		`Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK1`,
		`From: "B\'fcro \u8211? \{x\}" <sip:5550101@pbx.example>;tag=f1`,
		`To: <sip:5550102@192.0.2.20>`,
		`{\field{\*\fldinst{HYPERLINK "http://pbx.example"}}{\fldrslt{\ul\cf1 Call-ID: c1@198.51.100.7}}}`,
		`CSeq: 1 INVITE`, `Content-Length: 0`, ``, ``,
	}
	for name, text := range map[string]string{
		"wordpad":  body(lines...),
		"textedit": strings.ReplaceAll(body(lines...), "\\par\r\n", "\\\n"),
	} {
		tr := ReadString(text, Options{})
		if len(tr.Messages) != 1 || len(tr.Messages[0].Headers) != 6 {
			t.Errorf("%s: %d messages, notes %q", name, len(tr.Messages), tr.Notes)
			continue
		}
		m := tr.Messages[0]
		if m.Src != hostA || !m.Clock || m.CallID != "c1@198.51.100.7" || !strings.HasPrefix(m.Headers[1].Value, `"Büro – {x}"`) && !strings.HasPrefix(m.Headers[1].Value, `"Büro - {x}"`) {
			t.Errorf("%s: from %q, %+v", name, m.Src, m.Headers)
		}
		if !strings.Contains(strings.Join(tr.Notes, "\n"), "rich text") {
			t.Errorf("%s: notes %q", name, tr.Notes)
		}
		if m.Lines[0] != 4 {
			t.Errorf("%s: lines %v", name, m.Lines)
		}
	}
	for i, text := range []string{`{\rtf`, `{\rtf1\`, `{\rtf1\'`, `{\rtf1\u`, "{\\rtf1\\\n\\\n}}}}", `{\rtf1\u-10179?\u-8704?`, strings.Repeat(`{\rtf1{\*`, 1000)} {
		if tr := ReadString(text, Options{}); len(tr.Messages) > 0 {
			t.Error(fmt.Sprint(i), tr.Messages)
		}
	}
}
