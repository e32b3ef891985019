//go:build referee

package capture

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/crc32"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"
)

// The referees compare what is read here with what tshark and sngrep read, on
// captures that gopacket writes. They run with -tags referee and fail where a
// program is missing.

// call is a call with its challenge and its end, of which the INVITE is too long
// for one Ethernet frame.
func call(n int) []string {
	text := func(start, method string, cseq int, more string) string {
		return fmt.Sprintf("%s\r\nVia: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK%d%s%d\r\nFrom: <sip:5550101@192.0.2.20>;tag=f%d\r\nTo: <sip:5550102@192.0.2.20>\r\n"+
			"Call-ID: call%d@198.51.100.7\r\nCSeq: %d %s\r\n%s", start, n, strings.ToLower(method[:2]), cseq, n, n, cseq, method, more)
	}
	body := "v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n" + strings.Repeat("a=x-filler:of a very long offer, as browsers send it\r\n", 24)
	sdp := fmt.Sprintf("Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	const none = "Content-Length: 0\r\n\r\n"
	return []string{
		text("INVITE sip:5550102@192.0.2.20 SIP/2.0", "INVITE", 1, sdp),
		"<" + text("SIP/2.0 407 Proxy Authentication Required", "INVITE", 1, none),
		text("ACK sip:5550102@192.0.2.20 SIP/2.0", "ACK", 1, none),
		text("INVITE sip:5550102@192.0.2.20 SIP/2.0", "INVITE", 2, sdp),
		"<" + text("SIP/2.0 180 Ringing", "INVITE", 2, none),
		"<" + text("SIP/2.0 200 OK", "INVITE", 2, sdp),
		text("ACK sip:5550102@192.0.2.20 SIP/2.0", "ACK", 2, none),
		text("BYE sip:5550102@192.0.2.20 SIP/2.0", "BYE", 3, none),
		"<" + text("SIP/2.0 200 OK", "BYE", 3, none),
	}
}

var serialize = gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}

func bytesOf(t *testing.T, parts ...gopacket.SerializableLayer) []byte {
	t.Helper()
	b := gopacket.NewSerializeBuffer()
	if err := gopacket.SerializeLayers(b, serialize, parts...); err != nil {
		t.Fatal(err)
	}
	return bytes.Clone(b.Bytes())
}

// ends are the addresses of a message, turned round for answers.
func ends(text string) (from, to net.IP, message string) {
	a, b := net.IP{198, 51, 100, 7}, net.IP{192, 0, 2, 20}
	if answer, ok := strings.CutPrefix(text, "<"); ok {
		return b, a, answer
	}
	return a, b, text
}

func ethernet(kind layers.EthernetType) *layers.Ethernet {
	return &layers.Ethernet{SrcMAC: net.HardwareAddr{2, 0, 0, 0, 0, 1}, DstMAC: net.HardwareAddr{2, 0, 0, 0, 0, 2}, EthernetType: kind}
}

// udp4 is a datagram of IPv4.
func udp4(t *testing.T, text string) []byte {
	from, to, message := ends(text)
	ip := &layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocolUDP, SrcIP: from, DstIP: to}
	u := &layers.UDP{SrcPort: 5060, DstPort: 5060}
	u.SetNetworkLayerForChecksum(ip)
	return bytesOf(t, ip, u, gopacket.Payload(message))
}

func udp6(t *testing.T, text string) []byte {
	_, to, message := ends(text)
	ip := &layers.IPv6{Version: 6, HopLimit: 64, NextHeader: layers.IPProtocolUDP, SrcIP: net.ParseIP("2001:db8::7"), DstIP: net.ParseIP("2001:db8::20")}
	if to[0] == 198 {
		ip.SrcIP, ip.DstIP = ip.DstIP, ip.SrcIP
	}
	u := &layers.UDP{SrcPort: 5060, DstPort: 5060}
	u.SetNetworkLayerForChecksum(ip)
	return bytesOf(t, ip, u, gopacket.Payload(message))
}

// outer4 is a packet of IPv4 with other addresses around.
func outer4(t *testing.T, proto layers.IPProtocol, inside ...gopacket.SerializableLayer) []byte {
	ip := &layers.IPv4{Version: 4, TTL: 64, Protocol: proto, SrcIP: net.IP{203, 0, 113, 1}, DstIP: net.IP{203, 0, 113, 2}}
	for _, l := range inside {
		if u, ok := l.(*layers.UDP); ok {
			u.SetNetworkLayerForChecksum(ip)
		}
	}
	return bytesOf(t, append([]gopacket.SerializableLayer{ip}, inside...)...)
}

// each makes one packet of each message.
func each(make func(*testing.T, string) []byte) func(*testing.T, []string) [][]byte {
	return func(t *testing.T, texts []string) [][]byte {
		var all [][]byte
		for _, text := range texts {
			all = append(all, make(t, text))
		}
		return all
	}
}

func inEthernet(make func(*testing.T, string) []byte) func(*testing.T, []string) [][]byte {
	return each(func(t *testing.T, text string) []byte { return etherOf(make(t, text)) })
}

func before(prefix []byte, make func(*testing.T, string) []byte) func(*testing.T, []string) [][]byte {
	return each(func(t *testing.T, text string) []byte { return join(prefix, make(t, text)) })
}

// stream sends the messages over one TCP connection, in segments of size bytes,
// with some of them exchanged and some repeated. wrap frames a message.
func stream(size int, disorder bool, wrap func(text string, answer bool) string, openings [2]string) func(*testing.T, []string) [][]byte {
	return func(t *testing.T, texts []string) [][]byte {
		var all [][]byte
		seqs := [2]uint32{1, 1}
		segment := func(from int, flags *layers.TCP, payload string) []byte {
			a, b := net.IP{198, 51, 100, 7}, net.IP{192, 0, 2, 20}
			flags.SrcPort, flags.DstPort, flags.Window = 33333, 5060, 65535
			if from == 1 {
				a, b, flags.SrcPort, flags.DstPort = b, a, 5060, 33333
			}
			ip := &layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocolTCP, SrcIP: a, DstIP: b}
			flags.SetNetworkLayerForChecksum(ip)
			return etherOf(bytesOf(t, ip, flags, gopacket.Payload(payload)))
		}
		send := func(from int, payload string) {
			at := len(all)
			for len(payload) > 0 {
				n := min(size, len(payload))
				all = append(all, segment(from, &layers.TCP{Seq: seqs[from], Ack: seqs[1-from], ACK: true, PSH: true}, payload[:n]))
				seqs[from] += uint32(n)
				payload = payload[n:]
			}
			if disorder && len(all)-at > 2 {
				all[at], all[at+1] = all[at+1], all[at]
				all = append(all, all[at])
			}
		}
		all = append(all, segment(0, &layers.TCP{SYN: true}, ""), segment(1, &layers.TCP{SYN: true, ACK: true, Ack: 1}, ""), segment(0, &layers.TCP{ACK: true, Seq: 1, Ack: 1}, ""))
		send(0, openings[0])
		send(1, openings[1])
		for _, text := range texts {
			answer, is := strings.CutPrefix(text, "<")
			from := 0
			if is {
				from = 1
			}
			send(from, wrap(answer, is))
		}
		return all
	}
}

func plainText(text string, _ bool) string { return text }

func webSocketText(text string, answer bool) string { return frameOf(0x81, !answer, text) }

// together sends messages of one direction that follow each other in one segment.
func together(t *testing.T, texts []string) [][]byte {
	var joined []string
	for _, text := range texts {
		last := len(joined) - 1
		if last >= 0 && strings.HasPrefix(text, "<") == strings.HasPrefix(joined[last], "<") {
			joined[last] += strings.TrimPrefix(text, "<")
			continue
		}
		joined = append(joined, text)
	}
	return stream(1<<15, false, plainText, [2]string{})(t, joined)
}

// refereed is a way to carry a call.
type refereed struct {
	name string
	link layers.LinkType
	// wide is the link type where gopacket has no name for it.
	wide    uint32
	packets func(*testing.T, []string) [][]byte
	// sngrep is set where sngrep reads it too.
	sngrep bool
	// options of tshark.
	options []string
}

func refereedCases() []refereed {
	var sll2 = join(u16(etherIPv4), make([]byte, 18))
	data := join([]byte{0x88, 1, 0, 0}, make([]byte, 22), []byte{0xaa, 0xaa, 3, 0, 0, 0, 8, 0})
	ethernetIn := func(around func(*testing.T, []byte) []byte) func(*testing.T, []string) [][]byte {
		return each(func(t *testing.T, text string) []byte { return around(t, etherOf(udp4(t, text))) })
	}
	tunnelUDP := func(port layers.UDPPort, header ...byte) func(*testing.T, []string) [][]byte {
		return ethernetIn(func(t *testing.T, frame []byte) []byte {
			return outer4(t, layers.IPProtocolUDP, &layers.UDP{SrcPort: 44444, DstPort: port}, gopacket.Payload(join(header, frame)))
		})
	}
	gre := func(kind layers.EthernetType, inside func(*testing.T, string) []byte) func(*testing.T, []string) [][]byte {
		return each(func(t *testing.T, text string) []byte {
			return outer4(t, layers.IPProtocolGRE, &layers.GRE{Protocol: kind, KeyPresent: true, Key: 7}, gopacket.Payload(inside(t, text)))
		})
	}
	return []refereed{
		{name: "Ethernet", link: layers.LinkTypeEthernet, packets: inEthernet(udp4), sngrep: true},
		{name: "IPv6", link: layers.LinkTypeEthernet, packets: inEthernet(udp6), sngrep: true},
		{name: "VLAN", link: layers.LinkTypeEthernet, sngrep: true, packets: each(func(t *testing.T, text string) []byte {
			return bytesOf(t, ethernet(layers.EthernetTypeDot1Q), &layers.Dot1Q{VLANIdentifier: 100, Type: layers.EthernetTypeIPv4}, gopacket.Payload(udp4(t, text)))
		})},
		{name: "QinQ", link: layers.LinkTypeEthernet, packets: each(func(t *testing.T, text string) []byte {
			return bytesOf(t, ethernet(layers.EthernetTypeQinQ), &layers.Dot1Q{VLANIdentifier: 5, Type: layers.EthernetTypeDot1Q}, &layers.Dot1Q{VLANIdentifier: 100, Type: layers.EthernetTypeIPv4}, gopacket.Payload(udp4(t, text)))
		})},
		{name: "MPLS", link: layers.LinkTypeEthernet, packets: each(func(t *testing.T, text string) []byte {
			return bytesOf(t, ethernet(layers.EthernetTypeMPLSUnicast), &layers.MPLS{Label: 16, TTL: 64}, &layers.MPLS{Label: 17, StackBottom: true, TTL: 64}, gopacket.Payload(udp4(t, text)))
		})},
		{name: "PPPoE", link: layers.LinkTypeEthernet, packets: each(func(t *testing.T, text string) []byte {
			return bytesOf(t, ethernet(layers.EthernetTypePPPoESession), &layers.PPPoE{Version: 1, Type: 1, SessionId: 9}, &layers.PPP{PPPType: layers.PPPTypeIPv4}, gopacket.Payload(udp4(t, text)))
		})},
		{name: "cooked", link: layers.LinkTypeLinuxSLL, sngrep: true, packets: before(join(make([]byte, 4), []byte{0, 6}, make([]byte, 8), u16(etherIPv4)), udp4)},
		{name: "cooked 2", wide: linkCooked2, packets: before(sll2, udp4)},
		{name: "raw", link: layers.LinkTypeRaw, packets: each(udp4), sngrep: true},
		{name: "null", link: layers.LinkTypeNull, packets: before([]byte{2, 0, 0, 0}, udp4), sngrep: true},
		{name: "loop", link: layers.LinkTypeLoop, packets: before([]byte{0, 0, 0, 24}, udp6)},
		{name: "PPP", link: layers.LinkTypePPP, packets: before([]byte{0xff, 3, 0, 0x21}, udp4)},
		{name: "802.11", link: layers.LinkTypeIEEE802_11, packets: before(data, udp4)},
		{name: "radiotap", link: layers.LinkTypeIEEE80211Radio, packets: before(join([]byte{0, 0, 8, 0, 0, 0, 0, 0}, data), udp4)},
		{name: "macOS, all interfaces", wide: linkPKTAP, packets: each(func(t *testing.T, text string) []byte { return pktapOf(linkEthernet, etherOf(udp4(t, text))) })},
		{name: "Junos", wide: linkJuniper, packets: before([]byte("MGC\x01"), func(t *testing.T, text string) []byte { return etherOf(udp4(t, text)) })},
		{name: "Junos with extensions", wide: linkJuniper, packets: before([]byte("MGC\x81\x00\x06\x01\x01\x00\x02\x01\x00"), func(t *testing.T, text string) []byte { return etherOf(udp4(t, text)) })},
		{name: "Junos without a link layer", wide: linkJuniper, packets: before([]byte("MGC\x02\x02\x00\x00\x00"), udp4)},
		{name: "capture card", wide: linkERF, packets: each(func(t *testing.T, text string) []byte { return erfOf(2, join(u16(0), etherOf(udp4(t, text)), u32(0))) })},
		{name: "ATM", wide: linkATM, packets: before([]byte{0xaa, 0xaa, 3, 0, 0, 0, 8, 0}, udp4)},
		{name: "TrustSec", link: layers.LinkTypeEthernet, packets: before(join(make([]byte, 12), u16(etherGroupTag), []byte{1, 1}, u16(1), u16(2), u16(etherIPv4)), udp4)},
		{name: "VXLAN-GPE", link: layers.LinkTypeRaw, packets: each(func(t *testing.T, text string) []byte {
			return outer4(t, layers.IPProtocolUDP, &layers.UDP{SrcPort: 44444, DstPort: portGPE}, gopacket.Payload(join([]byte{0x0c, 0, 0, 1, 0, 0, 1, 0}, udp4(t, text))))
		})},
		{name: "LISP", link: layers.LinkTypeRaw, packets: each(func(t *testing.T, text string) []byte {
			return outer4(t, layers.IPProtocolUDP, &layers.UDP{SrcPort: 44444, DstPort: portLISP}, gopacket.Payload(join(make([]byte, 8), udp4(t, text))))
		})},
		{name: "Ethernet in IP", link: layers.LinkTypeRaw, packets: each(func(t *testing.T, text string) []byte {
			return outer4(t, protoEtherIP, gopacket.Payload(join([]byte{0x30, 0}, etherOf(udp4(t, text)))))
		})},
		{name: "IPsec without encryption", link: layers.LinkTypeRaw, options: nullESP, packets: each(func(t *testing.T, text string) []byte {
			p := udp4(t, text)
			return outer4(t, layers.IPProtocolESP, gopacket.Payload(espOf(protoUDP, 12, p[20:])))
		})},
		{name: "IPsec tunnel without encryption", link: layers.LinkTypeRaw, options: nullESP, packets: each(func(t *testing.T, text string) []byte {
			return outer4(t, layers.IPProtocolESP, gopacket.Payload(espOf(protoIPv4, 12, udp4(t, text))))
		})},
		{name: "IP in IP", link: layers.LinkTypeRaw, sngrep: true, packets: each(func(t *testing.T, text string) []byte {
			return outer4(t, layers.IPProtocolIPv4, gopacket.Payload(udp4(t, text)))
		})},
		{name: "6in4", link: layers.LinkTypeRaw, packets: each(func(t *testing.T, text string) []byte {
			return outer4(t, layers.IPProtocolIPv6, gopacket.Payload(udp6(t, text)))
		})},
		{name: "GRE", link: layers.LinkTypeRaw, packets: gre(layers.EthernetTypeIPv4, udp4)},
		{name: "Ethernet in GRE", link: layers.LinkTypeRaw, packets: gre(layers.EthernetTypeTransparentEthernetBridging, func(t *testing.T, text string) []byte { return etherOf(udp4(t, text)) })},
		{name: "ERSPAN", link: layers.LinkTypeRaw, packets: ethernetIn(func(t *testing.T, frame []byte) []byte {
			return outer4(t, layers.IPProtocolGRE, &layers.GRE{Protocol: layers.EthernetTypeERSPAN, SeqPresent: true, Seq: 5}, &layers.ERSPANII{Version: 1, SessionID: 1}, gopacket.Payload(frame))
		})},
		{name: "VXLAN", link: layers.LinkTypeRaw, packets: tunnelUDP(4789, 8, 0, 0, 0, 0, 0, 1, 0)},
		{name: "Geneve", link: layers.LinkTypeRaw, packets: tunnelUDP(6081, 0, 0, 0x65, 0x58, 0, 0, 1, 0)},
		{name: "TZSP", link: layers.LinkTypeRaw, packets: tunnelUDP(37008, 1, 0, 0, 1, 1)},
		{name: "GTP-U", link: layers.LinkTypeRaw, packets: each(func(t *testing.T, text string) []byte {
			inner := udp4(t, text)
			return outer4(t, layers.IPProtocolUDP, &layers.UDP{SrcPort: 2152, DstPort: 2152}, gopacket.Payload(join([]byte{0x30, 255}, u16(len(inner)), u32(7), inner)))
		})},
		{name: "fragments, the last first", link: layers.LinkTypeRaw, packets: func(t *testing.T, texts []string) [][]byte {
			var all [][]byte
			for _, text := range texts {
				p := udp4(t, text)
				copy(p[4:], u32(int(crc32.ChecksumIEEE([]byte(text))))[2:])
				parts := fragmentsOf(p, 504)
				slices.Reverse(parts)
				all = append(all, parts...)
			}
			return all
		}},
		{name: "TCP", link: layers.LinkTypeEthernet, packets: stream(1460, false, plainText, [2]string{}), sngrep: true},
		{name: "TCP in small segments", link: layers.LinkTypeEthernet, packets: stream(100, false, plainText, [2]string{})},
		{name: "TCP out of order, repeated", link: layers.LinkTypeEthernet, packets: stream(300, true, plainText, [2]string{}), options: []string{"-o", "tcp.reassemble_out_of_order:TRUE"}},
		{name: "TCP, several messages in a segment", link: layers.LinkTypeEthernet, packets: together},
		{name: "WebSocket", link: layers.LinkTypeEthernet, packets: stream(1460, false, webSocketText, [2]string{upgrade, upgraded}), options: []string{"-d", "tcp.port==5060,http"}},
		{name: "SCTP", link: layers.LinkTypeRaw, packets: func(t *testing.T, texts []string) [][]byte {
			var all [][]byte
			for i, text := range texts {
				from, to, message := ends(text)
				ip := &layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocolSCTP, SrcIP: from, DstIP: to}
				chunk := &layers.SCTPData{BeginFragment: true, EndFragment: true, TSN: uint32(i), StreamId: 1, StreamSequence: uint16(i)}
				chunk.Type, chunk.Length, chunk.Payload = layers.SCTPChunkTypeData, uint16(16+len(message)), []byte(message)
				all = append(all, bytesOf(t, ip, &layers.SCTP{SrcPort: 5060, DstPort: 5060, VerificationTag: 1}, chunk))
			}
			return all
		}},
	}
}

// nullESP has tshark look for IPsec without encryption.
var nullESP = []string{"-o", "esp.enable_null_encryption_decode_heuristic:TRUE"}

func TestReferees(t *testing.T) {
	const calls = 3
	for _, c := range refereedCases() {
		t.Run(c.name, func(t *testing.T) {
			var packets [][]byte
			for n := range calls {
				texts := call(n)
				packets = append(packets, c.packets(t, texts)...)
			}
			if strings.Contains(c.name, "TCP") || c.name == "WebSocket" || c.name == "SCTP" {
				// One connection carries all calls.
				packets = c.packets(t, slices.Concat(call(0), call(1), call(2)))
			}
			for _, format := range []string{"pcap", "pcapng"} {
				file := writeCapture(t, c, format, packets)
				ours := readOurs(t, file)
				if len(ours) != calls*len(call(0)) {
					t.Errorf("%s: %d messages of %d are read", format, len(ours), calls*len(call(0)))
				}
				if theirs := readTshark(t, file, c.options...); !slices.Equal(ours, theirs) {
					t.Errorf("%s: we read\n%s\ntshark reads\n%s", format, strings.Join(ours, "\n"), strings.Join(theirs, "\n"))
				}
				if c.sngrep && format == "pcap" {
					if n := readSngrep(t, file); n != calls {
						t.Errorf("sngrep reads %d calls, want %d", n, calls)
					}
				}
			}
		})
	}
}

func writeCapture(t *testing.T, c refereed, format string, packets [][]byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "capture."+format)
	var b bytes.Buffer
	write := func(ci gopacket.CaptureInfo, p []byte) error { return nil }
	switch {
	case c.wide > 0:
		b.Write(pcapOf(c.wide, packets...))
		packets = nil
	case format == "pcap":
		w := pcapgo.NewWriterNanos(&b)
		if err := w.WriteFileHeader(262144, c.link); err != nil {
			t.Fatal(err)
		}
		write = w.WritePacket
	default:
		w, err := pcapgo.NewNgWriter(&b, c.link)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Flush()
		write = func(ci gopacket.CaptureInfo, p []byte) error {
			return cmp.Or(w.WritePacket(ci, p), w.Flush())
		}
	}
	for i, p := range packets {
		ci := gopacket.CaptureInfo{Timestamp: started.Add(time.Duration(i) * 10 * time.Millisecond), CaptureLength: len(p), Length: len(p)}
		if err := write(ci, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

var callID = regexp.MustCompile(`(?m)^Call-ID: (\S+)`)
var cseq = regexp.MustCompile(`(?m)^CSeq: (\d+ \w+)`)
var status = regexp.MustCompile(`^SIP/2.0 (\d+)`)

// readOurs lists "Call-ID CSeq status" of each message, sorted.
func readOurs(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	messages, _ := readAll(t, data)
	var all []string
	for _, m := range messages {
		if m.Cut {
			t.Errorf("a message is cut: %q", m.Text)
		}
		line := callID.FindStringSubmatch(m.Text)[1] + " " + cseq.FindStringSubmatch(m.Text)[1]
		if code := status.FindStringSubmatch(m.Text); code != nil {
			line += " " + code[1]
		}
		all = append(all, line)
	}
	slices.Sort(all)
	return all
}

// readTshark is the same list as tshark has it. A packet may hold several
// messages, whose codes are only given for the answers among them.
func readTshark(t *testing.T, file string, options ...string) []string {
	t.Helper()
	arguments := append([]string{"-2", "-r", file, "-Y", "sip", "-T", "fields", "-E", "occurrence=a", "-E", "aggregator=|", "-E", "separator=/t", "-e", "sip.Call-ID", "-e", "sip.CSeq", "-e", "sip.Status-Code"}, options...)
	out, err := exec.Command("tshark", arguments...).Output()
	if err != nil {
		t.Fatalf("tshark: %v", err)
	}
	var all []string
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		fields := strings.Split(line+"\t\t", "\t")
		ids, numbers, codes := strings.Split(fields[0], "|"), strings.Split(fields[1], "|"), fields[2]
		for i := range numbers {
			entry := ids[min(i, len(ids)-1)] + " " + numbers[i]
			if codes != "" {
				// Answers travel in packets of their own here.
				entry += " " + strings.Split(codes, "|")[min(i, strings.Count(codes, "|"))]
			}
			all = append(all, entry)
		}
	}
	slices.Sort(all)
	return all
}

// readSngrep is how many dialogs sngrep finds.
func readSngrep(t *testing.T, file string) int {
	t.Helper()
	out, err := exec.Command("sngrep", "-N", "-I", file).CombinedOutput()
	if err != nil {
		t.Fatalf("sngrep: %v: %s", err, out)
	}
	counts := regexp.MustCompile(`Dialog count: (\d+)`).FindAllStringSubmatch(string(out), -1)
	n := 0
	if len(counts) > 0 {
		fmt.Sscan(counts[len(counts)-1][1], &n)
	}
	return n
}
