// Package capture takes SIP messages out of packet captures: pcap, pcapng and snoop,
// gzipped or not, streamed, through the link, tunnel and network layers down to
// UDP datagrams, TCP and WebSocket streams and HEP records.
//
// It knows packets and message boundaries, nothing of what a message means.
//
// # The way of a packet
//
//	file (pcap, pcapng) ─ link ─ network (tunnels, fragments) ─┬ udp ─┬ SIP
//	                                                           │      ├ HEP ─ SIP
//	                                                           │      └ RTP: counted
//	                                                           ├ tcp ─ side ─┬ SIP
//	                                                           │             ├ WebSocket ─ SIP
//	                                                           │             ├ HEP ─ SIP
//	                                                           │             └ TLS: named
//	                                                           ├ sctp ─ SIP
//	                                                           └ icmp: kept
//
// # Why the headers are read here
//
// gopacket writes the captures of the referee tests. It does not read them: its
// pcapng reader gives up a file at the first block that is wrong, its decoders
// refuse what offloading network cards leave behind (IPv6 without a length), and
// importing them takes 1.3 ms of each start, of which a paste in the shell pays
// every one.
//
// # What is bounded
//
// Memory grows with open TCP connections and incomplete datagrams, and both are
// bounded by Limits, as are all lists of Info. What was left out is in
// Info.Notes. No length that a file states is believed before its bytes came.
package capture

import (
	"io"
	"net/netip"
	"time"
)

// Packet is one SIP message on the wire.
type Packet struct {
	// Time is that of the packet with the first byte of the message, zero where
	// the capture has none (simple packet blocks).
	Time     time.Time
	Src, Dst netip.AddrPort
	// Transport is udp, tcp, tls, ws, wss or sctp.
	Transport string
	// Payload is the message. It is only valid until emit returns.
	Payload []byte
	// Cut is set where the capture holds less than the wire did (snap length,
	// a missing fragment or segment).
	Cut bool
}

// Media is one direction of RTP between two addresses: that it flowed, not
// what it carried.
type Media struct {
	Src, Dst    netip.AddrPort
	PayloadType uint8
	Packets     int
	First, Last time.Time
}

// TLSFlow is a connection whose content cannot be read: how far it came.
type TLSFlow struct {
	Time           time.Time
	Client, Server netip.AddrPort
	// Hello is set where a ClientHello was seen, Answered where the server sent
	// any handshake record.
	Hello, Answered bool
	// Alert is the description of a fatal alert that was sent in the clear (RFC
	// 8446 6.2: 40 handshake_failure, 42 bad_certificate, 48 unknown_ca, …), 0
	// if there was none. ByServer tells who sent it.
	Alert    uint8
	ByServer bool
	// Reset is set where the connection was reset before any application data,
	// AppData where there was some.
	Reset, AppData bool
}

// Unreachable is a network's or host's word that SIP did not arrive: an ICMP
// error about a SIP datagram or segment, or a TCP connection to a SIP port that was
// refused or asked for in vain. Equal ones are counted.
type Unreachable struct {
	// Time is when it was said first, Last when last.
	Time, Last time.Time
	// From is who said so, unset where nobody did; Src and Dst are what the refused
	// packet had.
	From      netip.Addr
	Src, Dst  netip.AddrPort
	Transport string
	Reason    Reason
	Count     int
}

// Reason is why something was unreachable.
type Reason string

// The reasons.
const (
	NetUnreachable  Reason = "network unreachable"
	HostUnreachable Reason = "host unreachable"
	PortUnreachable Reason = "port unreachable"
	Prohibited      Reason = "administratively prohibited"
	TooBig          Reason = "packet too big"
	TimeExceeded    Reason = "time to live exceeded"
	Refused         Reason = "connection refused"
	Unanswered      Reason = "no answer"
	OtherReason     Reason = "unreachable"
)

// Info is what a capture holds besides its messages.
type Info struct {
	// Kind is "pcap" or "pcapng"; a snoop file counts as pcap.
	Kind string
	// Bytes counts what was read of the input, before decompression.
	Bytes       int64
	Packets     int
	Media       []Media
	TLS         []TLSFlow
	Unreachable []Unreachable
	// Notes tell a person what could not be read: TLS without keys, a cut
	// file, nothing in it, no SIP in it.
	Notes []string
}

// Limits bounds what a capture may cost. Zero values mean the defaults.
type Limits struct {
	// Bytes is the most that is read after decompression: by default 16 GiB, and
	// 2 GiB of what was compressed.
	Bytes int64
	// Streams is the most TCP connections followed at once, by default 65,536.
	Streams int
	// Buffer is the most bytes held back for fragments and segments in all, by
	// default 32 MiB.
	Buffer int64
}

const (
	defaultBytes    = 16 << 30
	defaultUnpacked = 2 << 30
	defaultStreams  = 1 << 16
	defaultBuffer   = 32 << 20
)

func (l Limits) withDefaults(packed bool) Limits {
	if l.Bytes == 0 {
		l.Bytes = defaultBytes
		if packed {
			l.Bytes = defaultUnpacked
		}
	}
	if l.Streams == 0 {
		l.Streams = defaultStreams
	}
	if l.Buffer == 0 {
		l.Buffer = defaultBuffer
	}
	return l
}

// Read streams a capture and calls emit for each message when it is complete,
// which is the order of the capture save for messages that took several
// segments or fragments. An error means that nothing could be read; what is
// wrong later in the file is a note. A compressed file of something else than a
// capture is a *PackedError, which holds that something.
func Read(r io.Reader, limits Limits, emit func(Packet)) (Info, error) {
	in, err := open(r, limits)
	if err != nil {
		return Info{Bytes: in.raw.n}, err
	}
	d := newDecoder(in.limits, emit)
	d.info.Kind = in.kind
	for {
		record, err := in.file.next()
		if err != nil {
			d.notes.ending(err)
			break
		}
		d.info.Packets++
		d.now = record.time
		d.link(record.link, record.data)
	}
	d.finish(in.file)
	d.info.Bytes = in.raw.n
	return d.info, nil
}
