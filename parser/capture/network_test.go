package capture

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestLinkLayers(t *testing.T) {
	ip := udpOf(phone, proxy, options(1))
	six := udpOf(phone6, proxy6, options(1))
	snap := []byte{0xaa, 0xaa, 3, 0, 0, 0, 8, 0}
	data := join([]byte{0x88, 1, 0, 0}, make([]byte, 22), snap, ip) // 802.11 QoS data
	nflog := func(p []byte) []byte {
		head := []byte{2, 0, 0, 0, 8, 0, 1, 0, 0, 0, 0, 0}
		return join(head, binary.LittleEndian.AppendUint16(nil, uint16(4+len(p))), []byte{9, 0}, p)
	}
	for _, c := range []struct {
		name string
		link uint32
		p    []byte
	}{
		{"Ethernet", linkEthernet, etherOf(ip)},
		{"Ethernet with a trailer", linkEthernet, join(etherOf(ip), make([]byte, 9))},
		{"VLAN", linkEthernet, join(make([]byte, 12), u16(etherVLAN), u16(100), u16(etherIPv4), ip)},
		{"QinQ", linkEthernet, join(make([]byte, 12), u16(etherQinQ), u16(100), u16(etherVLAN), u16(7), u16(etherIPv6), six)},
		{"802.3 with SNAP", linkEthernet, join(make([]byte, 12), u16(8+len(ip)), snap, ip)},
		{"MPLS", linkEthernet, join(make([]byte, 12), u16(etherMPLS), u32(16<<12|64), u32(17<<12|1<<8|64), ip)},
		{"Ethernet over MPLS", linkEthernet, join(make([]byte, 12), u16(etherMPLS), u32(17<<12|1<<8|64), u32(0), etherOf(ip))},
		{"TrustSec", linkEthernet, join(make([]byte, 12), u16(etherGroupTag), []byte{1, 1}, u16(1), u16(2), u16(etherIPv4), ip)},
		{"MACsec, not encrypted", linkEthernet, join(make([]byte, 12), u16(etherMACsec), []byte{0x20, 0}, u32(1), make([]byte, 8), u16(etherIPv4), ip, make([]byte, 16))},
		{"VN-tag", linkEthernet, join(make([]byte, 12), u16(etherVNTag), u32(7), u16(etherIPv4), ip)},
		{"backbone of a provider", linkEthernet, join(make([]byte, 12), u16(etherBackbone), u32(1), etherOf(ip))},
		{"service chain", linkEthernet, join(make([]byte, 12), u16(etherServiceHop), []byte{0, 2, 1, 1}, u32(0x1ff), ip)},
		{"service chain of frames", linkEthernet, join(make([]byte, 12), u16(etherServiceHop), []byte{0, 6, 1, 3}, u32(0x1ff), make([]byte, 16), etherOf(ip))},
		{"ATM", linkATM, join(snap, ip)},
		{"ATM with PPP", linkATM, join([]byte{0xfe, 0xfe, 3, 0xcf, 0, 0x21}, ip)},
		{"PPPoE", linkEthernet, join(make([]byte, 12), u16(etherPPPoE), []byte{0x11, 0, 0, 1}, u16(len(ip)+2), u16(0x21), ip)},
		{"cooked", linkCooked, join(make([]byte, 14), u16(etherIPv4), ip)},
		{"cooked with VLAN", linkCooked, join(make([]byte, 14), u16(etherVLAN), u16(100), u16(etherIPv4), ip)},
		{"cooked 2", linkCooked2, join(u16(etherIPv6), make([]byte, 18), six)},
		{"raw", linkRaw, ip}, {"raw, BSD", linkRawBSD, six}, {"IPv4", linkIPv4, ip}, {"IPv6", linkIPv6, six},
		{"null", linkNull, join([]byte{2, 0, 0, 0}, ip)},
		{"null, big endian", linkNull, join([]byte{0, 0, 0, 30}, six)},
		{"loop", linkLoop, join([]byte{0, 0, 0, 2}, ip)},
		{"PPP", linkPPP, join(u16(0x21), ip)}, {"PPP, short protocol", linkPPP, join([]byte{0x57}, six)},
		{"PPP as HDLC", linkPPPHDLC, join([]byte{0xff, 3, 0, 0x21}, ip)},
		{"Cisco HDLC", linkCiscoHDLC, join([]byte{0x0f, 0, 8, 0}, ip)},
		{"pflog", linkPflog, join([]byte{61, 2, 0, 0}, make([]byte, 60), ip)},
		{"nflog", linkNFLOG, nflog(ip)},
		{"802.11", linkWiFi, data},
		{"radiotap", linkRadiotap, join([]byte{0, 0, 8, 0, 0, 0, 0, 0}, data)},
		{"PPI", linkPPI, join([]byte{0, 0, 8, 0, 105, 0, 0, 0}, data)},
		{"macOS, all interfaces", linkPKTAP, pktapOf(linkEthernet, etherOf(ip))},
		{"macOS, a tunnel's interface", linkPKTAPUser, pktapOf(linkNull, join([]byte{30, 0, 0, 0}, six))},
		{"Junos", linkJuniper, join([]byte("MGC\x01"), etherOf(ip))},
		{"Junos with extensions", linkJuniper, join([]byte("MGC\x81"), u16(6), make([]byte, 6), etherOf(ip))},
		{"Junos without a link layer", linkJuniper, join([]byte("MGC\x82"), u16(3), make([]byte, 3), []byte{2, 0, 0, 0}, ip)},
		{"capture card", linkERF, erfOf(2, join(u16(0), etherOf(ip)))},
		{"capture card, with extensions", linkERF, erfOf(0x80|2, join([]byte{0x81}, make([]byte, 7), []byte{3}, make([]byte, 7), u16(0), etherOf(ip)))},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, info := readAll(t, pcapOf(c.link, c.p))
			wantTexts(t, got, options(1))
			if len(info.Notes) > 0 {
				t.Errorf("notes %q", info.Notes)
			}
		})
	}
}

// pktapOf is a packet as macOS captures it on all interfaces.
func pktapOf(link uint32, p []byte) []byte {
	le := binary.LittleEndian
	return join(le.AppendUint32(nil, 108), le.AppendUint32(nil, 1), le.AppendUint32(nil, link), make([]byte, 96), p)
}

// erfOf is a record of a capture card, with what follows its header.
func erfOf(kind byte, p []byte) []byte {
	return join(make([]byte, 8), []byte{kind, 4}, u16(16+len(p)), u16(0), u16(len(p)), p)
}

// espOf is a packet of IPsec that is not encrypted.
func espOf(next byte, check int, inner []byte) []byte {
	padding := []byte{1, 2, 3}[:(4-(len(inner)+2)%4)%4]
	return join(u32(7), u32(1), inner, padding, []byte{byte(len(padding)), next}, bytes.Repeat([]byte{0xa7}, check))
}

func TestNetworkLayers(t *testing.T) {
	a, b := phone.Addr(), proxy.Addr()
	outer, outer2 := netip.MustParseAddr("203.0.113.1"), netip.MustParseAddr("203.0.113.2")
	six, six2 := phone6.Addr(), proxy6.Addr()
	ip := udpOf(phone, proxy, options(1))
	udp := udpBytes(phone, proxy, options(1))
	gre := func(flags, kind int, rest ...[]byte) []byte {
		return ipOf(protoGRE, outer, outer2, join(u16(flags), u16(kind), join(rest...)))
	}
	tunnel := func(port uint16, parts ...[]byte) []byte {
		return udpOf(netip.AddrPortFrom(outer, 40000), netip.AddrPortFrom(outer2, port), string(join(parts...)))
	}
	withOptions := join([]byte{0x46, 0}, u16(24+len(udp)), u32(0), []byte{64, protoUDP, 0, 0}, a.AsSlice(), b.AsSlice(), []byte{1, 1, 1, 0}, udp)
	offloaded := slices.Clone(ip)
	offloaded[2], offloaded[3] = 0, 0
	for _, c := range []struct {
		name string
		p    []byte
	}{
		{"IPv4 options", withOptions},
		{"IPv4 without a length", offloaded},
		{"IPv6 extension headers", ipOf(protoHopByHop, six, six2, join([]byte{protoRouting, 0}, make([]byte, 6), []byte{protoOptions, 1}, make([]byte, 14), []byte{protoUDP, 0}, make([]byte, 6), udpBytes(phone6, proxy6, options(1))))},
		{"IPv6 atomic fragment", ipOf(protoFragment, six, six2, join([]byte{protoUDP, 0}, u16(0), u32(9), udpBytes(phone6, proxy6, options(1))))},
		{"authentication header", ipOf(protoAH, a, b, join([]byte{protoUDP, 4}, make([]byte, 22), udp))},
		{"IPsec without encryption", ipOf(protoESP, a, b, espOf(protoUDP, 12, udp))},
		{"IPsec without encryption, SHA-256", ipOf(protoESP, six, six2, espOf(protoUDP, 16, udpBytes(phone6, proxy6, options(1))))},
		{"IPsec tunnel without encryption", ipOf(protoESP, outer, outer2, espOf(protoIPv4, 12, ip))},
		{"IPsec without encryption through NAT", tunnel(portNATT, espOf(protoIPv4, 12, ip))},
		{"IP in IP", ipOf(protoIPv4, outer, outer2, ip)},
		{"6in4", ipOf(protoIPv6, outer, outer2, udpOf(phone6, proxy6, options(1)))},
		{"GRE", gre(0, etherIPv4, ip)},
		{"GRE with checksum, key and number", gre(0xb000, etherIPv4, make([]byte, 12), ip)},
		{"GRE of PPTP", gre(0x3081, etherPPP, u16(0), u16(1), u32(1), u32(1), u16(0x21), ip)},
		{"Ethernet in GRE", gre(0, etherTEB, etherOf(ip))},
		{"ERSPAN I", gre(0, etherERSPAN2, etherOf(ip))},
		{"ERSPAN II", gre(0x1000, etherERSPAN2, u32(1), make([]byte, 8), etherOf(ip))},
		{"ERSPAN III", gre(0x1000, etherERSPAN3, u32(1), make([]byte, 11), []byte{1}, make([]byte, 8), etherOf(ip))},
		{"VXLAN", tunnel(portVXLAN, []byte{8, 0, 0, 0, 0, 0, 1, 0}, etherOf(ip))},
		{"VXLAN-GPE", tunnel(portGPE, []byte{0x0c, 0, 0, 1, 0, 0, 1, 0}, ip)},
		{"LISP", tunnel(portLISP, []byte{0x80, 0, 0, 1, 0, 0, 0, 0}, ip)},
		{"MPLS in UDP", tunnel(portMPLS, u32(16<<12|64), u32(17<<12|1<<8|64), ip)},
		{"Ethernet in IP", ipOf(protoEtherIP, outer, outer2, join([]byte{0x30, 0}, etherOf(ip)))},
		{"Geneve", tunnel(portGeneve, []byte{1, 0, 0x65, 0x58, 0, 0, 1, 0, 0, 0, 0, 0}, etherOf(ip))},
		{"GTP-U", tunnel(portGTP, []byte{0x30, 255}, u16(len(ip)), u32(77), ip)},
		{"GTP-U with an extension", tunnel(portGTP, []byte{0x34, 255}, u16(len(ip)), u32(77), []byte{0, 1, 0, 0x85, 1, 0, 9, 0}, ip)},
		{"TZSP", tunnel(portTZSP, []byte{1, 0, 0, 1, 0, 13, 2, 9, 9, 1}, etherOf(ip))},
		{"L2TP", tunnel(portL2TP, []byte{0x40, 2}, u16(0), u16(1), u16(1), []byte{0xff, 3, 0, 0x21}, ip)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := readAll(t, pcapOf(linkRaw, c.p))
			wantTexts(t, got, options(1))
			for _, m := range got {
				if m.Src != phone.String() && m.Src != phone6.String() || m.Cut {
					t.Errorf("from %s, cut %v", m.Src, m.Cut)
				}
			}
		})
	}
}

func TestEncryptedIPsecIsNotRead(t *testing.T) {
	source := rand.New(rand.NewPCG(1, 2))
	var all [][]byte
	for range 2000 {
		p := make([]byte, 64+source.IntN(1000))
		for i := range p {
			p[i] = byte(source.Uint32())
		}
		all = append(all, ipOf(protoESP, phone.Addr(), proxy.Addr(), p))
	}
	got, info := readAll(t, pcapOf(linkRaw, all...))
	wantTexts(t, got)
	if len(info.Notes) != 1 || !strings.Contains(info.Notes[0], "an encrypted tunnel (IPsec ESP)") {
		t.Errorf("notes %q", info.Notes)
	}
}

// TestRTPOnPortsOfTunnels has audio on ports that tunnels use too.
func TestRTPOnPortsOfTunnels(t *testing.T) {
	for _, port := range []uint16{portL2TP, portGTP, portLISP, portNATT, portVXLAN, portGPE, portGeneve, portMPLS, portVXLAN2, portTZSP} {
		a, b := netip.AddrPortFrom(phone.Addr(), 40000), netip.AddrPortFrom(proxy.Addr(), port)
		_, info := readAll(t, pcapOf(linkRaw, udpOf(a, b, rtp(1, 0x45000010, 0)), udpOf(a, b, rtp(2, 0x45000010, 0)), udpOf(b, a, rtp(3, 0x65000010, 8)), udpOf(b, a, rtp(4, 0x65000010, 8))))
		if len(info.Media) != 2 {
			t.Errorf("port %d: media %+v", port, info.Media)
		}
	}
}

func TestTunnelsEnd(t *testing.T) {
	p := udpOf(phone, proxy, options(1))
	for range 40 {
		p = ipOf(protoIPv4, phone.Addr(), proxy.Addr(), p)
	}
	got, _ := readAll(t, pcapOf(linkRaw, p))
	wantTexts(t, got)
}

func TestFragmentsInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		first, second := fragmentsOf(udpOf(phone, proxy, invite(1)), 8+8*random.IntN(80)), fragmentsOf(udpOf(phone, proxy, invite(2)), 600)
		for _, p := range second {
			copy(p[4:], u16(8)) // another identification
		}
		all := append(slices.Clone(first), second...)
		all = append(all, all[random.IntN(len(all))]) // one comes twice
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got, _ := readAll(t, pcapOf(linkRaw, all...))
		slices.SortFunc(got, func(a, b message) int { return strings.Compare(a.Text, b.Text) })
		wantTexts(t, got, invite(1), invite(2))
		for _, m := range got {
			if m.Cut {
				t.Error("a whole message is marked as cut")
			}
		}
	}
}

func TestFragmentsOfIPv6(t *testing.T) {
	udp := udpBytes(phone6, proxy6, invite(1))
	var all [][]byte
	for at := 0; at < len(udp); at += 800 {
		end := min(at+800, len(udp))
		more := 1
		if end == len(udp) {
			more = 0
		}
		all = append(all, ipOf(protoFragment, phone6.Addr(), proxy6.Addr(), join([]byte{protoUDP, 0}, u16(at|more), u32(5), udp[at:end])))
	}
	slices.Reverse(all)
	got, _ := readAll(t, pcapOf(linkRaw, all...))
	wantTexts(t, got, invite(1))
	if len(got) == 1 && got[0].At != time.Duration(len(all)-1)*time.Millisecond {
		t.Errorf("time %v is not that of the first byte", got[0].At)
	}
}

func TestMissingFragmentCutsTheMessage(t *testing.T) {
	all := fragmentsOf(udpOf(phone, proxy, invite(1)), 800)
	got, info := readAll(t, pcapOf(linkRaw, all[:len(all)-1]...))
	if len(got) != 1 || !got[0].Cut || !strings.HasPrefix(invite(1), got[0].Text) {
		t.Errorf("got %+v", got)
	}
	if !strings.Contains(strings.Join(info.Notes, "\n"), "fragments are missing") {
		t.Errorf("notes %q", info.Notes)
	}
	// The rest without its beginning says nothing.
	got, _ = readAll(t, pcapOf(linkRaw, all[1:]...))
	wantTexts(t, got)
}

// TestManyFragmentsAreBounded sends a million tiny fragments that belong to
// nothing.
func TestManyFragmentsAreBounded(t *testing.T) {
	d := newDecoder(Limits{Buffer: 1 << 20}.withDefaults(false), func(Packet) {})
	p := ipOf(protoUDP, phone.Addr(), proxy.Addr(), make([]byte, 8))
	began := time.Now()
	for i := range 1_000_000 {
		copy(p[4:], u16(i))
		copy(p[6:], u16(0x2000|i>>3&0x1fff))
		d.link(linkRaw, p)
		if d.held > 1<<20+1<<16 {
			t.Fatalf("%d bytes are held", d.held)
		}
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if d.finish(&pcap{}); d.held != 0 {
		t.Errorf("%d bytes are still held at the end", d.held)
	}
}

func TestSnapLengthCutsMessages(t *testing.T) {
	p := etherOf(udpOf(phone, proxy, invite(1)))
	file := pcapOf(linkEthernet, p[:400])
	binary.LittleEndian.PutUint32(file[16:], 400)
	got, info := readAll(t, file)
	if len(got) != 1 || !got[0].Cut || len(got[0].Text) != 400-42 {
		t.Errorf("got %+v", got)
	}
	if len(info.Notes) != 1 || !strings.Contains(info.Notes[0], "at most 400 bytes a packet") {
		t.Errorf("notes %q", info.Notes)
	}
}

func TestICMPAboutSIPIsKept(t *testing.T) {
	request := udpOf(phone, proxy, options(1))
	port := ipOf(protoICMP, proxy.Addr(), phone.Addr(), join([]byte{3, 3, 0, 0}, u32(0), request[:28]))
	other := ipOf(protoICMP, proxy.Addr(), phone.Addr(), join([]byte{3, 3, 0, 0}, u32(0), udpOf(netip.AddrPortFrom(phone.Addr(), 40000), netip.AddrPortFrom(proxy.Addr(), 53), "x")[:28]))
	prohibited := ipOf(protoICMPv6, proxy6.Addr(), phone6.Addr(), join([]byte{1, 1, 0, 0}, u32(0), udpOf(phone6, proxy6, options(1))))
	got, info := readAll(t, pcapOf(linkRaw, request, port, other, port, prohibited))
	wantTexts(t, got, options(1))
	want := []Unreachable{
		{started.Add(time.Millisecond), started.Add(3 * time.Millisecond), proxy.Addr(), phone, proxy, "udp", PortUnreachable, 2},
		{started.Add(4 * time.Millisecond), started.Add(4 * time.Millisecond), proxy6.Addr(), phone6, proxy6, "udp", Prohibited, 1},
	}
	if !slices.Equal(info.Unreachable, want) {
		t.Errorf("got %+v\nwant %+v", info.Unreachable, want)
	}
}

// TestFragmentsOfTwoInterfaces shows each fragment twice: the message comes out
// whole, and what is left over is no loss.
func TestFragmentsOfTwoInterfaces(t *testing.T) {
	var all [][]byte
	for _, p := range fragmentsOf(udpOf(phone, proxy, invite(1)), 800) {
		all = append(all, p, p)
	}
	got, info := readAll(t, pcapOf(linkRaw, all...))
	wantTexts(t, got, invite(1))
	if len(info.Notes) > 0 {
		t.Errorf("notes %q", info.Notes)
	}
	// The same number for another datagram, at once.
	got, _ = readAll(t, pcapOf(linkRaw, append(fragmentsOf(udpOf(phone, proxy, invite(1)), 800), fragmentsOf(udpOf(phone, proxy, invite(2)), 800)...)...))
	wantTexts(t, got, invite(1), invite(2))
}
