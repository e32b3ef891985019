package capture

import (
	"net/netip"
	"time"
)

// decoder takes the packets of one capture apart.
type decoder struct {
	limits Limits
	info   Info
	notes  notes
	out    func(Packet)
	// now is the time of the packet at hand.
	now time.Time
	// held counts the bytes held back for fragments and segments.
	held      int64
	fragments fragments
	streams   streams
	media     media
	sctpParts map[sctpKey]*sctpPart
	refusals  refusals
	tls       tlsFlows
	// speakers are the addresses that SIP was seen at.
	speakers map[netip.AddrPort]bool
	last     [2]netip.AddrPort
}

// maxSpeakers bounds the addresses remembered: a carrier's capture has one for
// each phone.
const maxSpeakers = 1 << 16

func newDecoder(limits Limits, out func(Packet)) *decoder {
	return &decoder{limits: limits, out: out, speakers: map[netip.AddrPort]bool{}}
}

// emit hands out a message.
func (d *decoder) emit(p Packet) {
	d.notes.messages++
	if p.Cut {
		d.notes.cutMessages++
	}
	for i, addr := range [...]netip.AddrPort{p.Src, p.Dst} {
		if addr != d.last[i] && len(d.speakers) < maxSpeakers {
			d.speakers[addr] = true
			d.last[i] = addr
		}
	}
	d.out(p)
}

// sipPort tells whether SIP is to be expected at an address: it was seen there, or
// the port is one that is used for it.
func (d *decoder) sipPort(addr netip.AddrPort) bool {
	switch p := addr.Port(); {
	case p >= 5060 && p <= 5100, p == 5160, p == 5161:
		return true
	}
	return d.speakers[addr]
}

// finish hands out what was waited for in vain, and sums up.
func (d *decoder) finish(f file) {
	for e := d.fragments.order.Front(); e != nil; e = d.fragments.order.Front() {
		d.giveUp(e)
	}
	d.closeStreams()
	d.info.Media = d.media.list()
	d.info.TLS = d.tls.list
	d.info.Unreachable = d.refusals.list
	d.info.Notes = d.notes.sentences(&d.info, f.facts(), &d.tls)
}
