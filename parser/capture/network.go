package capture

import "net/netip"

// IP protocols.
const (
	protoHopByHop = 0
	protoICMP     = 1
	protoIPv4     = 4
	protoTCP      = 6
	protoUDP      = 17
	protoIPv6     = 41
	protoRouting  = 43
	protoFragment = 44
	protoGRE      = 47
	protoESP      = 50
	protoAH       = 51
	protoICMPv6   = 58
	protoOptions  = 60
	protoEtherIP  = 97
	protoSCTP     = 132
	protoMobility = 135
	protoUDPLite  = 136
	protoHIP      = 139
	protoShim     = 140
)

// maxDepth is how many tunnels are followed into each other.
const maxDepth = 8

// layer is where in a packet the decoder is.
type layer struct {
	src, dst netip.Addr
	// missing is how many bytes of the packet the capture does not have.
	missing int
	// depth counts the tunnels entered.
	depth int
}

func (at layer) deeper() bool { return at.depth < maxDepth }

// network reads IPv4 or IPv6, told apart by the version.
func (d *decoder) network(p []byte, at layer) {
	switch {
	case len(p) == 0:
		d.notes.short++
	case p[0]>>4 == 4:
		d.ipv4(p, at)
	case p[0]>>4 == 6:
		d.ipv6(p, at)
	default:
		d.notes.other("")
	}
}

// payloadOf cuts p to the length that the header states. A length of 0 is left by
// cards that segment for the host: then the packet is all there is.
func payloadOf(p []byte, stated, header int) (payload []byte, missing int, ok bool) {
	switch {
	case stated == 0:
		return p[header:], 0, true
	case stated < header:
		return nil, 0, false
	case stated <= len(p):
		return p[header:stated], 0, true
	}
	return p[header:], stated - len(p), true
}

func (d *decoder) ipv4(p []byte, at layer) {
	if len(p) < 20 {
		d.notes.short++
		return
	}
	header := int(p[0]&15) * 4
	if header < 20 || header > len(p) {
		d.notes.short++
		return
	}
	payload, missing, ok := payloadOf(p, int(be.Uint16(p[2:])), header)
	if !ok {
		d.notes.short++
		return
	}
	at.src, at.dst = netip.AddrFrom4([4]byte(p[12:16])), netip.AddrFrom4([4]byte(p[16:20]))
	at.missing = missing
	fragment := be.Uint16(p[6:])
	if offset, more := int(fragment&0x1fff)*8, fragment&0x2000 != 0; offset > 0 || more {
		key := fragmentKey{src: at.src, dst: at.dst, id: uint32(be.Uint16(p[4:])), proto: p[9]}
		d.fragment(key, offset, more, payload, at)
		return
	}
	d.transport(p[9], payload, at)
}

func (d *decoder) ipv6(p []byte, at layer) {
	const header = 40
	if len(p) < header {
		d.notes.short++
		return
	}
	stated := int(be.Uint16(p[4:]))
	if stated > 0 {
		stated += header
	}
	payload, missing, _ := payloadOf(p, stated, header)
	at.src, at.dst = netip.AddrFrom16([16]byte(p[8:24])), netip.AddrFrom16([16]byte(p[24:40]))
	at.missing = missing
	d.extensions(p[6], payload, at)
}

// extensions walks the extension headers of IPv6 (RFC 8200 4).
func (d *decoder) extensions(next byte, p []byte, at layer) {
	for {
		n := 0
		switch next {
		case protoHopByHop, protoRouting, protoOptions, protoMobility, protoHIP, protoShim:
			if len(p) >= 2 {
				n = 8 + int(p[1])*8
			}
		case protoFragment:
			if len(p) < 8 {
				d.notes.short++
				return
			}
			field := be.Uint16(p[2:])
			offset, more := int(field&^7), field&1 != 0
			if offset > 0 || more {
				key := fragmentKey{src: at.src, dst: at.dst, id: be.Uint32(p[4:]), proto: p[0], six: true}
				d.fragment(key, offset, more, p[8:], at)
				return
			}
			n = 8
		default:
			d.transport(next, p, at)
			return
		}
		if n == 0 || n > len(p) {
			d.notes.short++
			return
		}
		next, p = p[0], p[n:]
	}
}

// transport dispatches on the protocol behind IP.
func (d *decoder) transport(proto byte, p []byte, at layer) {
	switch proto {
	case protoUDP, protoUDPLite:
		d.udp(p, at)
	case protoTCP:
		d.tcp(p, at)
	case protoSCTP:
		d.sctp(p, at)
	case protoICMP, protoICMPv6:
		d.icmp(proto, p, at)
	case protoIPv4, protoIPv6:
		if at.deeper() {
			d.network(p, layer{depth: at.depth + 1})
		}
	case protoGRE:
		if at.deeper() {
			d.gre(p, layer{depth: at.depth + 1})
		}
	case protoEtherIP: // RFC 3378
		if at.deeper() && len(p) > 2 {
			d.ethernet(p[2:], layer{depth: at.depth + 1})
		}
	case protoAH:
		if len(p) < 12 || (int(p[1])+2)*4 > len(p) {
			d.notes.short++
			return
		}
		next, rest := p[0], p[(int(p[1])+2)*4:]
		if at.src.Is6() {
			d.extensions(next, rest, at)
		} else if next != protoAH {
			d.transport(next, rest, at)
		}
	case protoESP:
		if !d.esp(p, at) {
			d.notes.other("IPsec ESP")
		}
	case protoFragment, protoHopByHop:
		d.notes.short++
	default:
		d.notes.other("")
	}
}
