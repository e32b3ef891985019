package capture

import (
	"bytes"
	"compress/flate"
	"strings"
	"testing"
)

// frameOf is one WebSocket frame.
func frameOf(first byte, masked bool, payload string) string {
	b := []byte{first}
	mask := byte(0)
	if masked {
		mask = 0x80
	}
	switch n := len(payload); {
	case n < 126:
		b = append(b, mask|byte(n))
	default:
		b = append(b, mask|126, byte(n>>8), byte(n))
	}
	if masked {
		key := []byte{1, 2, 3, 4}
		b = append(b, key...)
		data := []byte(payload)
		for i := range data {
			data[i] ^= key[i%4]
		}
		payload = string(data)
	}
	return string(b) + payload
}

const (
	upgrade  = "GET /ws HTTP/1.1\r\nHost: pbx.example\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: sip\r\n\r\n"
	upgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: sip\r\n\r\n"
)

// talk interleaves what both ends send, in segments of size bytes.
func talk(size int, sent, answered string) [][]byte {
	all := opening(0)
	for at := 0; at < max(len(sent), len(answered)); at += size {
		if at < len(sent) {
			all = append(all, tcpOf(client, server, flagACK, 1+at, 1, sent[at:min(at+size, len(sent))]))
		}
		if at < len(answered) {
			all = append(all, tcpOf(server, client, flagACK, 1+at, 1, answered[at:min(at+size, len(answered))]))
		}
	}
	return all
}

func TestWebSocket(t *testing.T) {
	sent := upgrade + frameOf(0x81, true, options(1)) + frameOf(0x89, true, "ping") +
		frameOf(0x01, true, invite(2)[:700]) + frameOf(0x8a, true, "") + frameOf(0x80, true, invite(2)[700:]) + frameOf(0x82, true, options(3))
	answered := upgraded + frameOf(0x81, false, "SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\n\r\n") + frameOf(0x88, false, "\x03\xe8")
	for _, size := range []int{1, 7, 100, 1400, 1 << 16} {
		got, _ := readAll(t, pcapOf(linkRaw, talk(size, sent, answered)...))
		var up, down []message
		for _, m := range got {
			if m.Transport != "ws" || m.Cut {
				t.Errorf("transport %s, cut %v", m.Transport, m.Cut)
			}
			if m.Src == client.String() {
				up = append(up, m)
			} else {
				down = append(down, m)
			}
		}
		wantTexts(t, up, options(1), invite(2), options(3))
		wantTexts(t, down, "SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\n\r\n")
	}
}

func TestWebSocketJoinedMidStream(t *testing.T) {
	frames := []string{frameOf(0x81, true, options(1)), frameOf(0x89, true, ""), frameOf(0x81, true, options(2))}
	var all [][]byte
	seq := 500
	for _, f := range frames {
		all = append(all, tcpOf(client, server, flagACK, seq, 1, f))
		seq += len(f)
	}
	got, _ := readAll(t, pcapOf(linkRaw, all...))
	wantTexts(t, got, options(1), options(2))
}

// TestWebSocketCompressed has two messages of which the second refers to the
// first (RFC 7692).
func TestWebSocketCompressed(t *testing.T) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	compress := func(text string) string {
		b.Reset()
		w.Write([]byte(text))
		w.Flush()
		return strings.TrimSuffix(b.String(), "\x00\x00\xff\xff")
	}
	sent := upgrade + frameOf(0xc1, true, compress(options(1))) + frameOf(0xc1, true, compress(options(2))) + frameOf(0x81, true, options(3))
	got, _ := readAll(t, pcapOf(linkRaw, talk(500, sent, upgraded)...))
	wantTexts(t, got, options(1), options(2), options(3))
}

func TestHEPOverTCP(t *testing.T) {
	stream := string(hepOf(protoUDP, chunk(hepPayload, []byte(options(1))))) + string(hepOf(protoUDP, chunk(hepPayload, []byte(invite(2)))))
	got, _ := readAll(t, pcapOf(linkRaw, talk(333, stream, "")...))
	wantTexts(t, got, options(1), invite(2))
	for _, m := range got {
		if m.Transport != "udp" || m.Src != "198.51.100.7:5062" {
			t.Errorf("%+v", m)
		}
	}
}
