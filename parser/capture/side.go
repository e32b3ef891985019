package capture

import (
	"slices"
	"time"
)

const (
	// maxWaiting and maxWaitingBytes bound what is held behind a hole in a stream.
	maxWaiting      = 512
	maxWaitingBytes = 1 << 20
	// segmentCost is what a held segment takes besides its bytes.
	segmentCost = 64
	// holeLife is how long a lost segment is waited for where its receiver has
	// acknowledged it, so that it is the capture that misses it, and holeWait how
	// long otherwise.
	holeLife = time.Second
	holeWait = 60 * time.Second
	// farAhead is a distance of sequence numbers that no window spans.
	farAhead = 1 << 24
)

// side is one direction of a connection: its segments in order, and what they
// spell.
type side struct {
	started bool
	// whole is set where the beginning of the stream was seen.
	whole bool
	fin   bool
	// next is the sequence number that is waited for, first the lowest seen.
	first, next uint32
	// acked is what the other side has confirmed.
	acked  uint32
	hasAck bool

	waiting []segment // behind a hole, by sequence number
	bytes   int       // in waiting

	reading
}

// holes tells whether segments wait behind a hole.
func (s *side) holes() bool { return len(s.waiting) > 0 }

// arrive takes a segment: now if it is the next one, else when what is before it
// has come.
func (d *decoder) arrive(c *conn, from int, f flow, g segment) {
	s := &c.sides[from]
	if !s.started {
		s.started, s.first, s.next = true, g.seq, g.seq
	}
	ahead := int32(g.seq - s.next)
	switch {
	case ahead > farAhead || ahead < -farAhead:
		// Another connection between the same ports, whose opening was not seen.
		d.flushSide(c, s, f)
		*s = side{started: true, first: g.seq, next: g.seq}
		d.take(c, s, f, g)
	case ahead <= 0:
		if !s.whole && int32(g.end()-s.first) <= 0 && int32(g.seq-s.first) < 0 {
			// From before the first segment that was seen.
			d.island(f, g)
			return
		}
		if g.skip(int(-ahead)) {
			d.take(c, s, f, g)
		}
	default:
		d.wait(s, g)
	}
	d.advance(c, from, f)
}

// skip takes off what came already, and tells whether anything is new.
func (g *segment) skip(n int) bool {
	if n >= len(g.data)+g.missing {
		return false
	}
	g.seq += uint32(n)
	if n > len(g.data) {
		g.missing -= n - len(g.data)
		g.data = nil
		return true
	}
	g.data = g.data[n:]
	return true
}

// wait keeps a copy of a segment that is ahead.
func (d *decoder) wait(s *side, g segment) {
	i, same := slices.BinarySearchFunc(s.waiting, g.seq, func(have segment, seq uint32) int { return int(int32(have.seq - seq)) })
	if same && len(s.waiting[i].data) >= len(g.data) {
		return
	}
	g.data = slices.Clone(g.data)
	s.waiting = slices.Insert(s.waiting, i, g)
	s.bytes += len(g.data)
	d.held += int64(len(g.data)) + segmentCost
}

// advance takes the segments that waited for what has come, and gives up waiting
// where nothing will come.
func (d *decoder) advance(c *conn, from int, f flow) {
	s := &c.sides[from]
	for len(s.waiting) > 0 {
		g := s.waiting[0]
		ahead := int32(g.seq - s.next)
		if ahead > 0 {
			if !d.lost(s, g) {
				return
			}
			d.gap(c, s, f)
			s.next, ahead = g.seq, 0
		}
		s.waiting = s.waiting[1:]
		s.bytes -= len(g.data)
		d.held -= int64(len(g.data)) + segmentCost
		if g.skip(int(-ahead)) {
			d.take(c, s, f, g)
		}
	}
	s.waiting = nil
}

// lost tells whether what is missing before g can no longer be expected.
func (d *decoder) lost(s *side, g segment) bool {
	age := d.now.Sub(g.time)
	return len(s.waiting) > maxWaiting || s.bytes > maxWaitingBytes || d.held > d.limits.Buffer ||
		age > holeWait || age > holeLife && s.hasAck && int32(s.acked-g.seq) >= 0
}

// take reads a segment that is in order.
func (d *decoder) take(c *conn, s *side, f flow, g segment) {
	s.next = g.end()
	if len(g.data) > 0 {
		d.read(c, s, f, g)
	}
	if g.missing > 0 {
		d.gap(c, s, f)
	}
}

// gap ends what is being read: bytes are missing behind it.
func (d *decoder) gap(c *conn, s *side, f flow) {
	if s.mode.bearsSIP() || d.sipPort(f.src) || d.sipPort(f.dst) {
		d.notes.gaps++
	}
	d.cutOff(s, f)
	s.mode = s.mode.afterGap()
	s.skip = 0
}

// flushSide hands out what is left of a direction.
func (d *decoder) flushSide(c *conn, s *side, f flow) {
	for len(s.waiting) > 0 {
		g := s.waiting[0]
		ahead := int32(g.seq - s.next)
		if ahead > 0 {
			d.gap(c, s, f)
			s.next, ahead = g.seq, 0
		}
		s.waiting = s.waiting[1:]
		s.bytes -= len(g.data)
		d.held -= int64(len(g.data)) + segmentCost
		if g.skip(int(-ahead)) {
			d.take(c, s, f, g)
		}
	}
	s.waiting = nil
	d.cutOff(s, f)
}

// island reads a segment from before the first one that was seen, by itself.
func (d *decoder) island(f flow, g segment) {
	var s side
	d.read(&conn{}, &s, f, g)
	d.held -= int64(len(s.buf))
}
