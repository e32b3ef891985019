package capture

import (
	"bufio"
	"encoding/binary"
	"io"
	"math/bits"
	"time"
)

// The block types of draft-ietf-opsawg-pcapng.
const (
	blockSection   = 0x0a0d0d0a
	blockInterface = 1
	blockPacket    = 2 // obsolete
	blockSimple    = 3
	blockEnhanced  = 6
	blockSecrets   = 10
)

const (
	blockOrder = 0x1a2b3c4d
	// blockFrame is what a block has besides its body: type, length, length.
	blockFrame = 12
	// maxInterfaces bounds the interfaces of a section; a packet names its own in
	// 16 bits in the obsolete block.
	maxInterfaces = 1 << 16
)

// The options of an interface that matter here.
const (
	optionEnd        = 0
	optionResolution = 9
	optionOffset     = 14
)

// pcapng reads the next generation format. Where a block is damaged it looks for
// the next whole one.
type pcapng struct {
	b          *bufio.Reader
	order      binary.ByteOrder
	interfaces []iface
	// foreign is set in a section of an unknown version.
	foreign bool
	// take is the length of the block handed out, still in the buffer.
	take  int
	noted fileFacts
}

type iface struct {
	link uint32
	snap uint32
	// perSecond are the units of a second, offset the seconds added.
	perSecond uint64
	offset    int64
}

func isPcapng(head []byte) bool {
	return len(head) >= 12 && binary.BigEndian.Uint32(head) == blockSection && sectionOrder(head) != nil ||
		len(head) >= 6 && len(head) < 12 && binary.BigEndian.Uint32(head) == blockSection
}

// sectionOrder is the byte order of a section header block.
func sectionOrder(head []byte) binary.ByteOrder {
	switch {
	case binary.LittleEndian.Uint32(head[8:]) == blockOrder:
		return binary.LittleEndian
	case binary.BigEndian.Uint32(head[8:]) == blockOrder:
		return binary.BigEndian
	}
	return nil
}

func newPcapng(b *bufio.Reader) *pcapng {
	return &pcapng{b: b, order: binary.LittleEndian}
}

func (f *pcapng) facts() fileFacts { return f.noted }

func (f *pcapng) next() (record, error) {
	for {
		f.b.Discard(f.take)
		f.take = 0
		kind, body, err := f.block()
		if err != nil {
			return record{}, err
		}
		switch kind {
		case blockSection:
			f.section(body)
		case blockInterface:
			f.describe(body)
		case blockSecrets:
			f.noted.secrets = true
		case blockEnhanced, blockSimple, blockPacket:
			if f.foreign {
				continue
			}
			if r, ok := f.packet(kind, body); ok {
				return r, nil
			}
			f.noted.damaged++
		}
	}
}

// block reads the next block whole, without taking it from the buffer, and
// returns its body. Blocks that are too long to hold, or none of ours, are
// skipped.
func (f *pcapng) block() (kind uint32, body []byte, err error) {
	for {
		head, err := fill(f.b, blockFrame)
		if err != nil {
			return 0, nil, err
		}
		if binary.BigEndian.Uint32(head) == blockSection {
			if order := sectionOrder(head); order != nil {
				f.order = order
			}
		}
		kind, length := f.order.Uint32(head), int64(f.order.Uint32(head[4:]))
		// A few writers do not count the padding.
		padded := (length + 3) &^ 3
		isPacket := kind == blockEnhanced || kind == blockSimple || kind == blockPacket
		switch {
		case length < blockFrame, length > maxLength, isPacket && padded > readAhead:
			if err := f.resume(); err != nil {
				return 0, nil, err
			}
			continue
		case padded > readAhead:
			if err := skip(f.b, padded); err != nil {
				return 0, nil, err
			}
			continue
		}
		block, err := fill(f.b, int(padded))
		if err == errCut {
			// A cut file, or a damaged length before whole blocks.
			if f.resume() != nil {
				return 0, nil, errCut
			}
			continue
		}
		if err != nil {
			return 0, nil, err
		}
		if !f.closes(block, length) {
			if err := f.resume(); err != nil {
				return 0, nil, err
			}
			continue
		}
		f.take = len(block)
		return kind, block[8:max(8, length-4)], nil
	}
}

// closes tells whether a block ends in its length again.
func (f *pcapng) closes(block []byte, length int64) bool {
	return int64(f.order.Uint32(block[len(block)-4:])) == length || int64(f.order.Uint32(block[length-4:])) == length
}

// maxResumed bounds the blocks that reading may resume at, so that each look
// around costs no more than the bytes that it passes.
const maxResumed = readAhead / 8

// resume steps to the next whole block behind a damaged one.
func (f *pcapng) resume() error {
	f.noted.damaged++
	f.b.Discard(1)
	for {
		window, err := f.b.Peek(readAhead)
		if len(window) < blockFrame {
			f.b.Discard(len(window))
			if err == nil || err == io.EOF {
				err = errCut
			}
			return err
		}
		last := len(window) - maxResumed
		if err != nil {
			last = len(window) - blockFrame + 1
		}
		for at := range last {
			if f.whole(window[at:]) {
				f.b.Discard(at)
				return nil
			}
		}
		f.b.Discard(last)
	}
}

// whole tells whether p begins with a block of a known type that ends in its
// length again.
func (f *pcapng) whole(p []byte) bool {
	if len(p) < blockFrame {
		return false
	}
	order := f.order
	kind := order.Uint32(p)
	switch kind {
	case blockInterface, blockPacket, blockSimple, blockEnhanced:
	case blockSection:
		if order = sectionOrder(p); order == nil {
			return false
		}
	default:
		return false
	}
	length := int64(order.Uint32(p[4:]))
	return length > blockFrame && length%4 == 0 && length <= min(maxResumed, int64(len(p))) &&
		int64(order.Uint32(p[length-4:])) == length
}

// section begins a section, which describes its own interfaces.
func (f *pcapng) section(body []byte) {
	f.interfaces = f.interfaces[:0]
	f.foreign = len(body) < 8 || f.order.Uint16(body[4:]) != 1
	if f.foreign {
		f.noted.damaged++
	}
}

// describe adds an interface.
func (f *pcapng) describe(body []byte) {
	if len(body) < 8 || len(f.interfaces) >= maxInterfaces {
		f.noted.damaged++
		return
	}
	i := iface{link: uint32(f.order.Uint16(body)), snap: f.order.Uint32(body[4:]), perSecond: 1e6}
	for options := body[8:]; len(options) >= 4; {
		code, length := f.order.Uint16(options), int(f.order.Uint16(options[2:]))
		if code == optionEnd || 4+length > len(options) {
			break
		}
		value := options[4 : 4+length]
		switch {
		case code == optionResolution && length >= 1:
			i.perSecond = unitsPerSecond(value[0])
		case code == optionOffset && length >= 8:
			i.offset = int64(f.order.Uint64(value))
		}
		options = options[min(len(options), 4+(length+3)&^3):]
	}
	f.interfaces = append(f.interfaces, i)
	if i.snap > 0 && (f.noted.snap == 0 || i.snap < f.noted.snap) {
		f.noted.snap = i.snap
	}
}

// unitsPerSecond decodes if_tsresol: a negative power of ten, or of two where
// the first bit is set.
func unitsPerSecond(resolution byte) uint64 {
	n := resolution & 0x7f
	if resolution&0x80 != 0 {
		return 1 << min(n, 63)
	}
	units := uint64(1)
	for range min(n, 19) {
		units *= 10
	}
	return units
}

// packet reads the three kinds of packet block.
func (f *pcapng) packet(kind uint32, body []byte) (record, bool) {
	var of, captured uint32
	var stamp uint64
	head := 20
	switch {
	case kind == blockSimple && len(body) >= 4:
		head, captured = 4, min(f.order.Uint32(body), uint32(len(body)-4))
	case kind == blockEnhanced && len(body) >= head:
		of = f.order.Uint32(body)
	case kind == blockPacket && len(body) >= head:
		of = uint32(f.order.Uint16(body))
	default:
		return record{}, false
	}
	if int64(of) >= int64(len(f.interfaces)) {
		return record{}, false
	}
	in := &f.interfaces[of]
	r := record{link: in.link}
	if kind == blockSimple {
		if in.snap > 0 {
			captured = min(captured, in.snap)
		}
	} else {
		stamp = uint64(f.order.Uint32(body[4:]))<<32 | uint64(f.order.Uint32(body[8:]))
		captured = f.order.Uint32(body[12:])
		r.time = in.time(stamp)
	}
	if int64(captured) > int64(len(body)-head) {
		return record{}, false
	}
	r.data = body[head : head+int(captured)]
	return r, true
}

// lastSecond is the end of the year 9999, behind which RFC 3339 has no times.
const lastSecond = 253402300799

func (i *iface) time(stamp uint64) time.Time {
	seconds, rest := stamp/i.perSecond, stamp%i.perSecond
	hi, lo := bits.Mul64(rest, 1e9)
	nanos, _ := bits.Div64(hi, lo, i.perSecond)
	if seconds > lastSecond || i.offset > lastSecond || i.offset < -lastSecond {
		return time.Time{}
	}
	at := int64(seconds) + i.offset
	if at < 0 || at > lastSecond {
		return time.Time{}
	}
	return time.Unix(at, int64(nanos)).UTC()
}
