package capture

import (
	"cmp"
	"net/netip"
)

// sctpKey names an ordered stream of an association.
type sctpKey struct {
	flow   flow
	stream uint16
}

// sctpPart is a message of which not all chunks have come.
type sctpPart struct {
	data []byte
	next uint32
}

// maxSCTP bounds the messages that are waited for.
const maxSCTP = 256

// sctp reads the DATA chunks of a packet (RFC 9260 3.3.1): each user message is
// one of SIP (RFC 4168).
func (d *decoder) sctp(p []byte, at layer) {
	const (
		header = 12
		data   = 0
		ends   = 1
		begins = 2
	)
	if len(p) < header {
		d.notes.short++
		return
	}
	f := flow{netip.AddrPortFrom(at.src, be.Uint16(p)), netip.AddrPortFrom(at.dst, be.Uint16(p[2:]))}
	found := false
	for p = p[header:]; len(p) >= 4; {
		kind, flags, n := p[0], p[1], int(be.Uint16(p[2:]))
		if n < 4 {
			break
		}
		chunk := p[:min(n, len(p))]
		p = p[min(len(p), (n+3)&^3):]
		if kind != data || len(chunk) < 16 {
			continue
		}
		cut := len(chunk) < n
		tsn, key := be.Uint32(chunk[4:]), sctpKey{f, be.Uint16(chunk[8:])}
		body := chunk[16:]
		if flags&begins == 0 || flags&ends == 0 {
			body = d.joinSCTP(key, tsn, flags&begins != 0, flags&ends != 0, body)
		}
		if text := trimKeepAlive(body); startsMessage(text, cut) {
			found = true
			d.emit(Packet{Time: d.now, Src: f.src, Dst: f.dst, Transport: "sctp", Payload: text, Cut: cut})
		}
	}
	if !found {
		d.notes.other(cmp.Or(protocolName("sctp", f, nil), "SCTP"))
	}
}

// joinSCTP joins the chunks of a message that come in order, and returns it when
// its last has come.
func (d *decoder) joinSCTP(key sctpKey, tsn uint32, begins, ends bool, body []byte) []byte {
	part := d.sctpParts[key]
	switch {
	case begins && (part != nil || len(d.sctpParts) < maxSCTP):
		if d.sctpParts == nil {
			d.sctpParts = map[sctpKey]*sctpPart{}
		}
		part = &sctpPart{next: tsn}
		d.sctpParts[key] = part
	case part == nil || part.next != tsn || len(part.data) > maxMessage:
		return nil
	}
	part.data = append(part.data, body...)
	part.next = tsn + 1
	if !ends {
		return nil
	}
	delete(d.sctpParts, key)
	return part.data
}
