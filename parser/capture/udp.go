package capture

import "net/netip"

// flow is one direction between two ports.
type flow struct {
	src, dst netip.AddrPort
}

func (f flow) reverse() flow { return flow{f.dst, f.src} }

func (d *decoder) udp(p []byte, at layer) {
	const header = 8
	if len(p) < header {
		d.notes.short++
		return
	}
	f := flow{netip.AddrPortFrom(at.src, be.Uint16(p)), netip.AddrPortFrom(at.dst, be.Uint16(p[2:]))}
	// The stated length is shorter where the frame was padded, and 0 where the
	// card was to segment it.
	stated := int(be.Uint16(p[4:]))
	payload := p[header:]
	switch {
	case stated < header:
	case stated <= len(p):
		payload, at.missing = p[header:stated], 0
	default:
		at.missing = max(at.missing, stated-len(p))
	}
	d.datagram(payload, f, at)
}

// datagram finds out what a datagram carries.
func (d *decoder) datagram(p []byte, f flow, at layer) {
	text := trimKeepAlive(p)
	if startsMessage(text, at.missing > 0) {
		d.message(text, f, at)
		return
	}
	switch {
	case len(text) == 0:
		d.notes.keepAlives++
	case d.hep(p, d.now, at):
	case d.tunnel(f.dst.Port(), p, at), d.tunnel(f.src.Port(), p, at):
	case d.media.see(p, f, d.now):
		d.notes.other("RTP")
	default:
		d.notes.other(protocolName("udp", f, p))
	}
}

// message hands out the message of a datagram. What follows its body is noise that
// every receiver ignores (RFC 3261 18.3), even where it looks like another message
// (RFC 4475 3.1.1.8): that is counted, since somebody may miss it.
func (d *decoder) message(p []byte, f flow, at layer) {
	if end := headerEnd(p); end >= 0 {
		if n, ok := contentLength(p[:end]); ok && end+n < len(p) {
			if startsHeaders(trimKeepAlive(p[end+n:])) {
				d.notes.behind++
				p = p[:end+n]
			}
		}
	}
	d.emit(Packet{Time: d.now, Src: f.src, Dst: f.dst, Transport: "udp", Payload: p, Cut: at.missing > 0})
}
