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
	// speakers are the addresses with an unusual port that SIP was seen at.
	speakers map[netip.AddrPort]bool
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
	d.speaks(p.Src)
	d.speaks(p.Dst)
	d.out(p)
}

// speaks remembers that SIP was seen at an address.
func (d *decoder) speaks(addr netip.AddrPort) {
	if !usualPort(addr.Port()) && len(d.speakers) < maxSpeakers {
		d.speakers[addr] = true
	}
}

// sipPort tells whether SIP is to be expected at an address: it was seen there, or
// the port is one that is used for it.
func (d *decoder) sipPort(addr netip.AddrPort) bool {
	return usualPort(addr.Port()) || d.speakers[addr]
}

func usualPort(port uint16) bool {
	return port >= 5060 && port <= 5100 || port == 5160 || port == 5161
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
