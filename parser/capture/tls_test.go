package capture

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

var secure = netip.MustParseAddrPort("192.0.2.20:5061")

func recordOf(kind byte, body ...byte) string {
	return string(join([]byte{kind, 3, 3}, u16(len(body)), body))
}

func helloOf(kind byte, version13 bool) string {
	body := join([]byte{kind, 0, 0, 80, 3, 3}, make([]byte, 32), []byte{0}, u16(0x1301), []byte{0})
	if version13 {
		body = join(body, u16(6), u16(43), u16(2), u16(0x0304))
	}
	return recordOf(tlsHandshake, body...)
}

// exchange is a connection to port 5061: texts that begin in < are the server's.
func exchange(texts ...string) [][]byte {
	all := [][]byte{tcpOf(client, secure, flagSYN, 0, 0, ""), tcpOf(secure, client, flagSYN|flagACK, 0, 1, "")}
	up, down := 1, 1
	for _, text := range texts {
		if answer, ok := strings.CutPrefix(text, "<"); ok {
			all = append(all, tcpOf(secure, client, flagACK, down, up, answer))
			down += len(answer)
			continue
		}
		all = append(all, tcpOf(client, secure, flagACK, up, down, text))
		up += len(text)
	}
	return all
}

func TestTLS(t *testing.T) {
	data := recordOf(tlsData, make([]byte, 40)...)
	rst := tcpOf(secure, client, flagRST|flagACK, 1, 1, "")
	for name, c := range map[string]struct {
		packets [][]byte
		want    TLSFlow
		note    string
	}{
		"TLS 1.2 with data": {exchange(helloOf(clientHello, false), "<"+helloOf(serverHello, false), data, "<"+data), TLSFlow{Hello: true, Answered: true, AppData: true},
			"this capture holds 4 TLS packets to port 5061 and no keys: SIP inside cannot be read"},
		"TLS 1.3, handshake alone": {exchange(helloOf(clientHello, true), "<"+helloOf(serverHello, true), "<"+data, data), TLSFlow{Hello: true, Answered: true}, "no keys"},
		"TLS 1.3 with data":        {exchange(helloOf(clientHello, true), "<"+helloOf(serverHello, true), "<"+data, data, data), TLSFlow{Hello: true, Answered: true, AppData: true}, "no keys"},
		"refused by the server": {exchange(helloOf(clientHello, false), "<"+recordOf(tlsAlert, 2, 40)), TLSFlow{Hello: true, Alert: 40, ByServer: true},
			"the TLS connection of 198.51.100.7:33333 to 192.0.2.20:5061 was ended by the server with alert 40 (handshake failure"},
		"refused by the client": {exchange(helloOf(clientHello, false), "<"+helloOf(serverHello, false), recordOf(tlsAlert, 2, 48)), TLSFlow{Hello: true, Answered: true, Alert: 48},
			"by the client with alert 48 (unknown certificate authority)"},
		"close notify is no failure": {exchange(helloOf(clientHello, false), "<"+helloOf(serverHello, false), data, recordOf(tlsAlert, 1, 0)), TLSFlow{Hello: true, Answered: true, AppData: true}, "no keys"},
		"reset":                      {append(exchange(helloOf(clientHello, false)), rst), TLSFlow{Hello: true, Reset: true}, "was reset right after its first message"},
		"joined mid-stream":          {[][]byte{tcpOf(secure, client, flagACK, 9, 1, data)}, TLSFlow{AppData: true}, "no keys"},
	} {
		t.Run(name, func(t *testing.T) {
			got, info := readAll(t, pcapOf(linkRaw, c.packets...))
			wantTexts(t, got)
			c.want.Client, c.want.Server, c.want.Time = client, secure, started
			if len(info.TLS) == 1 {
				c.want.Time = info.TLS[0].Time
			}
			if !slices.Equal(info.TLS, []TLSFlow{c.want}) {
				t.Errorf("got %+v\nwant %+v", info.TLS, c.want)
			}
			if notes := strings.Join(info.Notes, "\n"); !strings.Contains(notes, c.note) {
				t.Errorf("notes %q", notes)
			}
		})
	}
}

func TestTLSBesideSIP(t *testing.T) {
	all := append(exchange(helloOf(clientHello, false)), udpOf(phone, proxy, options(1)))
	got, info := readAll(t, pcapOf(linkRaw, all...))
	wantTexts(t, got, options(1))
	if want := "1 TLS packet to port 5061 cannot be read without keys: SIP in them is missing here"; !slices.Equal(info.Notes, []string{want}) {
		t.Errorf("notes %q", info.Notes)
	}
	if info.TLS[0].Time != started.Add(2*time.Millisecond) {
		t.Errorf("time %v", info.TLS[0].Time)
	}
}

func TestNotesOnNothing(t *testing.T) {
	dns := netip.MustParseAddrPort("192.0.2.53:53")
	iax := netip.MustParseAddrPort("192.0.2.20:4569")
	query := udpOf(netip.AddrPortFrom(phone.Addr(), 40000), dns, "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00")
	web := tcpOf(client, netip.MustParseAddrPort("192.0.2.80:443"), flagACK, 1, 1, "?")
	port := func(n int) netip.AddrPort { return netip.AddrPortFrom(phone.Addr(), uint16(n)) }
	report := string(join([]byte{0x80, 201, 0, 1}, u32(7), []byte{0x81, 202, 0, 1}, u32(7)))
	keys := string(join([]byte{22, 0xfe, 0xfd}, make([]byte, 8), u16(4), u32(1)))
	guarded := string(join([]byte{4, 0, 0, 0}, u32(1), u32(2), u32(0), make([]byte, 48)))
	radio := string(join([]byte{0x81, 0xc8}, u16(600), make([]byte, 40))) // no report: longer than it is
	wifi := join([]byte{0x88, 0x41, 0, 0}, make([]byte, 60))
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":            {pcapOf(linkEthernet), "the capture is empty: it ends after its header; check the capture filter"},
		"mostly DNS":       {pcapOf(linkRaw, query, query, web), "no SIP was found among 3 packets (mostly DNS and HTTPS): capture on"},
		"another way":      {pcapOf(linkRaw, udpOf(iax, iax, "\x80\x01\x00\x00")), "but IAX2: that is another way of signalling"},
		"another way, SS7": {pcapOf(linkRaw, ipOf(protoSCTP, phone.Addr(), proxy.Addr(), join(u16(2905), u16(2905), u32(1), u32(0), []byte{3, 0, 0, 16}, make([]byte, 12)))), "but SS7: that is another way"},
		"a mixture":        {pcapOf(linkRaw, query, udpOf(port(6000), port(7000), "?"), udpOf(port(6001), port(7001), "?"), udpOf(port(6002), port(7002), "?")), "4 packets (DNS among them): capture on"},
		"reports alone":    {pcapOf(linkRaw, udpOf(port(4001), port(4003), report)), "(mostly RTCP): that belongs to the audio"},
		"no reports":       {pcapOf(linkRaw, udpOf(port(4001), port(4003), radio)), "among 1 packet: capture on"},
		"keys of WebRTC":   {pcapOf(linkRaw, udpOf(port(4001), port(4003), keys)), "(mostly DTLS): that belongs to the audio"},
		"a tunnel":         {pcapOf(linkRaw, udpOf(port(4001), port(4003), guarded)), "most are an encrypted tunnel (WireGuard)"},
		"TLS elsewhere":    {pcapOf(linkRaw, tcpOf(client, netip.MustParseAddrPort("192.0.2.80:443"), flagACK, 1, 1, helloOf(clientHello, true))), "mostly holds TLS to port 443 (1 packet)"},
		"keep-alives":      {pcapOf(linkRaw, udpOf(phone, proxy, "\r\n\r\n")), "only keep-alives"},
		"encrypted WiFi":   {pcapOf(linkWiFi, wifi, wifi), "encrypted wireless frames"},
		"link type":        {pcapOf(189, query), "1 packet is of link type 189 (USB)"},
		"private link":     {pcapOf(linkPKTAPUser, []byte("not of macOS, but of somebody's own")), "1 packet is of link type 149 (for private use)"},
		"cut at once":      {pcapOf(linkRaw, query)[:30], "the capture ends inside its first packet"},
		"cut later":        {pcapOf(linkRaw, query, query)[:24+16+len(query)+20], "what follows packet 1 is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			_, info := readAll(t, c.file)
			if notes := strings.Join(info.Notes, "\n"); !strings.Contains(notes, c.want) {
				t.Errorf("notes %q, want %q", notes, c.want)
			}
		})
	}
	if _, _, err := read(pcapOf(linkEthernet)[:20], Limits{}); err == nil || !strings.Contains(err.Error(), "inside its own header") {
		t.Errorf("a cut header: %v", err)
	}
}
