package capture

import (
	"net/netip"
	"time"
)

// The flags of a segment.
const (
	flagFIN = 1
	flagSYN = 2
	flagRST = 4
	flagACK = 16
)

// streamKey names a connection by both ends, the smaller first.
type streamKey struct {
	a, b netip.AddrPort
}

// streams holds the open connections, the one that was silent the longest first.
type streams struct {
	open        map[streamKey]*conn
	first, last *conn
}

// conn is one TCP connection.
type conn struct {
	key        streamKey
	sides      [2]side // sent by key.a, by key.b
	prev, next *conn
	// syns counts how often the connection was asked for, first by asker and at
	// asked, answered tells whether that was granted.
	syns     int
	asker    int
	asked    time.Time
	answered bool
	// tls is its place in the list of TLS flows, from 1; 0 if it is none.
	tls int
}

// tcp files a segment with its connection.
func (d *decoder) tcp(p []byte, at layer) {
	if len(p) < 20 {
		d.notes.short++
		return
	}
	header := int(p[12]>>4) * 4
	if header < 20 || header > len(p) {
		d.notes.short++
		return
	}
	f := flow{netip.AddrPortFrom(at.src, be.Uint16(p)), netip.AddrPortFrom(at.dst, be.Uint16(p[2:]))}
	segment := segment{seq: be.Uint32(p[4:]), data: p[header:], missing: at.missing, time: d.now}
	flags := p[13]
	c, from := d.connection(f, flags)
	if c == nil {
		d.notes.other(protocolName("tcp", f, segment.data))
		return
	}
	s, peer := &c.sides[from], &c.sides[1-from]
	switch {
	case flags&flagSYN != 0:
		d.opened(c, from, f, flags, segment.seq)
		return
	case flags&flagRST != 0:
		d.reset(c, f, flags)
		return
	}
	if flags&flagACK != 0 {
		peer.acked, peer.hasAck = be.Uint32(p[8:]), true
		if peer.holes() {
			d.advance(c, 1-from, f.reverse())
		}
	}
	if len(segment.data) > 0 || segment.missing > 0 {
		d.notes.segments++
		d.arrive(c, from, f, segment)
	}
	switch {
	case c.tls > 0:
		d.tls.count(c.tls)
		d.notes.other(protocolName("tcp", f, nil))
	case s.mode == modeOther || s.mode == modeNone || s.mode == modeHTTPOnly:
		d.notes.other(protocolName("tcp", f, segment.data))
	}
	if flags&flagFIN != 0 {
		s.fin = true
		if c.sides[0].fin && c.sides[1].fin {
			d.closeStream(c)
		}
	}
}

// connection finds the connection of a segment or begins it. A mere
// acknowledgement or reset begins none.
func (d *decoder) connection(f flow, flags byte) (c *conn, from int) {
	key := streamKey{f.src, f.dst}
	if f.dst.Compare(f.src) < 0 {
		key, from = streamKey{f.dst, f.src}, 1
	}
	l := &d.streams
	if c = l.open[key]; c != nil {
		l.touch(c)
		return c, from
	}
	if flags&flagRST != 0 {
		return nil, from
	}
	if l.open == nil {
		l.open = map[streamKey]*conn{}
	}
	if len(l.open) >= d.limits.Streams {
		d.notes.streams++
		d.closeStream(l.first)
	}
	c = &conn{key: key}
	l.open[key] = c
	l.push(c)
	return c, from
}

// opened notes a SYN. One on a known connection begins another between the same
// ports, unless it is a repetition.
func (d *decoder) opened(c *conn, from int, f flow, flags byte, seq uint32) {
	s := &c.sides[from]
	if s.started && s.first != seq+1 {
		d.flushSide(c, s, f)
		if c.tls > 0 && flags&flagACK == 0 {
			c.tls = 0
		}
		*s = side{}
		if flags&flagACK == 0 {
			d.unanswered(c)
			c.answered = false
		}
	}
	if !s.started {
		s.started, s.first, s.next, s.whole = true, seq+1, seq+1, true
	}
	switch {
	case flags&flagACK != 0:
		c.answered = true
	case c.syns == 0:
		c.syns, c.asker, c.asked = 1, from, d.now
	default:
		c.syns++
	}
}

// vain is how often a connection is asked for before nobody answers.
const vain = 3

// unanswered notes a connection to a port of SIP that was asked for in vain.
func (d *decoder) unanswered(c *conn) {
	f := flow{c.key.a, c.key.b}
	if c.asker == 1 {
		f = f.reverse()
	}
	s, peer := &c.sides[c.asker], &c.sides[1-c.asker]
	if c.syns >= vain && !c.answered && !peer.started && !peer.hasAck && s.next == s.first && d.sipPort(f.dst) {
		d.refusals.add(Unreachable{Time: c.asked, Src: f.src, Dst: f.dst, Transport: "tcp", Reason: Unanswered})
	}
	c.syns = 0
}

// reset closes a connection. One that was asked for and reset without more is a
// refusal (RFC 9293 3.5.2).
func (d *decoder) reset(c *conn, f flow, flags byte) {
	if c.syns > 0 && !c.answered && flags&flagACK != 0 && d.sipPort(f.src) {
		d.refusals.add(Unreachable{Time: d.now, From: f.src.Addr(), Src: f.dst, Dst: f.src, Transport: "tcp", Reason: Refused})
	}
	c.syns = 0
	if c.tls > 0 {
		d.tls.reset(c.tls)
	}
	d.closeStream(c)
}

// closeStream hands out what is left of a connection and forgets it.
func (d *decoder) closeStream(c *conn) {
	d.unanswered(c)
	for i := range c.sides {
		f := flow{c.key.a, c.key.b}
		if i == 1 {
			f = f.reverse()
		}
		d.flushSide(c, &c.sides[i], f)
	}
	delete(d.streams.open, c.key)
	d.streams.remove(c)
}

func (d *decoder) closeStreams() {
	for d.streams.first != nil {
		d.closeStream(d.streams.first)
	}
}

func (l *streams) push(c *conn) {
	c.prev, c.next = l.last, nil
	if l.last != nil {
		l.last.next = c
	} else {
		l.first = c
	}
	l.last = c
}

func (l *streams) remove(c *conn) {
	if c.prev != nil {
		c.prev.next = c.next
	} else {
		l.first = c.next
	}
	if c.next != nil {
		c.next.prev = c.prev
	} else {
		l.last = c.prev
	}
}

func (l *streams) touch(c *conn) {
	if l.last != c {
		l.remove(c)
		l.push(c)
	}
}

// segment is a piece of one direction of a connection.
type segment struct {
	seq  uint32
	data []byte
	// missing is how many bytes at its end the capture does not have.
	missing int
	time    time.Time
}

func (s segment) end() uint32 { return s.seq + uint32(len(s.data)) + uint32(s.missing) }
