package capture

import (
	"bytes"
	"compress/zlib"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWhatIsSIP(t *testing.T) {
	for text, want := range map[string]bool{
		options(1):                       true,
		"SIP/2.0 200 OK\r\n\r\n":         true,
		"SIP/2.0 200\r\n\r\n":            true,
		"sip/2.0 404 not found\r\n\r\n":  true,
		"invite sip:a@b sip/2.0\r\n\r\n": true,
		"FROBNICATE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP x\r\n\r\n":                      true,
		"OPTIONS tel:+15550101 SIP/2.0\r\n\r\n":                                         true,
		"INVITE sip:a@b\r\nVia: x\r\n\r\n":                                              true, // no version: a fault, but SIP
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n":                                             false,
		"HTTP/1.1 200 OK\r\n\r\n":                                                       false,
		"OPTIONS * HTTP/1.1\r\n\r\n":                                                    false,
		"M-SEARCH * HTTP/1.1\r\n\r\n":                                                   false,
		"SIP/2.0 4294967301 better not break\r\n":                                       true, // RFC 4475 3.1.2.19
		"!interesting-Method0123456789_*+`.%indeed'~ sip:a@b SIP/2.0\r\nVia: x\r\n\r\n": true, // RFC 4475 3.1.1.2
		"SIP/2.0 OK\r\n":                                                                false,
		"SIP trunk is down\r\n":                                                         false,
		"DESCRIBE rtsp://a/b RTSP/1.0\r\n\r\n":                                          false,
		"INVITE everyone to the party\r\n":                                              false,
		"":                                                                              false,
	} {
		if got := startsMessage([]byte(text), false); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestSIPOnAnyPort(t *testing.T) {
	a, b := netip.AddrPortFrom(phone.Addr(), 53), netip.AddrPortFrom(proxy.Addr(), portVXLAN)
	got, _ := readAll(t, pcapOf(linkRaw, udpOf(a, b, options(1)), udpOf(b, a, "\r\n\r\n"+options(2))))
	wantTexts(t, got, options(1), options(2))
}

func TestSeveralMessagesInOneDatagram(t *testing.T) {
	got, info := readAll(t, pcapOf(linkRaw,
		udpOf(phone, proxy, options(1)+options(2)+"\r\n"+options(3)),
		udpOf(phone, proxy, options(4)+"what follows is ignored")))
	wantTexts(t, got, options(1), options(4)+"what follows is ignored")
	if len(info.Notes) != 1 || !strings.HasPrefix(info.Notes[0], "1 datagram holds another message behind the first, which receivers ignore") {
		t.Errorf("notes %q", info.Notes)
	}
}

// TestOtherTrafficIsNoSIP holds the protocols that share the ports and hosts of
// SIP, and that begin in letters.
func TestOtherTrafficIsNoSIP(t *testing.T) {
	stun := join(u16(1), u16(0), u32(0x2112a442), make([]byte, 12))
	dns := join([]byte("IN"), u16(0x100), u16(1), u16(0), u16(0), u16(0), []byte("\x04_sip\x04_udp\x07example\x00\x00!\x00\x01"))
	rtcp := join([]byte{0x80, 200}, u16(6), make([]byte, 24))
	t38 := []byte{0, 1, 6, 1, 0xc0, 1, 0x80, 0, 0, 0xff}
	media := netip.AddrPortFrom(phone.Addr(), 40000)
	got, info := readAll(t, pcapOf(linkRaw,
		udpOf(phone, proxy, string(stun)), udpOf(phone, proxy, "\r\n\r\n"), udpOf(phone, proxy, "\x00\x00\x00\x00"), udpOf(phone, proxy, "jaK"),
		udpOf(media, netip.AddrPortFrom(proxy.Addr(), 53), string(dns)), udpOf(media, media, string(rtcp)), udpOf(media, media, string(t38))))
	wantTexts(t, got)
	if len(info.Media) > 0 {
		t.Errorf("media %+v", info.Media)
	}
	if len(info.Notes) != 1 || !strings.HasPrefix(info.Notes[0], "no SIP was found among 7 packets") {
		t.Errorf("notes %q", info.Notes)
	}
}

func rtp(seq int, ssrc int, kind byte) string {
	return string(join([]byte{0x80, kind}, u16(seq), u32(seq*160), u32(ssrc), make([]byte, 160)))
}

func TestMediaIsCounted(t *testing.T) {
	a, b := netip.MustParseAddrPort("198.51.100.7:40000"), netip.MustParseAddrPort("192.0.2.30:20000")
	var all [][]byte
	for i := range 10 {
		all = append(all, udpOf(a, b, rtp(65530+i, 7, 0)))
		if i%2 == 0 {
			all = append(all, udpOf(b, a, rtp(i, 9, 8)))
		}
	}
	// One packet that only looks like it.
	all = append(all, udpOf(netip.AddrPortFrom(a.Addr(), 5000), b, rtp(1, 1, 0)))
	_, info := readAll(t, pcapOf(linkRaw, all...))
	ms := func(n int) time.Time { return started.Add(time.Duration(n) * time.Millisecond) }
	want := []Media{
		{Src: a, Dst: b, PayloadType: 0, Packets: 10, First: ms(0), Last: ms(14)},
		{Src: b, Dst: a, PayloadType: 8, Packets: 5, First: ms(1), Last: ms(13)},
	}
	if !slices.Equal(info.Media, want) {
		t.Errorf("got %+v\nwant %+v", info.Media, want)
	}
	if len(info.Notes) != 1 || !strings.Contains(info.Notes[0], "the audio is there") {
		t.Errorf("notes %q", info.Notes)
	}
}

func chunk(kind int, value []byte) []byte { return join(u16(0), u16(kind), u16(6+len(value)), value) }

// hepOf is a record of version 3.
func hepOf(proto byte, payload ...[]byte) []byte {
	body := join(chunk(1, []byte{2}), chunk(hepProtocol, []byte{proto}), chunk(hepSrc4, phone.Addr().AsSlice()), chunk(hepDst4, proxy.Addr().AsSlice()),
		chunk(hepSrcPort, u16(5062)), chunk(hepDstPort, u16(5060)), chunk(hepSeconds, u32(int(started.Unix())+7)), chunk(hepMicros, u32(5000)),
		chunk(hepKind, []byte{hepKindSIP}), chunk(12, u32(2001)), join(payload...))
	return join([]byte("HEP3"), u16(6+len(body)), body)
}

func TestHEP(t *testing.T) {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	w.Write([]byte(options(3)))
	w.Close()
	agent, homer := netip.MustParseAddrPort("203.0.113.5:33333"), netip.MustParseAddrPort("203.0.113.9:9060")
	secure := strings.Replace(options(2), "SIP/2.0/UDP", "SIP/2.0/TLS", 1)
	v1 := join([]byte{1, 16, 2, protoUDP}, u16(5062), u16(5060), phone.Addr().AsSlice(), proxy.Addr().AsSlice(), []byte(options(4)))
	v2 := join([]byte{2, 28, 2, protoUDP}, u16(5062), u16(5060), phone.Addr().AsSlice(), proxy.Addr().AsSlice(), make([]byte, 12), []byte(options(5)))
	log := join([]byte("HEP3"), u16(6+6+3+7), chunk(hepKind, []byte{100})[:7], chunk(hepPayload, []byte("x")))
	got, _ := readAll(t, pcapOf(linkRaw,
		udpOf(agent, homer, string(hepOf(protoUDP, chunk(hepPayload, []byte(options(1)))))),
		udpOf(agent, homer, string(hepOf(protoTCP, chunk(hepPayload, []byte(secure))))),
		udpOf(agent, homer, string(hepOf(protoUDP, chunk(hepCompressed, packed.Bytes())))),
		udpOf(agent, homer, string(hepOf(protoUDP, chunk(hepCompressed, gzipped([]byte(options(6))))))),
		udpOf(agent, homer, string(v1)), udpOf(agent, homer, string(v2)), udpOf(agent, homer, string(log))))
	wantTexts(t, got, options(1), secure, options(3), options(6), options(4), options(5))
	for i, m := range got {
		transport := "udp"
		if i == 1 {
			transport = "tls"
		}
		if m.Src != "198.51.100.7:5062" || m.Dst != "192.0.2.20:5060" || m.Transport != transport {
			t.Errorf("message %d: %s > %s over %s", i+1, m.Src, m.Dst, m.Transport)
		}
	}
	if got[0].At != 7*time.Second+5*time.Millisecond {
		t.Errorf("time %v is not the agent's", got[0].At)
	}
}

func TestSCTP(t *testing.T) {
	data := func(flags byte, tsn int, text string) []byte {
		c := join([]byte{0, flags}, u16(16+len(text)), u32(tsn), u16(1), u16(0), u32(0), []byte(text))
		return join(c, make([]byte, (4-len(c)%4)%4))
	}
	packet := func(chunks ...[]byte) []byte {
		return ipOf(protoSCTP, phone.Addr(), proxy.Addr(), join(u16(5060), u16(5060), u32(1), u32(0), join(chunks...)))
	}
	long := invite(2)
	got, _ := readAll(t, pcapOf(linkRaw,
		packet(data(3, 1, options(1)), data(3, 2, options(3))), packet([]byte{3, 0, 0, 4}),
		packet(data(2, 3, long[:500])), packet(data(0, 4, long[500:900])), packet(data(1, 5, long[900:]))))
	wantTexts(t, got, options(1), options(3), long)
	if len(got) > 0 && got[0].Transport != "sctp" {
		t.Errorf("transport %s", got[0].Transport)
	}
}

func TestExportedPDUs(t *testing.T) {
	p := join(u16(12), u16(4), []byte("sip\x00"), u16(20), u16(4), phone.Addr().AsSlice(), u16(21), u16(4), proxy.Addr().AsSlice(),
		u16(24), u16(4), u32(2), u16(25), u16(4), u32(33333), u16(26), u16(4), u32(5061), u16(0), u16(0), []byte(strings.Replace(options(1), "UDP", "TLS", 1)))
	got, _ := readAll(t, pcapOf(linkExported, p))
	if len(got) != 1 || got[0].Transport != "tls" || got[0].Src != "198.51.100.7:33333" || got[0].Dst != "192.0.2.20:5061" {
		t.Errorf("got %+v", got)
	}
}
