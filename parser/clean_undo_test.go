package parser

import (
	"archive/tar"
	"strings"
	"testing"
)

// TestCleanUndo: each shape of damage, and what was typed or sent.
func TestCleanUndo(t *testing.T) {
	tests := []struct{ name, in, want, note string }{
		{"slack mail link", "To: &lt;sip:<mailto:bob@example.net|bob@example.net>&gt;;tag=1", "To: <sip:bob@example.net>;tag=1", "chat links"},
		{"slack mail link, decoded before", "To: <sip:<mailto:bob@example.net|bob@example.net>>;tag=1", "To: <sip:bob@example.net>;tag=1", "chat links"},
		{"slack mail link without label", "To: &lt;sip:<mailto:bob@example.net>&gt;", "To: <sip:bob@example.net>", "chat links"},
		{"slack request line", "INVITE sip:<mailto:bob@example.net|bob@example.net> SIP/2.0", "INVITE sip:bob@example.net SIP/2.0", "chat links"},
		{"slack host link", "REGISTER sip:<http://pbx.example.net|pbx.example.net> SIP/2.0", "REGISTER sip:pbx.example.net SIP/2.0", "chat links"},
		{"slack host with port", "Contact: &lt;sip:9@<http://pbx.example.net:5080|pbx.example.net:5080>&gt;", "Contact: <sip:9@pbx.example.net:5080>", "chat links"},
		{"slack number", "From: &lt;sip:<tel:+12125550142|+12125550142>@192.0.2.1&gt;", "From: <sip:+12125550142@192.0.2.1>", "chat links"},
		{"slack number, dashed", `From: "<tel:2125550142|212-555-0142>" &lt;sip:a@192.0.2.1&gt;`, `From: "212-555-0142" <sip:a@192.0.2.1>`, "chat links"},
		{"slack link of a whole URI", "To: &lt;<sip:bob@example.net|sip:bob@example.net>&gt;", "To: <sip:bob@example.net>", "chat links"},
		{"slack link in the place of brackets", "To: <sip:bob@example.net|bob@example.net>;tag=x", "To: <sip:bob@example.net>;tag=x", "chat links"},
		{"slack link in a request line", "BYE <sip:bob@example.net|bob@example.net> SIP/2.0", "BYE sip:bob@example.net SIP/2.0", "chat links"},
		{"slack link in a digest", `Authorization: Digest username="a", uri="sip:<mailto:b@example.net|b@example.net>"`, `Authorization: Digest username="a", uri="sip:b@example.net"`, "chat links"},
		{"escaped alert link", "Alert-Info: &lt;<http://example.net/ring.wav>&gt;", "Alert-Info: <http://example.net/ring.wav>", "chat links"},
		{"slack URL without label", "To: &lt;sip:a@192.0.2.1&gt;\na=extmap:1 <http://www.example.org/a-b>", "To: <sip:a@192.0.2.1>\na=extmap:1 http://www.example.org/a-b", "chat links"},
		{"outlook", "From: <sip:al@example.net<mailto:al@example.net>>;tag=1", "From: <sip:al@example.net>;tag=1", "chat links"},
		{"outlook with the scheme", "From: sip:al@example.net<mailto:sip:al@example.net>;tag=1", "From: sip:al@example.net;tag=1", "chat links"},
		{"outlook host", "Via: SIP/2.0/UDP pbx.example.net:5060<http://pbx.example.net:5060>;branch=z9hG4bKa", "Via: SIP/2.0/UDP pbx.example.net:5060;branch=z9hG4bKa", "chat links"},
		{"outlook twice the URI", "From: <sip:al@example.net<sip:al@example.net>>", "From: <sip:al@example.net>", "chat links"},
		{"markdown", "To: <[sip:a@example.net](mailto:a@example.net)>", "To: <sip:a@example.net>", "chat links"},
		{"markdown in the URI", "To: <sip:[a@example.net](mailto:a@example.net)>;tag=1", "To: <sip:a@example.net>;tag=1", "chat links"},
		{"markdown address and port", "Via: SIP/2.0/UDP [192.0.2.1:5060](http://192.0.2.1:5060);branch=z9hG4bKa", "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa", "chat links"},
		{"markdown IPv6", "Via: SIP/2.0/UDP [[2001:db8::1]:5060](http://[2001:db8::1]:5060);branch=z9hG4bKa", "Via: SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bKa", "chat links"},
		{"markdown that took the bracket", "From: \"a\" <[sip:a@example.net%3E](about:blank);tag=1", "From: \"a\" <sip:a@example.net>;tag=1", "chat links"},
		{"markdown that took both brackets", "From: \"a\" [sip:a@example.net%3E](about:blank);tag=1", "From: \"a\" <sip:a@example.net>;tag=1", "angle bracket"},
		{"jira", "To: <sip:[a@example.net|mailto:a@example.net]>", "To: <sip:a@example.net>", "chat links"},
		{"notion", "To: <sip:a@example.net (mailto:a@example.net)>", "To: <sip:a@example.net>", "chat links"},
		{"html link", `To: &lt;sip:<a href="mailto:a@example.net">a@example.net</a>&gt;`, "To: <sip:a@example.net>", "HTML tags"},

		{"entities", "To: &quot;A &amp; B&quot; &lt;sip:a@example.net&gt;", `To: "A & B" <sip:a@example.net>`, "entities"},
		{"entities twice", "To: &amp;lt;sip:a@example.net&amp;gt;", "To: <sip:a@example.net>", "entities"},
		{"numeric entities", "To: &#34;A&#34; &#60;sip:a@example.net&#x3E;", `To: "A" <sip:a@example.net>`, "entities"},
		{"spaces of HTML", "Via:&nbsp;SIP/2.0/UDP&nbsp;192.0.2.1", "Via: SIP/2.0/UDP 192.0.2.1", "entities"},
		{"line breaks of HTML", "BYE sip:a@example.net SIP/2.0<br/>CSeq: 2 BYE<br/>", "BYE sip:a@example.net SIP/2.0\nCSeq: 2 BYE", "HTML tags"},
		{"quoted-printable", "Via: SIP/2.0/UDP 192.0.2.1;branch=3Dz9hG4bKab=\ncdef\nFrom: \"J=C3=BCrgen\" <sip:a@example.net>;tag=3D1", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKabcdef\nFrom: \"Jürgen\" <sip:a@example.net>;tag=1", "quoted-printable"},

		{"smart quotes", "From: “Al” <sip:a@example.net>\nAuthorization: Digest username=“al”, realm=„x“", "From: \"Al\" <sip:a@example.net>\nAuthorization: Digest username=\"al\", realm=\"x\"", "typographic"},
		{"dash in a name", "Call–ID: a\nContent—Length: 0", "Call-ID: a\nContent-Length: 0", "typographic"},
		{"dash in a token", "Via: SIP/2.0/UDP h;branch=z9hG4bK‑a–b—c", "Via: SIP/2.0/UDP h;branch=z9hG4bK-a-b--c", "typographic"},
		{"no-break spaces", "\u00a0\u00a0BYE\u00a0sip:a@h\u00a0SIP/2.0\nCSeq:\u00a02\u00a0BYE", "  BYE sip:a@h SIP/2.0\nCSeq: 2 BYE", "no-break"},
		{"zero width", "From: <sip:a\u200b@example.net>;\u2060tag=1", "From: <sip:a@example.net>;tag=1", "invisible"},
		{"mojibake", "From: â€œJÃ¼râ€\u009d <sip:a@example.net>", "From: \"Jür\" <sip:a@example.net>", "decoded wrongly"},

		{"colours", "\x1b[36;1mBYE sip:a@h SIP/2.0\x1b[0m\x1b[K", "BYE sip:a@h SIP/2.0", "terminal"},
		{"colours in writing", "^[[0mBYE sip:a@h SIP/2.0^[[0;39;49m", "BYE sip:a@h SIP/2.0", "terminal"},
		{"colours without escape", "[0;39;49m[36mBYE sip:a@h SIP/2.0[0m", "BYE sip:a@h SIP/2.0", "terminal"},
		{"colours in octal", `\033[1;31mBYE sip:a@h SIP/2.0\033[0m`, "BYE sip:a@h SIP/2.0", "terminal"},
		{"colours through syslog", "#033[1mBYE sip:a@h SIP/2.0#033[0m", "BYE sip:a@h SIP/2.0", "terminal"},
		{"window title", "\x1b]0;root@pbx\aCSeq: 1 BYE", "CSeq: 1 BYE", "terminal"},
		{"caret M", "BYE sip:a@h SIP/2.0^M\nCSeq: 2 BYE^M$\n^M", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE\n", "terminal"},
		{"pager", " --More-- \b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\bCSeq: 1 BYE", "CSeq: 1 BYE", "terminal"},
		{"NUL bytes", "Call-ID: a@198.51.100.7\x00\x00", "Call-ID: a@198.51.100.7", "terminal"},

		{"line ends in writing", `BYE sip:a@h SIP/2.0\r\nCSeq: 2 BYE\r\n\r\n`, "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE\n", "line ends"},
		{"line ends in octal", "px1: BYE sip:a@h SIP/2.0#015#012CSeq: 2 BYE#015#012", "px1: BYE sip:a@h SIP/2.0\nCSeq: 2 BYE", "line ends"},
		{"line ends by name", "BYE sip:a@h SIP/2.0<CR><LF>\nCSeq: 2 BYE<CR><LF>\n<CR><LF>", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE\n", "line ends"},
		{"percent-encoded", "BYE%20sip:a@h%20SIP/2.0%0D%0ACSeq:%202%20BYE%0D%0A", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE\n", "line ends"},
		{"pictures of controls", "BYE sip:a@h SIP/2.0␍␊CSeq: 2 BYE␍␊", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE", "line ends"},

		{"mail quote", "> > BYE sip:a@h SIP/2.0\n> > CSeq: 2 BYE", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE", "quote marks"},
		{"folded header in a quote", "> BYE sip:a@h SIP/2.0\n> Via: SIP/2.0/UDP h,\n>  SIP/2.0/UDP g", "BYE sip:a@h SIP/2.0\nVia: SIP/2.0/UDP h,\n SIP/2.0/UDP g", "quote marks"},
		{"table", "| Via: SIP/2.0/UDP h |\n| CSeq: 2 BYE |\n| Call-ID: a |", "Via: SIP/2.0/UDP h\nCSeq: 2 BYE\nCall-ID: a", "quote marks"},
		{"list", "- Via: SIP/2.0/UDP h\n- CSeq: 2 BYE\n- Call-ID: a", "Via: SIP/2.0/UDP h\nCSeq: 2 BYE\nCall-ID: a", "quote marks"},
		{"fence", "```BYE sip:a@h SIP/2.0\nCSeq: 2 BYE```", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE", "code blocks"},
		{"fence of a language", "```text\nBYE sip:a@h SIP/2.0\n```", "BYE sip:a@h SIP/2.0", "code blocks"},
		{"bold in a token", "Via: SIP/2.0/UDP h;branch=z9hG4bK**948034**;rport", "Via: SIP/2.0/UDP h;branch=z9hG4bK948034;rport", "bold"},
		{"bold line and header", "**BYE sip:a@h SIP/2.0**\n**CSeq:** 2 BYE\n*Call-ID*: a", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE\nCall-ID: a", "bold"},
		{"heading", "## Max-Forwards: 70", "Max-Forwards: 70", "bold"},
		{"word in the place of a host", "Via: SIP/2.0/UDP _ip_:5060;branch=z9hG4bKa", "Via: SIP/2.0/UDP ip:5060;branch=z9hG4bKa", "bold"},
		{"spaced description", "v = 0\nm = audio 4000 RTP / AVP 0\na = rtpmap: 0 PCMU / 8000", "v=0\nm=audio 4000 RTP/AVP 0\na=rtpmap:0 PCMU/8000", "blanks around"},
		{"table cell", "\"BYE sip:a@h SIP/2.0\nAuthorization: Digest username=\"\"a\"\"\nCSeq: 2 BYE\"", "BYE sip:a@h SIP/2.0\nAuthorization: Digest username=\"a\"\nCSeq: 2 BYE", "copied cell"},
		{"quotes by hand", "\"BYE sip:a@h SIP/2.0\nAuthorization: Digest username=\"a\", opaque=\"\"\nCSeq: 2 BYE\"", "BYE sip:a@h SIP/2.0\nAuthorization: Digest username=\"a\", opaque=\"\"\nCSeq: 2 BYE", "copied cell"},
		{"padding", "BYE sip:a@h SIP/2.0   \nCSeq: 2 BYE   ", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE", "ends of lines"},
		{"separators of Unicode", "BYE sip:a@h SIP/2.0\u2028CSeq: 2 BYE\u2029", "BYE sip:a@h SIP/2.0\nCSeq: 2 BYE\n", ""},
		{"backslashes of Markdown", `To: \<sip:a\_b@example.net\>;tag=x\-1`, "To: <sip:a_b@example.net>;tag=x-1", "bold"},
		{"wide punctuation", "From：<sip:a@example.net>；tag=1", "From: <sip:a@example.net>;tag=1", "typographic"},
		{"several at once", "&gt; **BYE sip:<mailto:a@example.net|a@example.net> SIP/2.0**\n&gt; From: “x” &lt;sip:b@h&gt;^[[0m", "BYE sip:a@example.net SIP/2.0\nFrom: \"x\" <sip:b@h>", "chat links"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			lines, notes := clean([]byte(test.in))
			if got := joined(lines); got != test.want {
				t.Errorf("\ngot  %q\nwant %q", got, test.want)
			}
			if !strings.Contains(strings.Join(notes, "\n"), test.note) {
				t.Errorf("notes %q lack %q", notes, test.note)
			}
		})
	}
}

// TestCleanNotes counts the lines that each kind of change touched, once each.
func TestCleanNotes(t *testing.T) {
	_, notes := clean([]byte("&gt; INVITE sip:<mailto:a@example.net|a@example.net> SIP/2.0\n&gt; To: &lt;sip:<mailto:a@example.net|a@example.net>&gt;\n&gt; CSeq: 1 INVITE\nthanks"))
	want := []string{
		"quote marks at the beginning of lines were taken off (3 lines)",
		"chat links were turned back into the addresses that were typed (2 lines)",
		"HTML entities such as &lt; were decoded (3 lines)",
	}
	if strings.Join(notes, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", notes)
	}
}

// TestCleanLines keeps the input's own numbers through lines that are cut and
// lines that are joined.
func TestCleanLines(t *testing.T) {
	for in, want := range map[string]string{
		"a\r\nb\n\nc":     "1a 2b 3 4c",
		"a\rb\rc":         "1a 2b 3c",
		"a\nb\rc\nd":      "1a 2b 2c 3d",
		"a\r\r\nb\r\r\nc": "1a 2b 3c",
		"\ufeffa\nb":      "1a 2b",
		"x\nBYE sip:a@h SIP/2.0#012CSeq: 2 BYE#012Call-ID: c\ny": "1x 2BYE sip:a@h SIP/2.0 2CSeq: 2 BYE 2Call-ID: c 3y",
		"Via: SIP/2.0/UDP h;branch=3Dz9hG4bK=\na\nCSeq: 1 BYE":   "1Via: SIP/2.0/UDP h;branch=z9hG4bKa 3CSeq: 1 BYE",
		"<pre>\nBYE sip:a@h SIP/2.0\n\nx</pre>\n":                "2BYE sip:a@h SIP/2.0 3 4x 5",
		"```\nBYE sip:a@h SIP/2.0\n```":                          "2BYE sip:a@h SIP/2.0",
		string([]byte{0xff, 0xfe, 'a', 0, '\n', 0, 'b', 0}):      "1a 2b",
		string([]byte{0xfe, 0xff, 0, 'a', 0, '\n', 0, 'b'}):      "1a 2b",
		"From: J\xfcrgen \x93x\x94 <sip:a@h>\nb":                 "1From: Jürgen \"x\" <sip:a@h> 2b",
	} {
		lines, _ := clean([]byte(in))
		var got []string
		for _, l := range lines {
			got = append(got, itoa(l.N)+l.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q\ngot  %q\nwant %q", in, got, want)
		}
	}
}

func itoa(n int) string { return string(rune('0' + n)) }

// tarOf is a tar archive of one file.
func tarOf(text string) string {
	var b strings.Builder
	w := tar.NewWriter(&b)
	_ = w.WriteHeader(&tar.Header{Name: "trace.txt", Size: int64(len(text)), Mode: 0o600, Format: tar.FormatUSTAR})
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// TestForeign asks for text where a picture, a document or rubbish is sent.
func TestForeign(t *testing.T) {
	pad := strings.Repeat("\x00\x01\x02\xfe", 64)
	for data, want := range map[string]string{
		"\x89PNG\r\n\x1a\n" + pad:                                 "this is a picture: paste the text",
		"\xff\xd8\xff\xe0" + pad:                                  "a picture",
		"GIF89a" + pad:                                            "a picture",
		"RIFF\x10\x00\x00\x00WEBPVP8 " + pad:                      "a picture",
		"\x00\x00\x00\x18ftypheic\x00" + pad:                      "a picture",
		"\x00\x00\x00\x18ftypmp42\x00" + pad:                      "a film",
		"RIFF\x10\x00\x00\x00WAVEfmt " + pad:                      "a sound recording",
		"ID3\x03\x00" + pad:                                       "a sound recording",
		"%PDF-1.7\n" + pad:                                        "a PDF document",
		"PK\x03\x04" + pad + "word/document.xml":                  "a Word document",
		"PK\x03\x04" + pad + "xl/workbook.xml":                    "a spreadsheet",
		"PK\x03\x04" + pad + "trace.pcap":                         "a zip archive",
		"Rar!\x1a\x07\x00" + pad:                                  "a rar archive",
		"7z\xbc\xaf\x27\x1c" + pad:                                "a 7z archive",
		tarOf("INVITE sip:a@h SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n"): "a tar archive: unpack it",
		"MZ\x90\x00" + pad:                                        "a program",
		strings.Repeat("\x00\x9f\x8e\x01\xc3", 200):               "neither text nor a capture",
	} {
		trace := ReadString(data, Options{})
		if len(trace.Messages) > 0 || len(trace.Notes) != 1 || !strings.Contains(trace.Notes[0], want) || !strings.Contains(trace.Notes[0], "capture (pcap)") {
			t.Errorf("%.12q gave %d messages and %q", data, len(trace.Messages), trace.Notes)
		}
	}
	for _, text := range []string{"MZ is how the file begins", "BM and more", "ID3 tags", "RIFF", "", "\x00\x00garbage\x01\xffINVITE sip:a@h SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n"} {
		if note := foreign([]byte(text)); note != "" {
			t.Errorf("%q: %s", text, note)
		}
	}
}

// TestLateTags: a line whose first tag stands far behind its beginning.
func TestLateTags(t *testing.T) {
	line := "Via: SIP/2.0/UDP 192.0.2.1 " + strings.Repeat("a <= b ", 900) + "<br>BYE sip:5550101@192.0.2.1 SIP/2.0<br>"
	if lines, _ := clean([]byte(line)); len(lines) == 0 {
		t.Fatal("nothing is left")
	}
}
