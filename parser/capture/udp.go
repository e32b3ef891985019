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
		d.messages(text, f, at)
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

// messages hands out the message of a datagram. What follows its body is ignored
// (RFC 3261 18.3) unless it is a message itself, as some stacks coalesce them.
func (d *decoder) messages(p []byte, f flow, at layer) {
	for range maxPerDatagram {
		message, rest := p, []byte(nil)
		if end := headerEnd(p); end >= 0 {
			if n, ok := contentLength(p[:end]); ok && end+n < len(p) {
				if next := trimKeepAlive(p[end+n:]); startsHeaders(next) {
					message, rest = p[:end+n], next
				}
			}
		}
		d.emit(Packet{Time: d.now, Src: f.src, Dst: f.dst, Transport: "udp", Payload: message, Cut: at.missing > 0 && rest == nil})
		if rest == nil {
			return
		}
		p = rest
	}
}

// maxPerDatagram bounds the messages of one datagram.
const maxPerDatagram = 64
