package capture

// portNATT carries IPsec through address translation (RFC 3948).
const portNATT = 4500

// checkLengths are those of the integrity check values in use (RFC 8221 6): HMAC
// of SHA-1 and MD5, of SHA-256, 384 and 512, none.
var checkLengths = [...]int{12, 16, 24, 32, 0}

// esp reads a packet of IPsec that is not encrypted (RFC 2410), as the telephones
// of IMS have it with their proxy (3GPP TS 33.203). Nothing in the packet says so:
// the padding, which counts from 1, and the length that the inner header states
// tell.
func (d *decoder) esp(p []byte, at layer) bool {
	const (
		header  = 8
		trailer = 2
	)
	if at.missing > 0 || !at.deeper() {
		return false
	}
	for _, check := range checkLengths {
		end := len(p) - check
		if end < header+trailer {
			continue
		}
		next, padding := p[end-1], int(p[end-2])
		inner := end - trailer - padding
		if inner < header || !countsUp(p[inner:end-trailer]) || !fits(next, p[header:inner]) {
			continue
		}
		at.depth++
		d.transport(next, p[header:inner], at)
		return true
	}
	return false
}

// countsUp tells the padding of RFC 4303 2.4: 1, 2, 3 and so on.
func countsUp(p []byte) bool {
	for i, c := range p {
		if c != byte(i+1) {
			return false
		}
	}
	return true
}

// fits tells whether p is as long as a header of the protocol at its beginning
// states.
func fits(proto byte, p []byte) bool {
	switch proto {
	case protoUDP:
		return len(p) >= 8 && int(be.Uint16(p[4:])) == len(p)
	case protoTCP:
		return len(p) >= 20 && p[12]&0x0e == 0 && p[12]>>4 >= 5 && int(p[12]>>4)*4 <= len(p) && be.Uint16(p) != 0 && be.Uint16(p[2:]) != 0
	case protoIPv4:
		return len(p) >= 20 && p[0]>>4 == 4 && int(be.Uint16(p[2:])) == len(p)
	case protoIPv6:
		return len(p) >= 40 && p[0]>>4 == 6 && 40+int(be.Uint16(p[4:])) == len(p)
	}
	return false
}
