package parser

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

const sevenMessages = 7

// paste is a call of seven messages as sngrep saves it.
var paste = func() string {
	var b strings.Builder
	for _, m := range []struct{ head, start, cseq, to, extra string }{
		{"198.51.100.20:5060 -> 203.0.113.9:5060", "INVITE sip:4155550177@sip.carrier.example SIP/2.0", "1 INVITE", "", "sdp"},
		{"203.0.113.9:5060 -> 198.51.100.20:5060", "SIP/2.0 401 Unauthorized", "1 INVITE", ";tag=c4", `WWW-Authenticate: Digest realm="sip.carrier.example", nonce="7c1e55b0", algorithm=MD5`},
		{"198.51.100.20:5060 -> 203.0.113.9:5060", "ACK sip:4155550177@sip.carrier.example SIP/2.0", "1 ACK", ";tag=c4", ""},
		{"198.51.100.20:5060 -> 203.0.113.9:5060", "INVITE sip:4155550177@sip.carrier.example SIP/2.0", "2 INVITE", "", "sdp"},
		{"203.0.113.9:5060 -> 198.51.100.20:5060", "SIP/2.0 100 Trying", "2 INVITE", "", ""},
		{"203.0.113.9:5060 -> 198.51.100.20:5060", "SIP/2.0 403 Forbidden", "2 INVITE", ";tag=f1", ""},
		{"198.51.100.20:5060 -> 203.0.113.9:5060", "ACK sip:4155550177@sip.carrier.example SIP/2.0", "2 ACK", ";tag=f1", ""},
	} {
		b.WriteString("2026/02/11 09:30:00.000000 " + m.head + "\n" + m.start + "\nVia: SIP/2.0/UDP 198.51.100.20:5060;rport;branch=z9hG4bK" + m.cseq[:1] + "\nMax-Forwards: 70\n" +
			"From: <sip:3105550120@sip.carrier.example>;tag=ab\nTo: <sip:4155550177@sip.carrier.example>" + m.to + "\nCall-ID: 0f7e@198.51.100.20\nCSeq: " + m.cseq + "\n")
		switch {
		case m.extra == "sdp":
			if m.cseq[:1] == "2" {
				b.WriteString(`Authorization: Digest username="3105550118", realm="sip.carrier.example", nonce="7c1e55b0", uri="sip:4155550177@sip.carrier.example", response="3c5be1c0bbd2fb3ba61c23ff7c0f1d1a", algorithm=MD5` + "\n")
			}
			b.WriteString("User-Agent: PBX/1\nContact: <sip:3105550120@198.51.100.20:5060>\nContent-Type: application/sdp\nContent-Length: 190\n\nv=0\no=- 1 1 IN IP4 198.51.100.20\ns=-\nc=IN IP4 198.51.100.20\nt=0 0\nm=audio 14000 RTP/AVP 0 8 101\na=rtpmap:0 PCMU/8000\na=rtpmap:8 PCMA/8000\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-16\na=sendrecv\n\n")
		default:
			if m.extra != "" {
				b.WriteString(m.extra + "\n")
			}
			b.WriteString("Content-Length: 0\n\n\n")
		}
	}
	return b.String()
}()

func TestReadPaste(t *testing.T) {
	trace := ReadString(paste, Options{})
	if len(trace.Messages) != sevenMessages || len(trace.Dialogs) != 1 {
		t.Fatalf("%d messages, %d dialogs, notes %q", len(trace.Messages), len(trace.Dialogs), trace.Notes)
	}
	d := trace.Dialogs[0]
	if d.Outcome != Rejected || d.Code != 403 || d.From != "3105550120" || len(d.Logins()) != 1 {
		t.Errorf("%s %d from %s, %d logins", d.Outcome, d.Code, d.From, len(d.Logins()))
	}
}

// TestReadParts reads a call from two parts, and a part that cannot be read.
func TestReadParts(t *testing.T) {
	half := strings.Index(paste, "2026/02/11 09:30:00.000000 203.0.113.9:5060 -> 198.51.100.20:5060\nSIP/2.0 100")
	trace := Read([]Part{
		{Reader: strings.NewReader(paste[:half])},
		{Name: "broken.txt", Reader: io.MultiReader(&failing{})},
		{Reader: strings.NewReader(paste[half:])},
	}, Options{})
	if len(trace.Messages) != sevenMessages || len(trace.Dialogs) != 1 || trace.Messages[6].Part != 3 || trace.Messages[6].Lines[0] < 2 {
		t.Errorf("%d messages in %d dialogs", len(trace.Messages), len(trace.Dialogs))
	}
	if notes := strings.Join(trace.Notes, "\n"); !strings.Contains(notes, "broken.txt could not be read") {
		t.Errorf("notes %q", notes)
	}
}

type failing struct{}

func (*failing) Read([]byte) (int, error) { return 0, errors.New("disk on fire") }

// TestLimits bounds text and messages, and says what was cut.
func TestLimits(t *testing.T) {
	trace := Read([]Part{{Name: "long.log", Reader: strings.NewReader(strings.Repeat(paste, 50))}}, Options{Limits: Limits{Text: int64(len(paste)), Messages: 5}})
	notes := strings.Join(trace.Notes, "\n")
	if len(trace.Messages) != 5 || !strings.Contains(notes, "long.log is longer") || !strings.Contains(notes, "first 5 messages") {
		t.Errorf("%d messages, notes %q", len(trace.Messages), notes)
	}
}

func TestNothing(t *testing.T) {
	for _, text := range []string{"", "\n\n", "hello there", "```hello```\n> “there”\u00a0&lt;you&gt;", "GET / HTTP/1.1\nHost: example.com\n"} {
		if trace := ReadString(text, Options{}); len(trace.Messages) > 0 || len(trace.Notes) > 0 {
			t.Errorf("%q gave %d messages and %q", text, len(trace.Messages), trace.Notes)
		}
	}
}

// FuzzRead holds reading to its promises on any bytes: it ends, it gives the same
// twice, every message lies within the input, and nothing of it is invented.
func FuzzRead(f *testing.F) {
	f.Add([]byte(paste))
	f.Add([]byte(strings.ReplaceAll(paste, "\n", "\r\n")))
	f.Add([]byte(folded))
	f.Add([]byte("SIP/2.0 200\nv=0\nm=audio 1 RTP/AVP 0\n\n\nINVITE sip:a SIP/2.0\nCSeq: 1 ACK\nVia:,,;;\n"))
	for _, damage := range render.Damages() {
		f.Add([]byte(render.Text(render.Dialects()[0], shortCall, damage)))
	}
	for _, dialect := range render.Dialects() {
		f.Add([]byte(render.Text(dialect, shortCall)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		trace := Read([]Part{{Reader: bytes.NewReader(data)}}, Options{})
		again := Read([]Part{{Reader: bytes.NewReader(data)}}, Options{})
		if len(trace.Messages) != len(again.Messages) || len(trace.Dialogs) != len(again.Dialogs) {
			t.Fatalf("%d messages in %d dialogs, then %d in %d", len(trace.Messages), len(trace.Dialogs), len(again.Messages), len(again.Dialogs))
		}
		lines := lineEnds(data) + 1
		inDialogs := 0
		for _, d := range trace.Dialogs {
			inDialogs += len(d.Messages)
			for _, tx := range d.Transactions {
				tx.First()
			}
			d.Exchanges()
			d.Agreed().Codec()
		}
		if inDialogs+len(trace.Loose) != len(trace.Messages) {
			t.Fatalf("%d messages, %d in dialogs and %d loose", len(trace.Messages), inDialogs, len(trace.Loose))
		}
		for i, m := range trace.Messages {
			if m.N != i+1 || m.Lines[0] > m.Lines[1] || m.Lines[1] > lines {
				t.Fatalf("message %d has number %d and lines %v of %d", i+1, m.N, m.Lines, lines)
			}
			m.SDP()
			m.Vias()
			m.Reasons()
		}
		checkOrigin(t, data, trace)
	})
}

func BenchmarkRead7(b *testing.B)   { benchmarkRead(b, paste, sevenMessages) }
func BenchmarkRead100(b *testing.B) { benchmarkRead(b, manyCalls(15), 105) }

// manyCalls is a paste of n calls.
func manyCalls(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(paste, "0f7e@", string(rune('a'+i%26))+"7e@"))
	}
	return b.String()
}

func benchmarkRead(b *testing.B, text string, messages int) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if n := len(ReadString(text, Options{}).Messages); n != messages {
			b.Fatalf("%d messages", n)
		}
	}
}

// TestLostEnd files an answer whose last lines the paste lost with its request.
func TestLostEnd(t *testing.T) {
	const request = "REGISTER sip:192.0.2.20 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa\nFrom: <sip:201@192.0.2.20>;tag=1\nTo: <sip:201@192.0.2.20>\nCall-ID: abcdef@192.0.2.10\nCSeq: 1 REGISTER\n\n"
	for _, answer := range []string{
		"SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa\nFrom: <sip:201@192.0.2.20>;tag=1\nTo: <sip:201@192.0.2.20>;tag=2\nCall-ID: abc",
		"SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa\nFrom: <sip:201@19",
		"SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa",
		"SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKa\nFrom: <sip:201@192.0.2.20>;tag=1\nTo: <sip:201@192.0.2.20>;tag=2\nCall-ID: abcdef@192.0.2.10\nCSeq: 1 REGIS",
	} {
		trace := ReadString(request+answer, Options{})
		if len(trace.Dialogs) != 1 || trace.Dialogs[0].Outcome != Registered || !trace.Messages[1].Partial {
			t.Errorf("%q: %d dialogs, partial %v", answer, len(trace.Dialogs), trace.Messages[len(trace.Messages)-1].Partial)
		}
	}
}

// TestBrokenStart joins a request line that redaction broke in its number.
func TestBrokenStart(t *testing.T) {
	trace := ReadString("INVITE sip:+1503708\n503XXX1210@example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\nCSeq: 1 INVITE\n", Options{})
	if len(trace.Messages) != 1 || trace.Messages[0].StartLine != "INVITE sip:+1503708503XXX1210@example.com SIP/2.0" || trace.Messages[0].Lines != [2]int{1, 4} {
		t.Errorf("%+v", trace.Messages)
	}
}

// lineEnds counts at least what may end a line in any encoding that is read.
func lineEnds(data []byte) int {
	if wideOrder(data) != nil {
		return len(data)
	}
	n := 0
	for _, end := range []string{"\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"} {
		n += bytes.Count(data, []byte(end))
	}
	return n
}
