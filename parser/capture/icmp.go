package capture

import "net/netip"

// maxRefusals bounds the list of what was unreachable.
const maxRefusals = 1024

// refusals lists what was unreachable, equal ones once.
type refusals struct {
	list []Unreachable
	at   map[refusalKey]int
}

type refusalKey struct {
	from      netip.Addr
	flow      flow
	reason    Reason
	transport string
}

func (r *refusals) add(u Unreachable) {
	key := refusalKey{u.From, flow{u.Src, u.Dst}, u.Reason, u.Transport}
	if i, ok := r.at[key]; ok {
		r.list[i].Count++
		r.list[i].Last = u.Time
		return
	}
	if len(r.list) >= maxRefusals {
		return
	}
	if r.at == nil {
		r.at = map[refusalKey]int{}
	}
	r.at[key] = len(r.list)
	u.Count, u.Last = 1, u.Time
	r.list = append(r.list, u)
}

// icmp keeps errors about SIP (RFC 792, RFC 4443): they quote the beginning of
// the packet that did not arrive.
func (d *decoder) icmp(proto byte, p []byte, at layer) {
	d.notes.other("ICMP")
	if len(p) < 8 {
		return
	}
	reason := reason4(p[0], p[1])
	if proto == protoICMPv6 {
		reason = reason6(p[0], p[1])
	}
	if reason == "" {
		return
	}
	transport, ports, f, ok := quoted(p[8:])
	if !ok {
		return
	}
	about := d.sipPort(f.dst) || d.sipPort(f.src)
	if transport == protoUDP && len(ports) > 8 {
		about = startsMessage(trimKeepAlive(ports[8:]), true) || about && len(trimKeepAlive(ports[8:])) == 0
	}
	if !about {
		return
	}
	name := "udp"
	if transport == protoTCP {
		name = "tcp"
	}
	d.refusals.add(Unreachable{Time: d.now, From: at.src, Src: f.src, Dst: f.dst, Transport: name, Reason: reason})
}

// quoted reads the addresses of the packet that an error quotes.
func quoted(p []byte) (proto byte, rest []byte, f flow, ok bool) {
	var src, dst netip.Addr
	switch {
	case len(p) >= 20 && p[0]>>4 == 4:
		src, dst = netip.AddrFrom4([4]byte(p[12:16])), netip.AddrFrom4([4]byte(p[16:20]))
		proto, rest = p[9], p[min(len(p), int(p[0]&15)*4):]
	case len(p) >= 40 && p[0]>>4 == 6:
		src, dst = netip.AddrFrom16([16]byte(p[8:24])), netip.AddrFrom16([16]byte(p[24:40]))
		proto, rest = p[6], p[40:]
	}
	if len(rest) < 4 || proto != protoUDP && proto != protoTCP {
		return 0, nil, flow{}, false
	}
	return proto, rest, flow{netip.AddrPortFrom(src, be.Uint16(rest)), netip.AddrPortFrom(dst, be.Uint16(rest[2:]))}, true
}

func reason4(kind, code byte) Reason {
	switch kind {
	case 3:
		switch code {
		case 0, 6, 11:
			return NetUnreachable
		case 1, 7, 12:
			return HostUnreachable
		case 3:
			return PortUnreachable
		case 4:
			return TooBig
		case 9, 10, 13:
			return Prohibited
		}
		return OtherReason
	case 11:
		return TimeExceeded
	}
	return ""
}

func reason6(kind, code byte) Reason {
	switch kind {
	case 1:
		switch code {
		case 0:
			return NetUnreachable
		case 1, 5, 6:
			return Prohibited
		case 3:
			return HostUnreachable
		case 4:
			return PortUnreachable
		}
		return OtherReason
	case 2:
		return TooBig
	case 3:
		return TimeExceeded
	}
	return ""
}
