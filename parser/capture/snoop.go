package capture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"time"
)

// The format of Solaris' snoop (RFC 1761), all of it in network byte order.
const (
	snoopMagic  = "snoop\x00\x00\x00"
	snoopHeader = 16
	snoopRecord = 24
	// The datalink types of RFC 1761 3 and 4 that the link layer knows.
	snoopIEEE     = 0
	snoopEthernet = 4
)

type snoop struct {
	b     *bufio.Reader
	take  int
	noted fileFacts
}

func isSnoop(head []byte) bool { return bytes.HasPrefix(head, []byte(snoopMagic)) }

func newSnoop(b *bufio.Reader) (*snoop, error) {
	head, err := fill(b, snoopHeader)
	if err != nil {
		return nil, errCutHeader
	}
	if kind := be.Uint32(head[12:]); kind != snoopEthernet && kind != snoopIEEE {
		return nil, fmt.Errorf("this is a Solaris snoop capture of link type %d, which is not read here: open it in Wireshark, save it as pcap and send that", kind)
	}
	return &snoop{b: b, take: snoopHeader}, nil
}

var errCutHeader = errors.New("the capture ends inside its own header: it was cut on its way, send it again")

func (f *snoop) facts() fileFacts { return f.noted }

func (f *snoop) next() (record, error) {
	for {
		f.b.Discard(f.take)
		f.take = 0
		head, err := fill(f.b, snoopRecord)
		if err != nil {
			return record{}, err
		}
		captured, length := int64(be.Uint32(head[4:])), int64(be.Uint32(head[8:]))
		sec, micro := be.Uint32(head[16:]), be.Uint32(head[20:])
		if length < snoopRecord || length > maxLength || captured > length-snoopRecord {
			return record{}, errDamaged
		}
		if length > readAhead {
			f.noted.tooLong++
			if err := skip(f.b, length); err != nil {
				return record{}, err
			}
			continue
		}
		data, err := fill(f.b, int(length))
		if err != nil {
			return record{}, err
		}
		f.take = len(data)
		at := time.Unix(int64(sec), int64(micro)*1000).UTC()
		return record{time: at, data: data[snoopRecord : snoopRecord+captured], link: linkEthernet}, nil
	}
}
