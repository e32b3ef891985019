package capture

import (
	"bufio"
	"encoding/binary"
	"errors"
	"time"
)

// The magic numbers of the classic format, in the byte order of the writer.
const (
	magicMicro = 0xa1b2c3d4
	magicNano  = 0xa1b23c4d
	// magicKuznetzov is that of old patched libpcaps: 8 more bytes a packet.
	magicKuznetzov = 0xa1b2cd34
)

const (
	pcapHeader   = 24
	pcapRecord   = 16
	pcapPatched  = 24
	linkTypeBits = 0x03ffffff // the bits above tell of a frame check sequence
	maxLength    = 128 << 20  // the longest packet that any link type has
)

// pcap reads the classic format.
type pcap struct {
	b      *bufio.Reader
	order  binary.ByteOrder
	nano   bool
	header int
	link   uint32
	// take is the length of the packet handed out, still in the buffer.
	take  int
	noted fileFacts
}

func pcapOrder(head []byte) (order binary.ByteOrder, magic uint32) {
	if len(head) < 4 {
		return nil, 0
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		switch magic := order.Uint32(head); magic {
		case magicMicro, magicNano, magicKuznetzov:
			return order, magic
		}
	}
	return nil, 0
}

func isPcap(head []byte) bool {
	order, _ := pcapOrder(head)
	return order != nil
}

func newPcap(b *bufio.Reader) (*pcap, error) {
	head, err := fill(b, pcapHeader)
	if err != nil {
		if err == errCut {
			err = errCutHeader
		}
		return nil, err
	}
	order, magic := pcapOrder(head)
	f := &pcap{b: b, order: order, nano: magic == magicNano, header: pcapRecord}
	if magic == magicKuznetzov {
		f.header = pcapPatched
	}
	f.noted.snap = order.Uint32(head[16:])
	f.link = order.Uint32(head[20:]) & linkTypeBits
	f.take = pcapHeader
	return f, nil
}

func (f *pcap) facts() fileFacts { return f.noted }

func (f *pcap) next() (record, error) {
	for {
		f.b.Discard(f.take)
		f.take = 0
		head, err := fill(f.b, f.header)
		if err != nil {
			return record{}, err
		}
		sec, frac := f.order.Uint32(head), f.order.Uint32(head[4:])
		length := int64(f.order.Uint32(head[8:]))
		if length > maxLength {
			return record{}, errDamaged
		}
		if length > int64(readAhead-f.header) {
			f.noted.tooLong++
			if err := skip(f.b, int64(f.header)+length); err != nil {
				return record{}, err
			}
			continue
		}
		data, err := fill(f.b, f.header+int(length))
		if err != nil {
			return record{}, err
		}
		f.take = len(data)
		if !f.nano {
			frac *= 1000
		}
		return record{time: time.Unix(int64(sec), int64(frac)).UTC(), data: data[f.header:], link: f.link}, nil
	}
}

var errDamaged = errors.New("the file is damaged")
