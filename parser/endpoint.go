package parser

import (
	"net/netip"

	"github.com/sipwhy/sipwhy/parser/capture"
	"github.com/sipwhy/sipwhy/parser/dialect"
)

// endpoints turns the addresses of a capture's packets into text, and files who sends,
// once for each address: both are asked of every packet.
type endpoints struct {
	seen *sightings
	all  map[netip.AddrPort]*endpoint
}

type endpoint struct {
	name  string
	sends bool
}

// maxEndpoints bounds what is remembered; beyond it, all is forgotten and begun anew.
const maxEndpoints = 1 << 16

func (e *endpoints) of(addr netip.AddrPort) *endpoint {
	if known := e.all[addr]; known != nil {
		return known
	}
	if e.all == nil || len(e.all) > maxEndpoints {
		e.all = map[netip.AddrPort]*endpoint{}
	}
	found := new(endpoint)
	if addr.IsValid() {
		found.name = netip.AddrPortFrom(addr.Addr().Unmap(), addr.Port()).String()
	}
	e.all[addr] = found
	return found
}

// frame is a packet with a message as a frame.
func (e *endpoints) frame(p capture.Packet) *dialect.Frame {
	src, dst := e.of(p.Src), e.of(p.Dst)
	if !src.sends {
		src.sends = true
		e.seen.see(src.name)
	}
	return &dialect.Frame{
		Text: string(p.Payload), Time: p.Time, Clock: !p.Time.IsZero(),
		Src: src.name, Dst: dst.name, Transport: p.Transport,
		Partial: p.Cut, Clipped: p.Cut, Exact: true,
	}
}
