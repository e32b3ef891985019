package capture

// EtherTypes of what stands between the addresses and the packet.
const (
	etherMACsec     = 0x88e5
	etherBackbone   = 0x88e7
	etherGroupTag   = 0x8909
	etherServiceHop = 0x894f
)

// tagged is the length of a tag and of the EtherType that ends it, 0 for no tag.
func tagged(kind uint16, p []byte) int {
	const (
		encrypted = 0x08
		channel   = 0x20
	)
	switch kind {
	case etherVLAN, etherQinQ, etherQinQOld, etherQinQOlder:
		return 4
	case etherVNTag:
		return 6
	case etherGroupTag: // Cisco TrustSec: version, length in words, options
		if len(p) >= 2 {
			return 2 + 4*int(p[1]) + 2
		}
		return 8
	case etherMACsec: // IEEE 802.1AE, where it only guards integrity
		switch {
		case len(p) == 0 || p[0]&encrypted != 0:
			return 0
		case p[0]&channel != 0:
			return 16
		}
		return 8
	}
	return 0
}

// nested reads what carries a whole frame or packet behind a header of its own.
func (d *decoder) nested(kind uint16, p []byte, at layer) bool {
	if !at.deeper() {
		return false
	}
	at.depth++
	switch {
	case kind == etherBackbone && len(p) > 4: // IEEE 802.1ah
		d.ethernet(p[4:], at)
	case kind == etherServiceHop && len(p) >= 8: // RFC 8300
		n := int(p[1]&0x3f) * 4
		if n < 8 || n > len(p) {
			return false
		}
		d.numbered(p[3], p[n:], at)
	default:
		return false
	}
	return true
}

// numbered reads what the protocol numbers of NSH and VXLAN-GPE name.
func (d *decoder) numbered(kind byte, p []byte, at layer) {
	switch kind {
	case 1, 2:
		d.network(p, at)
	case 3:
		d.ethernet(p, at)
	default:
		d.notes.other("")
	}
}
