package capture

import "encoding/binary"

// pktap reads the header that macOS puts before the packets of all interfaces: its
// own length, a type, and the link type of what follows, in the byte order of the
// host. Its older number is one that others use for theirs: false tells those.
func (d *decoder) pktap(p []byte, at layer) bool {
	const header = 12
	if len(p) < header {
		return false
	}
	n, kind := binary.LittleEndian.Uint32(p), binary.LittleEndian.Uint32(p[8:])
	if n < header || int64(n) > int64(len(p)) || !at.deeper() {
		return false
	}
	at.depth++
	d.linkAt(kind, p[n:], at)
	return true
}

// juniper reads the header of Ethernet frames that Junos captures: a magic number,
// flags, and extensions where the flags tell of them.
func (d *decoder) juniper(p []byte, at layer) {
	const (
		magic      = 0x4d4743
		extensions = 0x80
		noLink     = 0x02
	)
	if len(p) < 4 || be.Uint32(p)>>8 != magic {
		d.notes.other("")
		return
	}
	flags, n := p[3], 4
	if flags&extensions != 0 {
		if len(p) < 6 {
			d.notes.short++
			return
		}
		n = 6 + int(be.Uint16(p[4:]))
	}
	if flags&noLink != 0 {
		n += 4 // the address family
	}
	rest, ok := d.past(n, p)
	switch {
	case !ok:
	case flags&noLink != 0:
		d.network(rest, at)
	default:
		d.ethernet(rest, at)
	}
}

// erf reads a record of capture cards: a header with the kind of what follows and
// how much of it there was, extensions, and two bytes before a frame of Ethernet.
func (d *decoder) erf(p []byte, at layer) {
	const (
		header     = 16
		extended   = 0x80
		ethernet   = 2
		ethernets  = 11 // with the colour of the traffic
		ethernets2 = 16
		ethernets3 = 20
		ipv4       = 22
		ipv6       = 23
	)
	if len(p) < header {
		d.notes.short++
		return
	}
	kind := p[8] &^ extended
	wire := int(be.Uint16(p[14:]))
	more := p[8]&extended != 0
	for p = p[header:]; more; p = p[8:] {
		if len(p) < 8 {
			d.notes.short++
			return
		}
		more = p[0]&extended != 0
	}
	switch kind {
	case ethernet, ethernets, ethernets2, ethernets3:
		if rest, ok := d.past(2, p); ok {
			d.ethernet(rest[:min(len(rest), wire)], at)
		}
	case ipv4, ipv6:
		d.network(p, at)
	default:
		d.notes.other("")
	}
}
