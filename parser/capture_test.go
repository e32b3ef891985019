package parser

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/parser/capture/traffic"
)

// captured is a pcap of raw IP in the making.
type captured struct {
	bytes.Buffer
	at time.Time
}

func newCaptured() *captured {
	c := &captured{at: time.Date(2026, 2, 11, 9, 30, 0, 0, time.UTC)}
	head := binary.LittleEndian.AppendUint32(nil, 0xa1b2c3d4)
	head = append(head, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	head = binary.LittleEndian.AppendUint32(head, 1<<18)
	c.Write(binary.LittleEndian.AppendUint32(head, 101))
	return c
}

// datagram adds a packet some time after the one before.
func (c *captured) datagram(after time.Duration, src, dst, text string) {
	c.at = c.at.Add(after)
	from, to := netip.MustParseAddrPort(src), netip.MustParseAddrPort(dst)
	be := binary.BigEndian
	p := []byte{0x45, 0}
	p = be.AppendUint16(p, uint16(28+len(text)))
	p = append(p, 0, 1, 0, 0, 64, 17, 0, 0)
	p = append(append(p, from.Addr().AsSlice()...), to.Addr().AsSlice()...)
	for _, n := range []int{int(from.Port()), int(to.Port()), 8 + len(text), 0} {
		p = be.AppendUint16(p, uint16(n))
	}
	p = append(p, text...)
	le := binary.LittleEndian
	b := le.AppendUint32(nil, uint32(c.at.Unix()))
	b = le.AppendUint32(b, uint32(c.at.Nanosecond()/1000))
	b = le.AppendUint32(b, uint32(len(p)))
	c.Write(append(le.AppendUint32(b, uint32(len(p))), p...))
}

func (c *captured) read() *Trace { return Read([]Part{{Reader: &c.Buffer}}, Options{}) }

func ping(n int) string {
	return fmt.Sprintf("OPTIONS sip:192.0.2.20 SIP/2.0\r\nVia: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKp%d\r\nFrom: <sip:a@192.0.2.20>;tag=p%d\r\nTo: <sip:192.0.2.20>\r\nCall-ID: p%d@198.51.100.7\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n", n, n, n)
}

func pong(n int) string {
	return strings.Replace(strings.Replace(ping(n), "OPTIONS sip:192.0.2.20 SIP/2.0", "SIP/2.0 200 OK", 1), "Max-Forwards: 70\r\n", "", 1)
}

const (
	hostA = "198.51.100.7:5060"
	hostB = "192.0.2.20:5060"
)

func TestCapture(t *testing.T) {
	c := newCaptured()
	c.datagram(0, hostA, hostB, ping(1))
	c.datagram(20*time.Millisecond, hostB, hostA, pong(1))
	tr := c.read()
	if len(tr.Messages) != 2 || tr.Source.Kind != "pcap" || len(tr.Notes) != 0 {
		t.Fatalf("%d messages, source %+v, notes %q", len(tr.Messages), tr.Source, tr.Notes)
	}
	m := tr.Messages[1]
	if m.Src != hostB || m.Dst != hostA || m.Transport != "udp" || !m.Exact || m.Lines != [2]int{} || !m.Clock || m.Time.Nanosecond() != 20e6 {
		t.Errorf("message %+v", m)
	}
	if d := tr.Dialogs[0]; d.Outcome != Answered || d.Kind != Ping {
		t.Errorf("a %s, %s", d.Kind, d.Outcome)
	}
}

// TestCaptureOfTwoInterfaces shows each packet twice, as "-i any" does: copies are
// no retransmissions of the sender's.
func TestCaptureOfTwoInterfaces(t *testing.T) {
	c := newCaptured()
	for n := range 3 {
		c.datagram(time.Second, hostA, hostB, ping(n))
		c.datagram(30*time.Microsecond, hostA, hostB, ping(n))
		c.datagram(20*time.Millisecond, hostB, hostA, pong(n))
		c.datagram(30*time.Microsecond, hostB, hostA, pong(n))
	}
	// One that really is repeated.
	c.datagram(time.Second, hostA, hostB, ping(9))
	c.datagram(500*time.Millisecond, hostA, hostB, ping(9))
	tr := c.read()
	for i, m := range tr.Messages[:12] {
		if copied := i%2 == 1; m.Copy != copied || (m.RetransmissionOf != 0) != copied {
			t.Errorf("message %d: copy %v of %d", m.N, m.Copy, m.RetransmissionOf)
		}
	}
	if last := tr.Messages[13]; last.Copy || last.RetransmissionOf != 13 {
		t.Errorf("the repeated message: copy %v of %d", last.Copy, last.RetransmissionOf)
	}
	for _, d := range tr.Dialogs {
		if n := d.Transactions[0].Sendings(); n != 1 && d.CallID != "p9@198.51.100.7" {
			t.Errorf("%s was sent %d times", d.CallID, n)
		}
	}
}

// TestPackedText is a log that was sent compressed, whatever its name says.
func TestPackedText(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	fmt.Fprintf(w, "2026/02/11 09:30:00.000000 %s -> %s\n%s", hostA, hostB, strings.ReplaceAll(ping(1), "\r", ""))
	w.Close()
	tr := Read([]Part{{Name: "trace.pcap", Reader: &b}}, Options{})
	if len(tr.Messages) != 1 || tr.Source.Kind != "text" || tr.Messages[0].Src != hostA || tr.Messages[0].Lines[0] != 2 {
		t.Fatalf("source %+v, %d messages, notes %q", tr.Source, len(tr.Messages), tr.Notes)
	}
}

func TestCaptureWithoutSIP(t *testing.T) {
	c := newCaptured()
	c.datagram(0, "198.51.100.7:40000", "192.0.2.53:53", "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00")
	tr := c.read()
	if len(tr.Messages) != 0 || len(tr.Notes) != 1 || !strings.HasPrefix(tr.Notes[0], "no SIP was found among 1 packet (mostly DNS)") {
		t.Errorf("notes %q", tr.Notes)
	}
}

// TestTraffic reads generated calls whole and as a stream: both must find the
// outcomes that the generator chose.
func TestTraffic(t *testing.T) {
	var file bytes.Buffer
	want, err := traffic.Write(&file, traffic.Options{Calls: 2000, Open: 300, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	whole := Read([]Part{{Reader: bytes.NewReader(file.Bytes())}}, Options{})
	outcomes := map[string]int{}
	for _, d := range whole.Dialogs {
		outcomes[string(d.Outcome)]++
	}
	streamed := map[string]int{}
	total := Stream([]Part{{Reader: &file}}, Options{}, func(batch *Trace) {
		for _, d := range batch.Dialogs {
			streamed[string(d.Outcome)]++
		}
	})
	if len(whole.Messages) != want.Messages || total.Count() != want.Messages {
		t.Errorf("%d and %d messages, want %d", len(whole.Messages), total.Count(), want.Messages)
	}
	if fmt.Sprint(outcomes) != fmt.Sprint(want.Outcomes) || fmt.Sprint(streamed) != fmt.Sprint(want.Outcomes) {
		t.Errorf("outcomes %v, streamed %v, want %v", outcomes, streamed, want.Outcomes)
	}
	if len(whole.Notes) > 0 || len(total.Notes) > 0 {
		t.Errorf("notes %q, %q", whole.Notes, total.Notes)
	}
}

// BenchmarkLog is 1 MB of a PBX's log with a call in it.
func BenchmarkLog(b *testing.B) {
	noise := strings.Repeat("[2026-02-11 09:29:59] VERBOSE[1201][C-000000a7] app_dial.c: Called PJSIP/5550102/sip:5550102@198.51.100.30:5060\n", 1<<20/110)
	benchmarkRead(b, noise+paste, sevenMessages)
}

// BenchmarkStream is a capture of 2,000 calls, read as a summary reads it; a
// message costs what ns/message says.
func BenchmarkStream(b *testing.B) {
	var file bytes.Buffer
	counts, err := traffic.Write(&file, traffic.Options{Calls: 2000, Open: 300, Seed: 3})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		total := Stream([]Part{{Reader: bytes.NewReader(file.Bytes())}}, Options{}, func(*Trace) {})
		if total.Count() != counts.Messages {
			b.Fatalf("%d messages, want %d", total.Count(), counts.Messages)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*counts.Messages), "ns/message")
}
