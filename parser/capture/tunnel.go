package capture

// UDP ports of tunnels.
const (
	portL2TP   = 1701
	portGTP    = 2152
	portLISP   = 4341
	portVXLAN  = 4789
	portGPE    = 4790
	portGeneve = 6081
	portMPLS   = 6635
	portVXLAN2 = 8472 // Linux' own choice before the number was given
	portTZSP   = 37008
)

// gre reads generic routing encapsulation (RFC 2784, RFC 2890) and that of PPTP
// (RFC 2637).
func (d *decoder) gre(p []byte, at layer) {
	if len(p) < 4 {
		d.notes.short++
		return
	}
	flags, kind := be.Uint16(p), be.Uint16(p[2:])
	n := 4
	for _, flag := range [...]uint16{0x8000, 0x2000, 0x1000} {
		if flags&flag != 0 {
			n += 4
		}
	}
	if flags&7 == 1 && flags&0x80 != 0 {
		n += 4
	}
	if flags&0x4000 != 0 || n > len(p) {
		d.notes.other("GRE")
		return
	}
	p = p[n:]
	switch kind {
	case etherTEB:
		d.ethernet(p, at)
	case etherPPP:
		d.ppp(p, at)
	case etherERSPAN2:
		// Type I has no header, and no sequence number in GRE either.
		if flags&0x1000 == 0 {
			d.ethernet(p, at)
			return
		}
		d.mirrored(8, p, at)
	case etherERSPAN3:
		n := 12
		if len(p) >= n && p[11]&1 != 0 {
			n += 8
		}
		d.mirrored(n, p, at)
	default:
		d.ether(kind, p, at)
	}
}

// mirrored reads the frame behind a header of n bytes.
func (d *decoder) mirrored(n int, p []byte, at layer) {
	if rest, ok := d.past(n, p); ok {
		d.ethernet(rest, at)
	}
}

// tunnel tells whether a datagram is of a tunnel over UDP, and reads what is in
// it.
func (d *decoder) tunnel(port uint16, p []byte, at layer) bool {
	if len(p) < 8 || !at.deeper() {
		return false
	}
	if port == portNATT {
		// Four bytes of zero stand before what agrees on the keys.
		return be.Uint32(p) != 0 && d.esp(p, at)
	}
	at = layer{depth: at.depth + 1}
	switch port {
	case portVXLAN, portVXLAN2:
		if p[0]&0x08 == 0 || p[7] != 0 {
			return false
		}
		d.ethernet(p[8:], at)
	case portGPE: // draft-ietf-nvo3-vxlan-gpe
		if p[0]&0x0c != 0x0c {
			return false
		}
		d.numbered(p[3], p[8:], at)
	case portLISP: // RFC 9300 5.3
		if !isPacket(p[8:]) {
			return false
		}
		d.network(p[8:], at)
	case portMPLS: // RFC 7510
		n := 4
		for n < len(p) && p[n-2]&1 == 0 {
			n += 4
		}
		if n >= len(p) || !isPacket(p[n:]) {
			return false
		}
		d.network(p[n:], at)
	case portGeneve:
		n := 8 + int(p[0]&0x3f)*4
		if p[0]>>6 != 0 || n > len(p) {
			return false
		}
		if kind := be.Uint16(p[2:]); kind == etherTEB {
			d.ethernet(p[n:], at)
		} else {
			d.ether(kind, p[n:], at)
		}
	case portGTP:
		return d.gtp(p, at)
	case portTZSP:
		return d.tzsp(p, at)
	case portL2TP:
		return d.l2tp(p, at)
	default:
		return false
	}
	return true
}

// isPacket tells a whole packet of IP, so that a port which RTP may use as well is
// not taken for that of a tunnel.
func isPacket(p []byte) bool { return fits(protoIPv4, p) || fits(protoIPv6, p) }

// gtp reads a user packet of mobile networks (3GPP TS 29.281 5.1).
func (d *decoder) gtp(p []byte, at layer) bool {
	const userData = 255
	if p[0]>>4 != 3 || p[1] != userData {
		return false
	}
	n := 8
	if p[0]&7 != 0 {
		n += 4
		if n > len(p) {
			return false
		}
		for next := p[11]; p[0]&4 != 0 && next != 0; {
			if n >= len(p) || p[n] == 0 || n+int(p[n])*4 > len(p) {
				return false
			}
			n += int(p[n]) * 4
			next = p[n-1]
		}
	}
	d.network(p[n:], at)
	return true
}

// tzsp reads what RouterOS and wireless sniffers stream.
func (d *decoder) tzsp(p []byte, at layer) bool {
	const (
		padding = 0
		end     = 1
	)
	if p[0] != 1 || p[1] > 1 {
		return false
	}
	kind := be.Uint16(p[2:])
	for n := 4; n < len(p); {
		switch p[n] {
		case padding:
			n++
			continue
		case end:
			switch kind {
			case 1:
				d.ethernet(p[n+1:], at)
			case 18:
				d.wifi(p[n+1:], at)
			default:
				return false
			}
			return true
		}
		if n+1 >= len(p) {
			return false
		}
		n += 2 + int(p[n+1])
	}
	return false
}

// l2tp reads a data message of version 2 (RFC 2661 3.1).
func (d *decoder) l2tp(p []byte, at layer) bool {
	flags := be.Uint16(p)
	if flags&0x8000 != 0 || flags&0xf != 2 {
		return false
	}
	n := 6
	if flags&0x4000 != 0 {
		n += 2
	}
	if flags&0x0800 != 0 {
		n += 4
	}
	if flags&0x0200 != 0 {
		if n+2 > len(p) {
			return false
		}
		n += 2 + int(be.Uint16(p[n:]))
	}
	if n > len(p) {
		return false
	}
	d.ppp(p[n:], at)
	return true
}
