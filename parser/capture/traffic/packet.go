package traffic

import (
	"encoding/binary"
	"io"
	"net/netip"
	"time"
)

// Capture is a pcap of Ethernet and IPv4 in the making.
type Capture struct {
	w     io.Writer
	buf   []byte
	bytes int64
	id    uint16
	err   error
}

func (p *Capture) write(b []byte) {
	if p.err != nil {
		return
	}
	n, err := p.w.Write(b)
	p.bytes += int64(n)
	p.err = err
}

// NewCapture begins a pcap.
func NewCapture(w io.Writer) *Capture {
	p := &Capture{w: w}
	le := binary.LittleEndian
	b := le.AppendUint32(nil, 0xa1b2c3d4)
	b = le.AppendUint16(b, 2)
	b = le.AppendUint16(b, 4)
	b = append(b, make([]byte, 8)...)
	b = le.AppendUint32(b, 262144)
	p.write(le.AppendUint32(b, 1))
	return p
}

// Datagram adds a packet of UDP. The addresses must be IPv4.
func (p *Capture) Datagram(at time.Time, src, dst netip.AddrPort, payload []byte) {
	const link, network, transport = 14, 20, 8
	le, be := binary.LittleEndian, binary.BigEndian
	length := link + network + transport + len(payload)
	b := p.buf[:0]
	b = le.AppendUint32(b, uint32(at.Unix()))
	b = le.AppendUint32(b, uint32(at.Nanosecond()/1000))
	b = le.AppendUint32(b, uint32(length))
	b = le.AppendUint32(b, uint32(length))
	b = append(b, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0)
	ip := len(b)
	p.id++
	b = append(b, 0x45, 0x68)
	b = be.AppendUint16(b, uint16(length-link))
	b = be.AppendUint16(b, p.id)
	b = append(b, 0x40, 0, 64, 17, 0, 0)
	b = append(b, src.Addr().AsSlice()...)
	b = append(b, dst.Addr().AsSlice()...)
	be.PutUint16(b[ip+10:], checksum(b[ip:]))
	b = be.AppendUint16(b, src.Port())
	b = be.AppendUint16(b, dst.Port())
	b = be.AppendUint16(b, uint16(transport+len(payload)))
	b = be.AppendUint16(b, 0) // no checksum (RFC 768)
	p.buf = append(b, payload...)
	p.write(p.buf)
}

// Err is the first error of the writer.
func (p *Capture) Err() error { return p.err }

// checksum is that of RFC 1071.
func checksum(b []byte) uint16 {
	var sum uint32
	for ; len(b) > 1; b = b[2:] {
		sum += uint32(binary.BigEndian.Uint16(b))
	}
	for sum>>16 != 0 {
		sum = sum&0xffff + sum>>16
	}
	return ^uint16(sum)
}
