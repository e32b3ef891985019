package capture

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"io"
	"net/netip"
	"strings"
	"time"
)

// The chunks of HEP3 (the Homer encapsulation protocol, revision 12) that matter
// here, all of the vendor 0.
const (
	hepProtocol   = 2
	hepSrc4       = 3
	hepDst4       = 4
	hepSrc6       = 5
	hepDst6       = 6
	hepSrcPort    = 7
	hepDstPort    = 8
	hepSeconds    = 9
	hepMicros     = 10
	hepKind       = 11
	hepPayload    = 15
	hepCompressed = 16

	hepKindSIP = 1
)

// hep reads a datagram of a capture agent, which holds a message with the
// addresses and the time that the agent saw.
func (d *decoder) hep(p []byte, now time.Time, at layer) bool {
	if bytes.HasPrefix(p, []byte("HEP3")) {
		d.hep3(p, now, at.missing > 0)
		return true
	}
	return d.hep2(p, now, at.missing > 0)
}

// stepHEP reads a record of a stream.
func (d *decoder) stepHEP(s *side, f flow, p []byte, at int) (n, need int) {
	if len(p) < 6 {
		return 0, 6
	}
	n = int(be.Uint16(p[4:]))
	if !bytes.HasPrefix(p, []byte("HEP3")) || n < 6 {
		s.mode = modeOther
		return len(p), 0
	}
	if len(p) < n {
		return 0, n
	}
	d.hep3(p[:n], s.timeAt(at), false)
	return n, 0
}

// hep3 reads the chunks of a record.
func (d *decoder) hep3(p []byte, now time.Time, cut bool) {
	var (
		src, dst         netip.Addr
		srcPort, dstPort uint16
		seconds, micros  uint32
		proto, kind      byte
		payload          []byte
	)
	if len(p) < 6 {
		return
	}
	for p = p[6:]; len(p) >= 6; {
		vendor, chunk, n := be.Uint16(p), be.Uint16(p[2:]), int(be.Uint16(p[4:]))
		if n < 6 || n > len(p) && !cut {
			break
		}
		value := p[6:min(n, len(p))]
		p = p[min(n, len(p)):]
		if vendor != 0 {
			continue
		}
		switch {
		case chunk == hepPayload:
			payload = value
		case chunk == hepCompressed:
			payload = unzip(value)
		case (chunk == hepSrc4 || chunk == hepSrc6) && (len(value) == 4 || len(value) == 16):
			src, _ = netip.AddrFromSlice(value)
		case (chunk == hepDst4 || chunk == hepDst6) && (len(value) == 4 || len(value) == 16):
			dst, _ = netip.AddrFromSlice(value)
		case chunk == hepSrcPort && len(value) == 2:
			srcPort = be.Uint16(value)
		case chunk == hepDstPort && len(value) == 2:
			dstPort = be.Uint16(value)
		case chunk == hepSeconds && len(value) == 4:
			seconds = be.Uint32(value)
		case chunk == hepMicros && len(value) == 4:
			micros = be.Uint32(value)
		case chunk == hepProtocol && len(value) == 1:
			proto = value[0]
		case chunk == hepKind && len(value) == 1:
			kind = value[0]
		}
	}
	text := trimKeepAlive(payload)
	if kind != hepKindSIP && kind != 0 || !startsMessage(text, cut) {
		d.notes.other("HEP")
		return
	}
	if seconds > 0 && micros < 1e6 {
		now = time.Unix(int64(seconds), int64(micros)*1000).UTC()
	}
	d.emit(Packet{
		Time: now, Src: netip.AddrPortFrom(src, srcPort), Dst: netip.AddrPortFrom(dst, dstPort),
		Transport: carried(proto, text), Payload: text, Cut: cut,
	})
}

// hep2 reads versions 1 and 2: a fixed header before the message.
func (d *decoder) hep2(p []byte, now time.Time, cut bool) bool {
	if len(p) < 16 || p[0] != 1 && p[0] != 2 || int(p[1]) > len(p) {
		return false
	}
	var src, dst netip.Addr
	const addresses = 8
	n := addresses
	switch p[2] {
	case 2:
		src, dst = netip.AddrFrom4([4]byte(p[8:12])), netip.AddrFrom4([4]byte(p[12:16]))
		n += 8
	case 10:
		if len(p) < addresses+32 {
			return false
		}
		src, dst = netip.AddrFrom16([16]byte(p[8:24])), netip.AddrFrom16([16]byte(p[24:40]))
		n += 32
	default:
		return false
	}
	ports := p[4:8]
	head := n
	if p[0] == 2 {
		head += 12
		if len(p) < head {
			return false
		}
		// In the byte order of the agent, which nearly always is this one.
		seconds, micros := binary.LittleEndian.Uint32(p[n:]), binary.LittleEndian.Uint32(p[n+4:])
		if seconds > 0 && micros < 1e6 {
			now = time.Unix(int64(seconds), int64(micros)*1000).UTC()
		}
	}
	// The length in the header leaves out the time in some agents.
	text := trimKeepAlive(p[head:])
	if !startsMessage(text, cut) {
		if text = trimKeepAlive(p[p[1]:]); !startsMessage(text, cut) {
			return false
		}
	}
	d.emit(Packet{
		Time: now, Src: netip.AddrPortFrom(src, be.Uint16(ports)), Dst: netip.AddrPortFrom(dst, be.Uint16(ports[2:])),
		Transport: carried(p[3], text), Payload: text, Cut: cut,
	})
	return true
}

// unzip decompresses the payload of a record: zlib as a rule, gzip with some agents.
func unzip(p []byte) []byte {
	var r io.Reader
	var err error
	if len(p) > 2 && p[0] == 0x1f && p[1] == 0x8b {
		r, err = gzip.NewReader(bytes.NewReader(p))
	} else {
		r, err = zlib.NewReader(bytes.NewReader(p))
	}
	if err != nil {
		return nil
	}
	out, _ := io.ReadAll(io.LimitReader(r, maxMessage))
	return out
}

// carried is the transport of a message that an agent took behind the decryption
// and hands on with the number of the IP protocol: the top Via is of the same hop
// and tells TLS and WebSocket from TCP.
func carried(proto byte, message []byte) string {
	switch proto {
	case protoTCP:
		via, _ := headerValue(message, "via", "v")
		protocol, _, _ := strings.Cut(string(via), " ")
		if i := strings.LastIndexByte(protocol, '/'); i >= 0 {
			switch t := strings.ToLower(protocol[i+1:]); t {
			case "tls", "ws", "wss":
				return t
			}
		}
		return "tcp"
	case protoSCTP:
		return "sctp"
	}
	return "udp"
}
