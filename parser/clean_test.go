package parser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

func joined(lines []dialect.Line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.Text)
	}
	return b.String()
}

// TestCleanHarmless: what looks like damage and is real SIP goes through untouched.
func TestCleanHarmless(t *testing.T) {
	for _, text := range []string{
		paste,
		folded,
		"INVITE sip:**21*5550101**20#@example.com SIP/2.0\nFrom: \"**701\" <sip:**701@example.com>;tag=a**b**c\nCall-ID: __a__**b@h",
		"REFER sip:a@example.com SIP/2.0\nRefer-To: <sip:b@example.com?Replaces=a%40h%3Bto-tag%3D1%3Bfrom-tag%3D2>\nContact: <sip:a@h;x=&lt;&amp;y=%3E>",
		"MESSAGE sip:a@example.com SIP/2.0\nFrom: <sip:b@example.com>;tag=3D8A7F\nContent-Type: text/html\n\n<html><body><p>To: x<br>5 &lt; 6 &amp; 7</p></body></html>",
		"MESSAGE sip:a@example.com SIP/2.0\nFrom: <sip:b@example.com>;tag=1\nContent-Type: text/plain\n\nHe said “yes” — and 5 &lt; 6… **really** _now_\n> quoted once",
		"INVITE sip:a@example.com SIP/2.0\nFrom: \"Café “Le Chat” – Été\" <sip:b@example.com>;tag=1\nUser-Agent: Foo – Bar…\nCall-ID: abc...",
		"INVITE sip:a@example.com SIP/2.0\nFrom: \"a \\\"b\\\" | c\\\\n\" <sip:b@example.com>;tag=1\nCall-Info: <http://example.com/x>;purpose=icon\nAlert-Info: <http://127.0.0.1/Bellcore-dr1>",
		"INVITE sip:*21#012345@example.com SIP/2.0\nFrom: <mailto:b@example.com>;tag=1\nTo: \"x@example.com\" <sip:x@example.com>\nContact: *",
		"Authorization: Digest username=\"DOM\\nancy\", realm=\"a\\new realm\\r\"\nVia: SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK_a_b",
		"<--- SIP read from UDP:198.51.100.7:5060 --->\nOPTIONS sip:a@h SIP/2.0\n\n<------------->\n--- (2 headers 0 lines) ---\n[2026-01-05 10:00:01] VERBOSE[12] x",
		" SIPMSG:\n |INVITE sip:a@h SIP/2.0\n Via: SIP/2.0/TLS h\n \n |",
		"message=<REGISTER sip:a SIP/2.0\nVia: SIP/2.0/UDP h\n\n>\n",
		"NOTIFY sip:a@h SIP/2.0\nContent-Type: application/pidf+xml\n\n<?xml version=\"1.0\"?>\n<presence>\n<note>a &lt; b</note>\n</presence>",
		"MESSAGE sip:a@h SIP/2.0\nContent-Type: text/plain\n\nsee [our page](https://example.com/x) and <b>, [1m] or [0;1]\n> From: Bob\n> To: Al\n> Subject: hi\n",
		"REGISTER sip:a SIP/2.0\nContact: <sip:a@h>;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel\"\nAuthorization: Digest username=\"a\", opaque=\"\", nonce=\"==\"\nX-Link: [x](y)",
		"Hello,\n> From: bob@example.net\n> To: al@example.net\n> Subject: phones\nBob wrote that - and _I_ think *so* too: **now**",
		"INVITE sip:a@h SIP/2.0\nUser-Agent: Ümlaut «Pro» – ‘x’ ½ → y\nSubject: PÃO, Âme, 50 €\nOrganization: 東京：本社",
		"| time | src |\n|---|---|\n| 10:00 | a |\n| 10:01 | b |\n\n# Trace\n* one\n* two\n- three\n",
		"2026/01/05 10:00:01.1 192.0.2.1:5060 -> 192.0.2.2:5060\nSUBSCRIBE sip:a@h SIP/2.0\nEvent: dialog;call-id=a--b...c;from-tag=x_y_z\nAccept: application/*\nVia: SIP/2.0/TCP h;branch=z9hG4bK-_.!~*'()\n",
		"INVITE sip:a@h SIP/2.0\nFrom: \"محمد\u200cعلی\" <sip:b@h>;tag=1\nSubject: 👩\u200d👧",
	} {
		lines, notes := clean([]byte(text))
		if got := joined(lines); got != text || len(notes) > 0 {
			t.Errorf("touched, notes %q\n%q\nnow\n%q", notes, text, got)
		}
	}
	for _, file := range sharedTraces(t) {
		data, _ := os.ReadFile(file)
		if lines, notes := clean(data); joined(lines) != string(data) || len(notes) > 0 {
			t.Errorf("%s was touched: %q", file, notes)
		}
	}
}

func sharedTraces(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("SIPWHY_SHARED")
	if dir == "" {
		return nil
	}
	files, _ := filepath.Glob(filepath.Join(dir, "traces", "*.sip"))
	return files
}

// BenchmarkClean is what clean text costs; BenchmarkCleanSlack a paste from chat.
func BenchmarkClean(b *testing.B) { benchmarkClean(b, paste) }
func BenchmarkCleanSlack(b *testing.B) {
	benchmarkClean(b, strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(paste))
}

func benchmarkClean(b *testing.B, text string) {
	data := []byte(text)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if lines, _ := clean(data); len(lines) == 0 {
			b.Fatal("no lines")
		}
	}
}
