package capture

import "encoding/binary"

// Link types of tcpdump.org/linktypes.html. Some have two numbers: that of the
// file format, and that of the system which wrote its own into the file.
const (
	linkNull       = 0
	linkEthernet   = 1
	linkPPP        = 9
	linkRawBSD     = 12
	linkRawOpenBSD = 14
	linkPPPHDLC    = 50
	linkPPPoE      = 51
	linkATM        = 100
	linkRaw        = 101
	linkCiscoHDLC  = 104
	linkWiFi       = 105
	linkLoop       = 108
	linkEnc        = 109
	linkCooked     = 113
	linkPflog      = 117
	linkPrism      = 119
	linkRadiotap   = 127
	linkPKTAPUser  = 149
	linkAVS        = 163
	linkPPPDir     = 166
	linkJuniper    = 178
	linkPPI        = 192
	linkERF        = 197
	linkPPPWithDir = 204
	linkIPv4       = 228
	linkIPv6       = 229
	linkNFLOG      = 239
	linkSCTP       = 248
	linkExported   = 252
	linkPKTAP      = 258
	linkCooked2    = 276
)

// EtherTypes.
const (
	etherIPv4      = 0x0800
	etherARP       = 0x0806
	etherTEB       = 0x6558
	etherVLAN      = 0x8100
	etherIPv6      = 0x86dd
	etherMPLS      = 0x8847
	etherMPLSMulti = 0x8848
	etherPPPoE     = 0x8864
	etherPPP       = 0x880b
	etherERSPAN2   = 0x88be
	etherQinQ      = 0x88a8
	etherERSPAN3   = 0x22eb
	etherQinQOld   = 0x9100
	etherQinQOlder = 0x9200
	etherVNTag     = 0x8926
	// etherLength is the first value that is a type: below, it is the length of
	// an 802.3 frame.
	etherLength = 0x600
)

var be = binary.BigEndian

// link takes the link layer of one packet off.
func (d *decoder) link(kind uint32, p []byte) { d.linkAt(kind, p, layer{}) }

func (d *decoder) linkAt(kind uint32, p []byte, at layer) {
	switch kind {
	case linkEthernet:
		d.ethernet(p, at)
	case linkCooked:
		if rest, ok := d.past(16, p); ok {
			d.ether(be.Uint16(p[14:]), rest, at)
		}
	case linkCooked2:
		if rest, ok := d.past(20, p); ok {
			d.ether(be.Uint16(p), rest, at)
		}
	case linkRaw, linkRawBSD, linkRawOpenBSD, linkIPv4, linkIPv6:
		d.network(p, at)
	case linkNull, linkLoop:
		if rest, ok := d.past(4, p); ok {
			d.network(rest, at)
		}
	case linkEnc:
		if rest, ok := d.past(12, p); ok {
			d.network(rest, at)
		}
	case linkPPP, linkPPPHDLC:
		d.ppp(p, at)
	case linkPPPDir, linkPPPWithDir:
		if rest, ok := d.past(1, p); ok {
			d.ppp(rest, at)
		}
	case linkPPPoE:
		d.pppoe(p, at)
	case linkATM:
		d.atm(p, at)
	case linkSCTP:
		d.sctp(p, at)
	case linkCiscoHDLC:
		if rest, ok := d.past(4, p); ok {
			d.ether(be.Uint16(p[2:]), rest, at)
		}
	case linkPflog:
		d.pflog(p, at)
	case linkNFLOG:
		d.nflog(p, at)
	case linkExported:
		d.exported(p)
	case linkPKTAP, linkPKTAPUser:
		if !d.pktap(p, at) {
			d.notes.unknownLink(kind)
		}
	case linkJuniper:
		d.juniper(p, at)
	case linkERF:
		d.erf(p, at)
	case linkWiFi, linkRadiotap, linkPrism, linkAVS, linkPPI:
		d.wireless(kind, p, at)
	default:
		d.notes.unknownLink(kind)
	}
}

// past is what follows a header of n bytes; a packet that is shorter is counted.
func (d *decoder) past(n int, p []byte) (rest []byte, ok bool) {
	if len(p) < n {
		d.notes.short++
		return nil, false
	}
	return p[n:], true
}

func (d *decoder) ethernet(p []byte, at layer) {
	if len(p) < 14 {
		d.notes.short++
		return
	}
	d.ether(be.Uint16(p[12:]), p[14:], at)
}

// ether dispatches on an EtherType, taking tags and labels off.
func (d *decoder) ether(kind uint16, p []byte, at layer) {
	for n := tagged(kind, p); n > 0; n = tagged(kind, p) {
		if len(p) < n {
			d.notes.short++
			return
		}
		kind, p = be.Uint16(p[n-2:]), p[n:]
	}
	switch kind {
	case etherIPv4, etherIPv6:
		d.network(p, at)
	case etherMPLS, etherMPLSMulti:
		d.mpls(p, at)
	case etherPPPoE:
		d.pppoe(p, at)
	case etherARP:
		d.notes.other("ARP")
	case etherMACsec:
		d.notes.other("MACsec")
	default:
		switch {
		case kind < etherLength:
			d.llc(p, at)
		case !d.nested(kind, p, at):
			d.notes.other("")
		}
	}
}

// llc reads 802.2 with SNAP.
func (d *decoder) llc(p []byte, at layer) {
	if len(p) < 8 || p[0] != 0xaa || p[1] != 0xaa || p[2] != 3 {
		d.notes.other("")
		return
	}
	if kind := be.Uint16(p[6:]); kind >= etherLength {
		d.ether(kind, p[8:], at)
	}
}

// mpls takes labels off down to the bottom of the stack, under which only the
// first bits tell what there is; Ethernet may stand behind a control word.
func (d *decoder) mpls(p []byte, at layer) {
	for len(p) >= 4 {
		bottom := p[2]&1 != 0
		p = p[4:]
		if !bottom {
			continue
		}
		switch {
		case len(p) == 0:
		case p[0]>>4 == 4, p[0]>>4 == 6:
			d.network(p, at)
			return
		case p[0]>>4 == 0 && len(p) > 4 && at.deeper():
			at.depth++
			d.ethernet(p[4:], at)
			return
		}
		break
	}
	d.notes.other("")
}

func (d *decoder) pppoe(p []byte, at layer) {
	if len(p) < 6 || p[1] != 0 {
		d.notes.other("")
		return
	}
	d.ppp(p[6:], at)
}

// ppp reads PPP with or without HDLC-like framing and with a protocol of one or
// two bytes (RFC 1661, RFC 1662).
func (d *decoder) ppp(p []byte, at layer) {
	if len(p) >= 2 && p[0] == 0xff && p[1] == 3 {
		p = p[2:]
	}
	if len(p) < 2 {
		d.notes.short++
		return
	}
	kind, n := be.Uint16(p), 2
	if p[0]&1 != 0 {
		kind, n = uint16(p[0]), 1
	}
	switch kind {
	case 0x21, 0x57:
		d.network(p[n:], at)
	case 0x281, 0x283:
		d.mpls(p[n:], at)
	default:
		d.notes.other("")
	}
}

// atm reads IP over ATM (RFC 2684), as modems of DSL have it: with LLC, or in PPP.
func (d *decoder) atm(p []byte, at layer) {
	if len(p) > 4 && p[0] == 0xfe && p[1] == 0xfe && p[2] == 3 && p[3] == 0xcf {
		d.ppp(p[4:], at)
		return
	}
	d.llc(p, at)
}

// pflog reads the header of OpenBSD's packet filter, which begins with its own
// length without the padding.
func (d *decoder) pflog(p []byte, at layer) {
	if len(p) < 4 {
		d.notes.short++
		return
	}
	n := (int(p[0]) + 3) &^ 3
	if rest, ok := d.past(n, p); ok {
		d.network(rest, at)
	}
}

// nflog reads the attributes of Linux' netfilter log up to the packet.
func (d *decoder) nflog(p []byte, at layer) {
	const payload = 9
	if len(p) < 4 {
		d.notes.short++
		return
	}
	for p = p[4:]; len(p) >= 4; {
		// In the byte order of the host, which nearly always is this one.
		n, kind := int(binary.LittleEndian.Uint16(p)), binary.LittleEndian.Uint16(p[2:])
		if n < 4 || n > len(p) {
			break
		}
		if kind&0x7fff == payload {
			d.network(p[4:n], at)
			return
		}
		p = p[min(len(p), (n+3)&^3):]
	}
	d.notes.other("")
}
