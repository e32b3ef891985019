package capture

import "encoding/binary"

// wireless takes the header of a wireless capture and of an 802.11 data frame
// off.
func (d *decoder) wireless(kind uint32, p []byte, at layer) {
	n := 0
	switch {
	case kind == linkWiFi:
	case len(p) < 8:
		d.notes.short++
		return
	case kind == linkRadiotap, kind == linkPPI:
		n = int(binary.LittleEndian.Uint16(p[2:]))
	case kind == linkPrism && binary.LittleEndian.Uint32(p) == 0x44:
		n = 144
	default:
		n = int(min(be.Uint32(p[4:]), 1<<16))
	}
	if n > len(p) {
		d.notes.short++
		return
	}
	d.wifi(p[n:], at)
}

// wifi reads an 802.11 frame.
func (d *decoder) wifi(p []byte, at layer) {
	const (
		data      = 2
		qos       = 8
		noData    = 4
		toAndFrom = 3
		protected = 0x40
		order     = 0x80
	)
	if len(p) < 24 || p[0]>>2&3 != data || p[0]>>4&noData != 0 {
		d.notes.other("")
		return
	}
	n := 24
	if p[1]&toAndFrom == toAndFrom {
		n += 6
	}
	if p[0]>>4&qos != 0 {
		n += 2
		if p[1]&order != 0 {
			n += 4
		}
	}
	if p[1]&protected != 0 {
		d.notes.encryptedWiFi++
		return
	}
	if n > len(p) {
		d.notes.short++
		return
	}
	d.llc(p[n:], at)
}
