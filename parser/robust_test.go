package parser

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/parser/dialect"
	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

// FuzzClean holds cleaning to its promises on any bytes: the same twice, lines
// in order and within the input, nothing changed without a note, and nothing made
// much longer than it was.
func FuzzClean(f *testing.F) {
	f.Add([]byte(paste))
	for _, damage := range render.Damages() {
		f.Add([]byte(render.Text(render.Dialects()[4], shortCall, damage)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, notes := clean(data)
		again, _ := clean(data)
		if joined(lines) != joined(again) {
			t.Fatal("two readings differ")
		}
		checkLines(t, data, lines)
		if len(notes) == 0 && joined(lines) != plainEnds(string(data)) {
			t.Fatalf("changed without a note:\n%q\n%q", data, joined(lines))
		}
		if n := len(joined(lines)); n > 3*len(data)+16 {
			t.Fatalf("%d bytes of %d", n, len(data))
		}
	})
}

func checkLines(t *testing.T, data []byte, lines []dialect.Line) {
	t.Helper()
	last, most := 1, bytes.Count(data, []byte("\n"))+bytes.Count(data, []byte("\r"))+bytes.Count(data, []byte{0x0a, 0x20})+len(data)
	for _, l := range lines {
		if l.N < last || l.N > most+1 {
			t.Fatalf("line %d behind line %d", l.N, last)
		}
		if strings.Contains(l.Text, "\n") {
			t.Fatalf("a line end in %q", l.Text)
		}
		last = l.N
	}
}

// plainEnds has one kind of line end.
func plainEnds(s string) string {
	feeds := strings.Contains(s, "\n")
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		if trimmed := strings.TrimRight(line, "\r \t"); feeds && strings.Contains(line[len(trimmed):], "\r") {
			line = strings.TrimRight(line[:strings.LastIndexByte(line, '\r')], "\r")
		}
		b.WriteString(strings.NewReplacer("\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(line))
	}
	return b.String()
}

var shortCall = []render.Message{
	{
		StartLine: "INVITE sip:b@example.net SIP/2.0", Src: "192.0.2.1:5060", Dst: "192.0.2.2:5060",
		Headers: []render.Header{{Name: "Via", Value: "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKabc"}, {Name: "From", Value: `"Jürg" <sip:a@example.net>;tag=1`}, {Name: "Call-ID", Value: "c@example.net"}, {Name: "CSeq", Value: "1 INVITE"}},
		Body:    "v=0\nm=audio 5004 RTP/AVP 0",
	},
	{StartLine: "SIP/2.0 200 OK", Src: "192.0.2.2:5060", Dst: "192.0.2.1:5060", Headers: []render.Header{{Name: "CSeq", Value: "1 INVITE"}, {Name: "Call-ID", Value: "c@example.net"}}},
}

// tooSlow is far beyond what a megabyte takes, on a busy machine too, and far below
// what it would take were the time to grow with the square.
const tooSlow = 30 * time.Second

// TestBounded gives reading what is built to cost: it must end soon, and say what
// it left out.
func TestBounded(t *testing.T) {
	const n = 1 << 20
	repeat := func(s string, bytes int) string { return strings.Repeat(s, bytes/len(s)) }
	start := "INVITE sip:b@example.net SIP/2.0\n"
	inputs := map[string]string{
		"nested quotes":         strings.Repeat(strings.Repeat("> ", 800)+start, 500),
		"a line of a megabyte":  start + "Subject: " + repeat("x", n) + "\n\n",
		"a line of angles":      start + "To: " + repeat("<", n),
		"a line of links":       start + "To: " + repeat("<mailto:a@b.example|a@b.example>", n),
		"unclosed links":        start + "To: " + repeat("<mailto:a@b.example|", n),
		"markdown links":        start + "To: " + repeat("[a@b.example](mailto:a@b.example)", n),
		"open brackets":         start + "To: " + repeat("[", n) + repeat("](mailto:a", n/4),
		"entities":              start + "To: " + repeat("&lt;sip:a&gt;", n),
		"nested entities":       start + "To: &lt;sip:a&gt;&" + repeat("amp;", n) + "lt;",
		"tags":                  "<pre>" + start + repeat("<b><p>", n),
		"unclosed tags":         "<pre>" + start + repeat("<a href=\"", n),
		"colours":               repeat("\x1b[", n) + start,
		"colours in writing":    repeat("^[[0", n) + start,
		"operating system":      repeat("\x1b]", n) + start,
		"bold":                  start + "To: " + repeat("**a", n),
		"written ends":          strings.TrimSpace(start) + repeat(`\r\nVia: x`, n),
		"octal ends":            strings.TrimSpace(start) + repeat("#012", n),
		"double escapes":        strings.TrimSpace(start) + repeat(`\\r\\nVia: x`, n),
		"quoted-printable":      "v=3D0\n" + repeat("=3D=\n", n),
		"curly quotes":          start + "To: " + repeat("“=”", n),
		"a million headers":     start + repeat("A: b\n", 5<<20),
		"a million start lines": repeat("BYE a: SIP/2.0\n", 2<<20),
		"tiny fragments":        repeat("a=\n", 3<<20),
		"empty lines":           repeat("\n", n) + start,
		"carriage returns":      repeat("\r", n) + start,
		"folded lines":          start + "A: b\n" + repeat(" c\n", n),
		"fences":                repeat("```\n", n) + start,
		"cells":                 repeat("\"BYE a: SIP/2.0\n", n),
		"backspaces":            repeat("a\b", n) + start,
	}
	for name, text := range inputs {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			trace := ReadString(text, Options{})
			if took := time.Since(begun); took > tooSlow {
				t.Errorf("%v for %d bytes and %d messages", took, len(text), len(trace.Messages))
			}
			for _, m := range trace.Messages {
				if len(m.Headers) > maxHeaders {
					t.Errorf("%d headers", len(m.Headers))
				}
			}
		})
	}
}

// coded finds characters by their number, and dumps: they hold a text without showing
// it. Decimal, hexadecimal and base64 count in runs, wherever those begin.
var coded = regexp.MustCompile(`\\[xu0]|%[0-9A-Fa-f]|0x0000:|0000  |00000000: |(?:\d{1,3}[ ,\r\n]+){12}|(?:(?:0x)?(?:[0-9A-Fa-f]{2}){1,4}[ ,:.\r\n]+){6}|[0-9A-Fa-f]{40}|[A-Za-z0-9+/\r\n]{60}`)

// checkOrigin holds the messages of a trace against the input: what they say must
// stand there, after the cleaning and apart from what is masked.
func checkOrigin(t *testing.T, data []byte, trace *Trace) {
	t.Helper()
	if coded.Match(data) {
		return
	}
	lines, _ := clean(data)
	input := bare(joined(lines)) + "\n" + bare(string(data))
	for _, m := range trace.Messages {
		for _, h := range m.Headers {
			for _, part := range strings.Split(h.Value, Mask) {
				if !pieced(bare(part), input) {
					t.Fatalf("%q of message %d is not in the input", h.String(), m.N)
				}
			}
		}
		for line := range strings.SplitSeq(m.Body, "\n") {
			if len(line) > 1 && line[1] == '=' {
				line = line[2:]
			}
			for _, part := range strings.Split(line, Mask) {
				if !pieced(bare(part), input) {
					t.Fatalf("%q in the body of message %d is not in the input", line, m.N)
				}
			}
		}
	}
}

// bare leaves out blanks, line ends and backslashes, with which repairs are made.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == '\\' {
			return -1
		}
		return r
	}, s)
}

// pieced tells whether a text is in the input, whole or in a few pieces: a line that
// was wrapped behind the prefix of a log is joined.
func pieced(text, input string) bool {
	for range 4 {
		n := 0
		// The longest beginning that is there, by halves.
		for low, high := 0, len(text); low < high; {
			middle := (low + high + 1) / 2
			if strings.Contains(input, text[:middle]) {
				low, n = middle, middle
			} else {
				high = middle - 1
			}
		}
		text = text[n:]
		if text == "" {
			return true
		}
		if n == 0 {
			return false
		}
	}
	return false
}

// TestReadAgain: what was read, written down without any log around it and read
// again, is the same.
func TestReadAgain(t *testing.T) {
	raw := render.Dialects()[0]
	again := func(name string, first *Trace) {
		var messages []render.Message
		for _, m := range first.Messages {
			messages = append(messages, rendered(m))
		}
		if diff := differences(messages, ReadString(render.Text(raw, messages), Options{}).Messages); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, messages := range dialogs(t) {
		again(name, ReadString(render.Text(render.Dialects()[4], messages), Options{}))
	}
	for _, file := range sharedTraces(t) {
		again(file, readFile(t, file))
	}
}

// rendered is a message as it is written again.
func rendered(m *Message) render.Message {
	r := render.Message{StartLine: m.StartLine, Body: m.Body, Time: m.Time, Src: m.Src, Dst: m.Dst, Transport: m.Transport, Direction: m.Direction}
	for _, h := range m.Headers {
		r.Headers = append(r.Headers, render.Header{Name: h.Name, Value: h.Value})
	}
	return r
}

// TestOrigin holds every damaged rendering to what fuzzing holds any input to.
func TestOrigin(t *testing.T) {
	for name, messages := range dialogs(t) {
		for _, damage := range render.Damages() {
			text := render.Text(render.Dialects()[4], messages, damage)
			t.Run(name+"/"+damage.Name, func(t *testing.T) {
				checkOrigin(t, []byte(text), ReadString(text, Options{}))
			})
		}
	}
}

// TestMaskDamagedRenderings: no damage and no dialect lets a secret through.
func TestMaskDamagedRenderings(t *testing.T) {
	login := append([]render.Message(nil), shortCall...)
	login[0].Headers = append(append([]render.Header(nil), login[0].Headers...),
		render.Header{Name: "Authorization", Value: `Digest username="a", realm="r", nonce="n", uri="sip:b@example.net", response="5ec7e75ec7e75ec7e75ec7e75ec7e7aa", cnonce="5ec7e75ec7e7"`})
	login[0].Body = "v=0\nm=audio 5004 RTP/SAVP 0\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:5ec7e7KeyOfThisCall5ec7e7"
	read, tried := 0, 0
	for _, dialect := range render.Dialects() {
		for _, damage := range render.Damages() {
			if !damage.Fits(dialect) {
				continue
			}
			tried++
			trace := ReadString(render.Text(dialect, login, damage), Options{})
			read += len(trace.Messages)
			shown := strings.Join(trace.Notes, " ")
			for _, m := range trace.Messages {
				shown += m.StartLine + m.Body
				for _, h := range m.Headers {
					shown += h.String() + " "
				}
				for _, d := range m.Defects() {
					shown += d.Text
				}
			}
			for _, f := range trace.Facts {
				shown += f.Text
			}
			if i := strings.Index(strings.ToLower(shown), "5ec7e7"); i >= 0 {
				t.Errorf("%s %s shows …%s…", dialect.Name, damage.Name, shown[max(0, i-60):min(len(shown), i+40)])
			}
		}
	}
	if read < tried*19/10 {
		t.Errorf("only %d messages in %d renderings of two", read, tried)
	}
}

// TestCutAnywhere cuts a trace at many places: no fault is found in what is left
// of a healthy message, and those before it are whole.
func TestCutAnywhere(t *testing.T) {
	all := dialogs(t)
	for _, name := range []string{"raw", "sngrep", "asterisk-pjsip", "syslog"} {
		dialect, ok := render.DialectNamed(name)
		if !ok {
			t.Fatalf("no dialect %s", name)
		}
		partial := 0
		for _, messages := range all {
			text := render.Text(dialect, messages)
			for i := 1; i < len(text); i += 11 {
				trace := ReadString(text[:i], Options{})
				for _, m := range trace.Messages {
					if len(m.Defects()) > 0 {
						t.Fatalf("%s: %q has %+v", name, text[max(0, i-60):i], m.Defects())
					}
				}
				for j := range len(trace.Messages) - 1 {
					if diff := difference(messages[j], trace.Messages[j]); diff != "" {
						t.Fatalf("%s: cut at %d: message %d: %s", name, i, j+1, diff)
					}
				}
				if n := len(trace.Messages); n > 0 && trace.Messages[n-1].Partial {
					partial++
				}
			}
		}
		if partial == 0 {
			t.Errorf("%s: no cut message was told", name)
		}
	}
}
