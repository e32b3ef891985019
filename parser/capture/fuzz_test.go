package capture

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFile reads any bytes as a file: no crash, no message that is longer than the
// input, nothing held at the end, every note a sentence.
func FuzzFile(f *testing.F) {
	f.Add(pcapOf(linkEthernet, etherOf(udpOf(phone, proxy, options(1)))))
	f.Add(pcapngOf(binary.LittleEndian))
	f.Add(pcapngOf(binary.BigEndian))
	f.Add(join([]byte(snoopMagic), u32(2), u32(snoopEthernet), u32(9), u32(9), u32(snoopRecord+12), u32(0), u32(1), u32(5), make([]byte, 12)))
	f.Add(gzipped(pcapOf(linkRaw, udpOf(phone, proxy, options(1)))))
	f.Fuzz(func(t *testing.T, file []byte) {
		longest := 0
		info, err := Read(bytes.NewReader(file), Limits{Bytes: 1 << 20}, func(p Packet) { longest = max(longest, len(p.Payload)) })
		if err != nil {
			return
		}
		if longest > 1<<20 || info.Bytes > int64(len(file)) {
			t.Errorf("a message of %d bytes, %d bytes read of %d", longest, info.Bytes, len(file))
		}
		for _, note := range info.Notes {
			if note == "" || !utf8.ValidString(note) || strings.Contains(note, "%!") {
				t.Errorf("note %q", note)
			}
		}
	})
}

// fuzzPackets takes packets of any link type apart that stand behind each other,
// each with its length.
func fuzzPackets(t *testing.T, link uint32, data []byte) {
	d := newDecoder(Limits{Buffer: 1 << 16, Streams: 16}.withDefaults(false), func(p Packet) {
		if len(p.Payload) == 0 || len(p.Payload) > maxDatagram+maxMessage || !startsMessage(trimKeepAlive(p.Payload), true) {
			t.Errorf("no message: %q", p.Payload)
		}
	})
	for len(data) >= 2 {
		n := int(be.Uint16(data))
		data = data[2:]
		p := data[:min(n, len(data))]
		data = data[len(p):]
		d.now = d.now.Add(holeLife / 4)
		d.link(link, bytes.Clone(p))
		if d.held < 0 || d.held > 4<<20 {
			t.Fatalf("%d bytes are held", d.held)
		}
	}
	d.finish(&pcap{})
	if d.held != 0 || len(d.streams.open) != 0 {
		t.Errorf("%d bytes and %d connections are still held at the end", d.held, len(d.streams.open))
	}
}

func lengthened(packets ...[]byte) []byte {
	var b []byte
	for _, p := range packets {
		b = append(append(b, u16(len(p))...), p...)
	}
	return b
}

// FuzzLink takes frames of all link types apart.
func FuzzLink(f *testing.F) {
	for _, link := range []uint32{linkEthernet, linkCooked, linkNull, linkPPP, linkRadiotap, linkNFLOG, linkExported, linkPflog, linkPKTAP, linkJuniper, linkERF, linkATM, linkSCTP, linkPPPoE} {
		f.Add(link, lengthened(etherOf(udpOf(phone, proxy, options(1)))))
	}
	f.Add(uint32(linkPKTAP), lengthened(pktapOf(linkEthernet, etherOf(udpOf(phone, proxy, options(1))))))
	f.Add(uint32(linkJuniper), lengthened(join([]byte("MGC\x81"), u16(6), make([]byte, 6), etherOf(udpOf(phone, proxy, options(1))))))
	f.Add(uint32(linkERF), lengthened(erfOf(0x80|2, join([]byte{0x81}, make([]byte, 7), []byte{3}, make([]byte, 7), u16(0), etherOf(udpOf(phone, proxy, options(1)))))))
	f.Add(uint32(linkEthernet), lengthened(join(make([]byte, 12), u16(etherServiceHop), []byte{0, 2, 1, 1}, u32(0x1ff), udpOf(phone, proxy, options(1))),
		join(make([]byte, 12), u16(etherMACsec), []byte{0x20, 0}, u32(1), make([]byte, 8), u16(etherGroupTag), []byte{1, 1}, u16(1), u16(2), u16(etherIPv4), udpOf(phone, proxy, options(2)))))
	f.Fuzz(func(t *testing.T, link uint32, data []byte) { fuzzPackets(t, link, data) })
}

// FuzzNetwork takes IP packets apart: extension headers, fragments, tunnels, UDP,
// SCTP, ICMP.
func FuzzNetwork(f *testing.F) {
	f.Add(lengthened(fragmentsOf(udpOf(phone, proxy, invite(1)), 800)...))
	f.Add(lengthened(udpOf(phone6, proxy6, options(1)), ipOf(protoIPv4, phone.Addr(), proxy.Addr(), udpOf(phone, proxy, options(2)))))
	f.Add(lengthened(ipOf(protoGRE, phone.Addr(), proxy.Addr(), join(u16(0x1000), u16(etherERSPAN2), u32(1), make([]byte, 8), etherOf(udpOf(phone, proxy, options(1)))))))
	f.Add(lengthened(ipOf(protoESP, phone.Addr(), proxy.Addr(), espOf(protoUDP, 12, udpBytes(phone, proxy, options(1)))), ipOf(protoEtherIP, phone.Addr(), proxy.Addr(), join([]byte{0x30, 0}, etherOf(udpOf(phone, proxy, options(2)))))))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzPackets(t, linkRaw, data) })
}

// FuzzDatagram reads any payload of UDP: HEP, tunnels, SIP, RTP.
func FuzzDatagram(f *testing.F) {
	f.Add(uint16(5060), []byte(options(1)+options(2)))
	f.Add(uint16(9060), hepOf(protoTCP, chunk(hepPayload, []byte(options(1)))))
	f.Add(uint16(portTZSP), join([]byte{1, 0, 0, 1, 1}, etherOf(udpOf(phone, proxy, options(1)))))
	f.Fuzz(func(t *testing.T, port uint16, p []byte) {
		to := proxy.Addr()
		fuzzPackets(t, linkRaw, lengthened(ipOf(protoUDP, phone.Addr(), to, join(u16(40000), u16(int(port)), u16(8+len(p)), u16(0), p))))
	})
}

// FuzzBytes reads any stream in any segments.
func FuzzBytes(f *testing.F) {
	f.Add([]byte(options(1)+invite(2)+"\r\n\r\n"+options(3)), uint8(50), uint8(3))
	f.Add([]byte(upgrade+frameOf(0x81, true, options(1))+frameOf(0x81, true, options(2))), uint8(7), uint8(1))
	f.Add(hepOf(protoUDP, chunk(hepPayload, []byte(options(1)))), uint8(30), uint8(2))
	f.Add([]byte(helloOf(clientHello, true)+recordOf(tlsData, 1, 2, 3)), uint8(4), uint8(0))
	f.Fuzz(func(t *testing.T, stream []byte, size, swap uint8) {
		if len(stream) > 1<<13 {
			return
		}
		all := exchanged(segmentsOf(string(stream), 1, 1+int(size)), int(swap))
		fuzzPackets(t, linkRaw, lengthened(append(opening(0), all...)...))
	})
}

// FuzzSegments cuts whole messages into segments of any size, in any order within
// a window: all must come out, in their order.
func FuzzSegments(f *testing.F) {
	f.Add([]byte{1, 2, 3}, uint8(50), uint8(3), uint32(7))
	f.Add([]byte{9, 8, 200, 7}, uint8(0), uint8(1), uint32(1<<32-300))
	f.Fuzz(func(t *testing.T, picks []byte, size, swap uint8, seq uint32) {
		var want []string
		stream := ""
		for i, pick := range picks[:min(len(picks), 6)] {
			text := options(i)
			if pick%3 == 0 {
				text = invite(i)
			}
			want = append(want, text)
			stream += text + strings.Repeat("\r\n", int(pick%5))
		}
		all := exchanged(segmentsOf(stream, int(seq+1), 1+int(size)), int(swap))
		got, _ := readAll(t, pcapOf(linkRaw, append(opening(int(seq)), all...)...))
		wantTexts(t, got, want...)
	})
}

// exchanged exchanges packets that are a distance apart.
func exchanged(all [][]byte, distance int) [][]byte {
	for i := 0; distance > 0 && i+distance < len(all); i += 2*distance + 1 {
		all[i], all[i+distance] = all[i+distance], all[i]
	}
	return all
}
