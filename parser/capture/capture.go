// Package capture takes SIP messages out of packet captures: pcap and pcapng,
// gzipped or not, streamed, through the link, tunnel and network layers down to
// UDP datagrams, TCP and WebSocket streams and HEP3 records.
//
// It knows packets and message boundaries, nothing of what a message means.
package capture

import (
	"io"
	"net/netip"
	"time"
)

// Packet is one SIP message on the wire.
type Packet struct {
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

// Info is what a capture holds besides its messages.
type Info struct {
	// Kind is "pcap" or "pcapng".
	Kind    string
	Bytes   int64
	Packets int
	Media   []Media
	// Notes tell a person what could not be read: TLS without keys, a cut
	// file, nothing in it, no SIP in it.
	Notes []string
}

// Limits bounds what a capture may cost. Zero values mean the defaults.
type Limits struct {
	// Bytes is the most that is read after decompression.
	Bytes int64
	// Streams is the most TCP connections followed at once.
	Streams int
	// Buffer is the most bytes held back for fragments and segments in all.
	Buffer int64
}

// Is tells by its first bytes (at least 6) whether data is a capture, gzipped
// or not, or a file that the package can say something sensible about.
func Is(head []byte) bool { return false }

// Read streams a capture and calls emit for each message in the order of the
// capture. An error means that nothing could be read; what is wrong later in
// the file is a note.
func Read(r io.Reader, limits Limits, emit func(Packet)) (Info, error) {
	return Info{}, io.EOF
}
