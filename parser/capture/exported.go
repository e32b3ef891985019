package capture

import (
	"encoding/binary"
	"net/netip"
)

// exported reads the PDUs that Wireshark exports, which is how a decrypted TLS or
// WebSocket trace is passed on: tags with the addresses, then the message.
func (d *decoder) exported(p []byte) {
	const (
		tagEnd      = 0
		tagSrc4     = 20
		tagDst4     = 21
		tagSrc6     = 22
		tagDst6     = 23
		tagPortKind = 24
		tagSrcPort  = 25
		tagDstPort  = 26

		portKindSCTP = 1
		portKindTCP  = 2
	)
	var src, dst netip.Addr
	var srcPort, dstPort uint16
	proto := byte(protoUDP)
	for {
		if len(p) < 4 {
			d.notes.short++
			return
		}
		tag, n := be.Uint16(p), int(be.Uint16(p[2:]))
		if 4+n > len(p) {
			d.notes.short++
			return
		}
		value := p[4 : 4+n]
		p = p[4+n:]
		switch {
		case tag == tagEnd:
			text := trimKeepAlive(p)
			if !startsMessage(text, false) {
				d.notes.other("")
				return
			}
			d.emit(Packet{
				Time: d.now, Src: netip.AddrPortFrom(src, srcPort), Dst: netip.AddrPortFrom(dst, dstPort),
				Transport: carried(proto, text), Payload: text,
			})
			return
		case (tag == tagSrc4 || tag == tagSrc6) && (n == 4 || n == 16):
			src, _ = netip.AddrFromSlice(value)
		case (tag == tagDst4 || tag == tagDst6) && (n == 4 || n == 16):
			dst, _ = netip.AddrFromSlice(value)
		case tag == tagPortKind && n == 4:
			switch be.Uint32(value) {
			case portKindTCP:
				proto = protoTCP
			case portKindSCTP:
				proto = protoSCTP
			}
		case tag == tagSrcPort && n == 4:
			srcPort = uint16(binary.BigEndian.Uint32(value))
		case tag == tagDstPort && n == 4:
			dstPort = uint16(binary.BigEndian.Uint32(value))
		}
	}
}
