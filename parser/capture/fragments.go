package capture

import (
	"bytes"
	"container/list"
	"net/netip"
	"slices"
	"time"
)

// fragmentKey names a datagram that was sent in fragments (RFC 791 3.2, RFC 8200
// 4.5).
type fragmentKey struct {
	src, dst netip.Addr
	id       uint32
	proto    byte
	six      bool
}

const (
	// fragmentLife is how long the fragments of a datagram are waited for: hosts
	// themselves give up after 30 to 120 s.
	fragmentLife = 30 * time.Second
	maxDatagram  = 1 << 16
	// pieceCost is what a held piece takes besides its bytes.
	pieceCost = 96
)

// fragments holds incomplete datagrams, the oldest first.
type fragments struct {
	open  map[fragmentKey]*list.Element
	order list.List
}

// partial is a datagram of which not all has come.
type partial struct {
	key    fragmentKey
	pieces []piece // by offset, without overlaps
	held   int     // bytes in pieces
	total  int     // 0 until the last fragment came
	cost   int64
	layer  layer
	// before is the datagram of the same number that was complete before: equal
	// fragments may be what is left over of a copy, seen on another interface.
	before []byte
	// began is when the first fragment to come came, time that of the one with
	// the beginning.
	began, time time.Time
}

type piece struct {
	offset int
	data   []byte
}

// fragment adds a fragment to its datagram and goes on with it when it is whole.
// Fragments may come in any order and more than once.
func (d *decoder) fragment(key fragmentKey, offset int, more bool, p []byte, at layer) {
	d.expire()
	if len(p) == 0 || offset+len(p) > maxDatagram {
		d.notes.short++
		return
	}
	f := &d.fragments
	element := f.open[key]
	if element == nil {
		if f.open == nil {
			f.open = map[fragmentKey]*list.Element{}
		}
		element = f.order.PushBack(&partial{key: key, cost: 4 * pieceCost})
		f.open[key] = element
		d.held += 4 * pieceCost
	}
	whole := element.Value.(*partial)
	if len(whole.pieces) == 0 {
		whole.began, whole.layer = d.now, at
		f.order.MoveToBack(element)
	}
	whole.add(offset, more && at.missing == 0, p, d)
	if offset == 0 {
		whole.time, whole.layer = d.now, at
	}
	if whole.total > 0 && whole.held >= whole.total {
		joined, layer := whole.join()
		whole.before, whole.pieces, whole.held, whole.total = joined, nil, 0, 0
		cost := 4*pieceCost + int64(len(joined))
		d.held += cost - whole.cost
		whole.cost = cost
		d.deliver(key, joined, layer, whole.time)
	}
	for d.held > d.limits.Buffer && f.order.Len() > 0 {
		d.giveUp(f.order.Front())
	}
}

// add files a piece. One that overlaps another is cut to what is new of it.
func (w *partial) add(offset int, more bool, p []byte, d *decoder) {
	if !more {
		w.total = offset + len(p)
	}
	i, _ := slices.BinarySearchFunc(w.pieces, offset, func(have piece, offset int) int { return have.offset - offset })
	if i > 0 {
		before := w.pieces[i-1]
		if end := before.offset + len(before.data); end > offset {
			if end >= offset+len(p) {
				return
			}
			p, offset = p[end-offset:], end
		}
	}
	if i < len(w.pieces) {
		next := w.pieces[i].offset
		if next <= offset {
			return
		}
		p = p[:min(len(p), next-offset)]
	}
	w.pieces = slices.Insert(w.pieces, i, piece{offset, slices.Clone(p)})
	w.held += len(p)
	cost := int64(len(p)) + pieceCost
	w.cost += cost
	d.held += cost
}

// copies tells whether all pieces are of the datagram that was complete before.
func (w *partial) copies() bool {
	for _, p := range w.pieces {
		if end := p.offset + len(p.data); end > len(w.before) || !bytes.Equal(w.before[p.offset:end], p.data) {
			return false
		}
	}
	return true
}

// expire gives up the datagrams that have waited too long.
func (d *decoder) expire() {
	for e := d.fragments.order.Front(); e != nil; e = d.fragments.order.Front() {
		w := e.Value.(*partial)
		if age := d.now.Sub(w.began); age < fragmentLife && age > -fragmentLife {
			return
		}
		d.giveUp(e)
	}
}

func (d *decoder) drop(e *list.Element) {
	w := e.Value.(*partial)
	d.fragments.order.Remove(e)
	delete(d.fragments.open, w.key)
	d.held -= w.cost
}

// giveUp goes on with what there is of a datagram.
func (d *decoder) giveUp(e *list.Element) {
	d.drop(e)
	w := e.Value.(*partial)
	if w.copies() {
		return
	}
	if w.pieces[0].offset > 0 {
		d.notes.fragments++
		return
	}
	messages := d.notes.messages
	joined, layer := w.join()
	d.deliver(w.key, joined, layer, w.time)
	if d.notes.messages > messages {
		d.notes.fragments++
	}
}

// join joins the pieces up to the first hole.
func (w *partial) join() ([]byte, layer) {
	joined := make([]byte, 0, w.held)
	for _, p := range w.pieces {
		if p.offset != len(joined) {
			break
		}
		joined = append(joined, p.data...)
	}
	at := w.layer
	if w.total == 0 || len(joined) < w.total {
		at.missing = max(1, w.total-len(joined))
	}
	return joined, at
}

// deliver goes on with a datagram that began at a time.
func (d *decoder) deliver(key fragmentKey, p []byte, at layer, began time.Time) {
	now := d.now
	d.now = began
	if key.six {
		d.extensions(key.proto, p, at)
	} else {
		d.transport(key.proto, p, at)
	}
	d.now = now
}
