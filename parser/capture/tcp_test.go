package capture

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	client = netip.MustParseAddrPort("198.51.100.7:33333")
	server = netip.MustParseAddrPort("192.0.2.20:5060")
)

// segmentsOf cuts a stream of the client into segments of size bytes.
func segmentsOf(stream string, seq, size int) [][]byte {
	var all [][]byte
	for at := 0; at < len(stream); at += size {
		all = append(all, tcpOf(client, server, flagACK, seq+at, 1, stream[at:min(at+size, len(stream))]))
	}
	return all
}

func opening(seq int) [][]byte {
	return [][]byte{tcpOf(client, server, flagSYN, seq, 0, ""), tcpOf(server, client, flagSYN|flagACK, 0, seq+1, ""), tcpOf(client, server, flagACK, seq+1, 1, "")}
}

func TestTCPSegmentsInAnyOrder(t *testing.T) {
	stream := options(1) + invite(2) + "\r\n\r\n" + options(3) + options(4)
	random := rand.New(rand.NewPCG(3, 4))
	for _, seq := range []int{1000, 1<<32 - 700} { // the second wraps around
		for range 40 {
			all := segmentsOf(stream, seq+1, 1+random.IntN(700))
			for range len(all) / 4 { // retransmissions
				all = append(all, all[random.IntN(len(all))])
			}
			// Neighbours only: what is farther apart is not the network's doing.
			for i := 1; i < len(all); i++ {
				if random.IntN(2) == 0 {
					all[i-1], all[i] = all[i], all[i-1]
				}
			}
			got, _ := readAll(t, pcapOf(linkRaw, append(opening(seq), all...)...))
			wantTexts(t, got, options(1), invite(2), options(3), options(4))
			if t.Failed() {
				t.Fatalf("with %d segments", len(all))
			}
		}
	}
}

func TestTCPTimes(t *testing.T) {
	all := append(segmentsOf(invite(1), 1, 600), segmentsOf(options(2)+options(3), 1+len(invite(1)), 5000)...)
	got, _ := readAll(t, pcapOf(linkRaw, all...))
	wantTexts(t, got, invite(1), options(2), options(3))
	for i, want := range []time.Duration{0, time.Duration(len(all)-1) * time.Millisecond, time.Duration(len(all)-1) * time.Millisecond} {
		if i < len(got) && got[i].At != want {
			t.Errorf("message %d at %v, want %v", i+1, got[i].At, want)
		}
	}
}

// TestTCPJoinedMidStream begins in the middle of a message, and shows the first
// segment after the second.
func TestTCPJoinedMidStream(t *testing.T) {
	stream := invite(1)[900:] + options(2)
	got, _ := readAll(t, pcapOf(linkRaw, segmentsOf(stream, 5000, 512)...))
	wantTexts(t, got, options(2))

	segments := [][]byte{tcpOf(client, server, flagACK, 5000+len(options(1)), 1, options(2)), tcpOf(client, server, flagACK, 5000, 1, options(1))}
	got, _ = readAll(t, pcapOf(linkRaw, segments...))
	wantTexts(t, got, options(2), options(1))
}

func TestTCPLostSegment(t *testing.T) {
	stream := invite(1) + options(2) + options(3)
	all := segmentsOf(stream, 1, 400)
	all = slices.Delete(all, 2, 3)
	got, info := readAll(t, pcapOf(linkRaw, all...))
	if len(got) != 3 || !got[0].Cut || got[0].Text != invite(1)[:800] {
		t.Fatalf("got %+v", got)
	}
	wantTexts(t, got[1:], options(2), options(3))
	if !strings.Contains(strings.Join(info.Notes, "\n"), "TCP bytes are missing from the capture in 1 place") {
		t.Errorf("notes %q", info.Notes)
	}
}

// TestGapsElsewhereAreNotTold loses bytes of a web page and of a long DNS answer
// beside the SIP.
func TestGapsElsewhereAreNotTold(t *testing.T) {
	web := netip.MustParseAddrPort("192.0.2.80:8000")
	dns := fragmentsOf(udpOf(netip.MustParseAddrPort("192.0.2.53:53"), netip.AddrPortFrom(phone.Addr(), 50000), strings.Repeat("dns", 900)), 1480)
	_, info := readAll(t, pcapOf(linkRaw, udpOf(phone, proxy, options(1)),
		tcpOf(web, client, flagACK, 1, 1, "HTTP/1.1 200 OK\r\n\r\nhello"), tcpOf(web, client, flagACK, 5000, 1, "more of it"), dns[0]))
	if len(info.Notes) > 0 {
		t.Errorf("notes %q", info.Notes)
	}
}

func TestTCPSnapLength(t *testing.T) {
	first, second := tcpOf(client, server, flagACK, 1, 1, invite(1)), tcpOf(client, server, flagACK, 1+len(invite(1)), 1, options(2))
	got, _ := readAll(t, pcapOf(linkRaw, first[:300], second))
	if len(got) != 2 || !got[0].Cut || got[1].Text != options(2) {
		t.Errorf("got %+v", got)
	}
}

func TestTCPFraming(t *testing.T) {
	bare := strings.Replace(options(1), "Content-Length: 0\r\n", "", 1)
	compact := strings.Replace(invite(2), "Content-Length:", "l :", 1)
	short := strings.Replace(invite(3), "Content-Length: ", "Content-Length: 1", 1) // a length that is too long by 10,000 or so
	frag := "NOTIFY sip:a@b SIP/2.0\r\nContent-Type: message/sipfrag\r\nContent-Length: 36\r\n\r\n"
	for name, c := range map[string]struct{ segments, want []string }{
		"keep-alives":                {[]string{"\r\n\r\n", options(1), "\r\n", "\r\n" + options(2) + "\r\n\r\n"}, []string{options(1), options(2)}},
		"no length, next at once":    {[]string{bare + options(2)}, []string{bare, options(2)}},
		"no length, alone":           {[]string{bare, options(2)}, []string{bare, options(2)}},
		"compact form":               {[]string{compact[:700], compact[700:] + options(1)}, []string{compact, options(1)}},
		"length too long":            {[]string{short, options(2)}, []string{short, options(2)}},
		"header and body apart":      {[]string{invite(1)[:strings.Index(invite(1), "v=0")], invite(1)[strings.Index(invite(1), "v=0"):]}, []string{invite(1)}},
		"sipfrag body by itself":     {[]string{frag, "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP x\r\n"}, []string{frag + "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP x\r\n"}},
		"one byte at a time, almost": {strings.SplitAfter(options(1)+options(2), ":"), []string{options(1), options(2)}},
		"PROXY protocol":             {[]string{"PROXY TCP4 198.51.100.7 192.0.2.20 33333 5060\r\n" + options(1)}, []string{options(1)}},
		"not SIP":                    {[]string{"GET / HTTP/1.1\r\nHost: a\r\n\r\n", options(1)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			all := opening(0)
			seq := 1
			for _, s := range c.segments {
				all = append(all, tcpOf(client, server, flagACK, seq, 1, s))
				seq += len(s)
			}
			got, _ := readAll(t, pcapOf(linkRaw, all...))
			wantTexts(t, got, c.want...)
		})
	}
}

// TestStartLineOfNothing is what a web server says that means to confuse.
func TestStartLineOfNothing(t *testing.T) {
	web := netip.MustParseAddrPort("192.0.2.80:80")
	got, _ := readAll(t, pcapOf(linkRaw, tcpOf(web, client, flagACK, 1, 1, "SIP/2.0 200 OK\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nx")))
	wantTexts(t, got)
	odd := netip.MustParseAddrPort("192.0.2.80:15060")
	got, _ = readAll(t, pcapOf(linkRaw, tcpOf(odd, client, flagACK, 1, 1, "OPTIONS sip:a@b SIP/2.0\r\n"), tcpOf(odd, client, flagACK, 26, 1, "Via: SIP/2.0/TCP 192.0.2.80\r\nContent-Length: 0\r\n\r\n")))
	wantTexts(t, got, "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.80\r\nContent-Length: 0\r\n\r\n")
}

func TestTCPRefused(t *testing.T) {
	syn, rst := tcpOf(client, server, flagSYN, 1, 0, ""), tcpOf(server, client, flagRST|flagACK, 0, 2, "")
	_, info := readAll(t, pcapOf(linkRaw, syn, rst, syn, rst))
	want := []Unreachable{{started.Add(time.Millisecond), started.Add(3 * time.Millisecond), server.Addr(), client, server, "tcp", Refused, 2}}
	if !slices.Equal(info.Unreachable, want) {
		t.Errorf("got %+v", info.Unreachable)
	}
	if !strings.Contains(strings.Join(info.Notes, "\n"), "192.0.2.20:5060 refused the TCP connection of 198.51.100.7:33333, 2 times") {
		t.Errorf("notes %q", info.Notes)
	}
}

func TestTCPUnanswered(t *testing.T) {
	ask := tcpOf(client, proxy, flagSYN, 7, 0, "")
	note := func(packets ...[]byte) string {
		_, info := readAll(t, pcapOf(linkRaw, packets...))
		return strings.Join(info.Notes, "\n")
	}
	if got := note(ask, ask, ask, ask); !strings.HasPrefix(got, "no SIP was found among 4 packets: 192.0.2.20:5060 did not answer the TCP connection that 198.51.100.7:33333 asked for") {
		t.Errorf("in vain: notes %q", got)
	}
	for name, packets := range map[string][][]byte{
		"once":             {ask},
		"answered at last": {ask, ask, ask, tcpOf(proxy, client, flagSYN|flagACK, 3, 8, "")},
		"one direction":    {ask, ask, ask, tcpOf(client, proxy, flagACK, 8, 4, "")},
		"no port of SIP":   {tcpOf(client, netip.MustParseAddrPort("192.0.2.20:80"), flagSYN, 7, 0, ""), tcpOf(client, netip.MustParseAddrPort("192.0.2.20:80"), flagSYN, 7, 0, ""), tcpOf(client, netip.MustParseAddrPort("192.0.2.20:80"), flagSYN, 7, 0, "")},
	} {
		if got := note(packets...); strings.Contains(got, "did not answer") {
			t.Errorf("%s: notes %q", name, got)
		}
	}
}

func TestTCPPortsUsedAgain(t *testing.T) {
	all := append(opening(1000), tcpOf(client, server, flagACK, 1001, 1, options(1)))
	all = append(append(all, opening(900000)...), tcpOf(client, server, flagACK, 900001, 1, options(2)))
	// And a third time without its opening.
	all = append(all, tcpOf(client, server, flagACK, 1<<30, 1, options(3)))
	got, _ := readAll(t, pcapOf(linkRaw, all...))
	wantTexts(t, got, options(1), options(2), options(3))
}

func TestConnectionsAreBounded(t *testing.T) {
	d := newDecoder(Limits{Streams: 100, Buffer: 1 << 20}.withDefaults(false), func(Packet) {})
	for i := range 100_000 {
		from := netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), 1000)
		d.link(linkRaw, tcpOf(from, server, flagACK, 1, 1, "INVITE sip:a@b SIP/2.0\r\n"))
		d.link(linkRaw, tcpOf(from, server, flagACK, 100, 1, strings.Repeat("x", 100)))
		if len(d.streams.open) > 100 || d.held > 2<<20 {
			t.Fatalf("%d connections and %d bytes are held", len(d.streams.open), d.held)
		}
	}
	if d.finish(&pcap{}); d.held != 0 {
		t.Errorf("%d bytes are still held at the end", d.held)
	}
}

// TestTinySegmentsTakeLinearTime sends a long header a byte at a time.
func TestTinySegmentsTakeLinearTime(t *testing.T) {
	d := newDecoder(Limits{}.withDefaults(false), func(Packet) {})
	stream := "INVITE sip:a@b SIP/2.0\r\n" + strings.Repeat("X-Filler: yes\r\n", 4000)
	began := time.Now()
	for i := range len(stream) {
		d.link(linkRaw, tcpOf(client, server, flagACK, 1+i, 1, stream[i:i+1]))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("%d bytes took %v", len(stream), took)
	}
}
