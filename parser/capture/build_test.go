package capture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// Addresses of the tests.
var (
	phone   = netip.MustParseAddrPort("198.51.100.7:5060")
	proxy   = netip.MustParseAddrPort("192.0.2.20:5060")
	phone6  = netip.MustParseAddrPort("[2001:db8::7]:5060")
	proxy6  = netip.MustParseAddrPort("[2001:db8::20]:5060")
	started = time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
)

// options is a small message that names itself.
func options(n int) string {
	return fmt.Sprintf("OPTIONS sip:5550102@192.0.2.20 SIP/2.0\r\nVia: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKo%d\r\n"+
		"From: <sip:5550101@192.0.2.20>;tag=o%d\r\nTo: <sip:5550102@192.0.2.20>\r\nCall-ID: o%d@198.51.100.7\r\nCSeq: %d OPTIONS\r\nContent-Length: 0\r\n\r\n", n, n, n, n)
}

// invite has a body of about 1,700 bytes, so that it is fragmented.
func invite(n int) string {
	body := "v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n" + strings.Repeat("a=candidate:1 1 udp 1 198.51.100.7 40000 typ host\r\n", 32)
	return fmt.Sprintf("INVITE sip:5550102@192.0.2.20 SIP/2.0\r\nVia: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKi%d\r\n"+
		"From: <sip:5550101@192.0.2.20>;tag=i%d\r\nTo: <sip:5550102@192.0.2.20>\r\nCall-ID: i%d@198.51.100.7\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s", n, n, n, len(body), body)
}

// pcapOf is a capture of packets a millisecond apart.
func pcapOf(link uint32, packets ...[]byte) []byte {
	var b bytes.Buffer
	le := binary.LittleEndian
	head := make([]byte, 24)
	le.PutUint32(head, magicMicro)
	le.PutUint16(head[4:], 2)
	le.PutUint16(head[6:], 4)
	le.PutUint32(head[16:], 262144)
	le.PutUint32(head[20:], link)
	b.Write(head)
	for i, p := range packets {
		at := started.Add(time.Duration(i) * time.Millisecond)
		record := make([]byte, 16)
		le.PutUint32(record, uint32(at.Unix()))
		le.PutUint32(record[4:], uint32(at.Nanosecond()/1000))
		le.PutUint32(record[8:], uint32(len(p)))
		le.PutUint32(record[12:], uint32(len(p)))
		b.Write(record)
		b.Write(p)
	}
	return b.Bytes()
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func u16(v int) []byte { return be.AppendUint16(nil, uint16(v)) }
func u32(v int) []byte { return be.AppendUint32(nil, uint32(v)) }

// etherOf puts an Ethernet header before a packet of IP.
func etherOf(ip []byte) []byte {
	kind := etherIPv4
	if ip[0]>>4 == 6 {
		kind = etherIPv6
	}
	return join(make([]byte, 12), u16(kind), ip)
}

func ipOf(proto byte, src, dst netip.Addr, payload []byte) []byte {
	if src.Is6() {
		return join([]byte{0x60, 0, 0, 0}, u16(len(payload)), []byte{proto, 64}, src.AsSlice(), dst.AsSlice(), payload)
	}
	return join([]byte{0x45, 0}, u16(20+len(payload)), u16(7), u16(0), []byte{64, proto, 0, 0}, src.AsSlice(), dst.AsSlice(), payload)
}

func udpOf(src, dst netip.AddrPort, payload string) []byte {
	return ipOf(protoUDP, src.Addr(), dst.Addr(), udpBytes(src, dst, payload))
}

func udpBytes(src, dst netip.AddrPort, payload string) []byte {
	return join(u16(int(src.Port())), u16(int(dst.Port())), u16(8+len(payload)), u16(0), []byte(payload))
}

func tcpOf(src, dst netip.AddrPort, flags byte, seq, ack int, payload string) []byte {
	return ipOf(protoTCP, src.Addr(), dst.Addr(), join(u16(int(src.Port())), u16(int(dst.Port())), u32(seq), u32(ack), []byte{5 << 4, flags}, u16(65535), u32(0), []byte(payload)))
}

// fragmentsOf splits a packet of IPv4 into fragments of size bytes.
func fragmentsOf(packet []byte, size int) [][]byte {
	var all [][]byte
	payload := packet[20:]
	for at := 0; at < len(payload); at += size {
		end := min(at+size, len(payload))
		field := at / 8
		if end < len(payload) {
			field |= 0x2000
		}
		p := join(packet[:20], payload[at:end])
		copy(p[2:], u16(len(p)))
		copy(p[6:], u16(field))
		all = append(all, p)
	}
	return all
}

// message is what a test looks at of a Packet.
type message struct {
	Src, Dst, Transport, Text string
	Cut                       bool
	At                        time.Duration
}

func readAll(t testing.TB, file []byte) ([]message, Info) {
	t.Helper()
	all, info, err := read(file, Limits{})
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return all, info
}

func read(file []byte, limits Limits) ([]message, Info, error) {
	var all []message
	info, err := Read(bytes.NewReader(file), limits, func(p Packet) {
		all = append(all, message{p.Src.String(), p.Dst.String(), p.Transport, string(p.Payload), p.Cut, p.Time.Sub(started)})
	})
	return all, info, err
}

// wantTexts compares the texts of the messages in their order.
func wantTexts(t testing.TB, got []message, want ...string) {
	t.Helper()
	for i, m := range got {
		if i < len(want) && m.Text != want[i] {
			t.Errorf("message %d is\n%q\nwant\n%q", i+1, m.Text, want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d messages, want %d", len(got), len(want))
	}
}
