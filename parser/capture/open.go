package capture

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"
)

// readAhead is the buffer that packets are read in place from. A longer packet
// than this is left out: the longest that networks carry are 256 KiB.
const readAhead = 512 << 10

// headLength is how much of a file is looked at to find out what it is.
const headLength = 128

// maxPacked is how often a file may be compressed over.
const maxPacked = 3

// Errors that end a file before its end. notes.ending words them.
var (
	errCut   = errors.New("the file ends inside a packet")
	errLimit = errors.New("the file is longer than the limit")
)

// PackedError is the error of Read for a compressed file of something else than
// a capture, such as a log. Content is that, decompressed and bounded by
// Limits.Bytes.
type PackedError struct {
	Content io.Reader
}

func (e *PackedError) Error() string {
	return "the compressed file is not a capture"
}

// record is one packet as the file holds it.
type record struct {
	// time is zero where the file has none for this packet.
	time time.Time
	// data is valid until the next record is read.
	data []byte
	// link is the number of the link type (LINKTYPE_ of tcpdump.org).
	link uint32
}

// file reads the packets of one capture format. Its next ends in io.EOF, in
// errCut, or in an error that says what is wrong with the file.
type file interface {
	next() (record, error)
	// facts are what is worth a note at the end.
	facts() fileFacts
}

type fileFacts struct {
	// tooLong counts the packets left out for their length, damaged the blocks
	// that were stepped over.
	tooLong, damaged int
	// snap is the smallest snapshot length that the file states, 0 for none.
	snap uint32
	// secrets is set where the file carries TLS keys.
	secrets bool
}

type source struct {
	file   file
	kind   string
	raw    *counter
	limits Limits
}

// open finds out what r is. The source's counter is there on errors too.
func open(r io.Reader, limits Limits) (source, error) {
	raw := &counter{r: r}
	in := source{raw: raw, limits: limits.withDefaults(false)}
	b := bufio.NewReaderSize(&limited{r: raw, left: in.limits.Bytes}, readAhead)
	packed := false
	for range maxPacked {
		head, err := b.Peek(headLength)
		unpack := unpacker(head)
		if unpack == nil {
			if len(head) == 0 && err != io.EOF {
				return in, wordReadError(err)
			}
			break
		}
		content, err := unpack(b)
		if err != nil {
			return in, errors.New("the compressed file cannot be unpacked: send it again, uncompressed")
		}
		packed = true
		in.limits = limits.withDefaults(true)
		b = bufio.NewReaderSize(&limited{r: content, left: in.limits.Bytes}, readAhead)
	}
	// What ends the file early shows when it is read.
	head, _ := b.Peek(headLength)
	var err error
	switch {
	case isPcap(head):
		in.kind = "pcap"
		in.file, err = newPcap(b)
	case isPcapng(head):
		in.kind = "pcapng"
		in.file = newPcapng(b)
	case isSnoop(head):
		in.kind = "pcap"
		in.file, err = newSnoop(b)
	case foreign(head) != "":
		err = errors.New(foreign(head))
	case packed:
		err = &PackedError{Content: b}
	case len(head) == 0:
		err = errors.New("the file is empty: check that the capture was stopped before it was sent")
	default:
		err = errors.New("this is not a capture file: send pcap or pcapng, as tcpdump, sngrep and Wireshark save them")
	}
	return in, err
}

func wordReadError(err error) error {
	return fmt.Errorf("the file could not be read: %w", err)
}

// Is tells by its first bytes (at least 6) whether data is a capture, compressed
// or not, or a file that the package can say something sensible about.
func Is(head []byte) bool {
	return isPcap(head) || isPcapng(head) || isSnoop(head) || unpacker(head) != nil || foreign(head) != ""
}

// unpacker returns how to decompress what begins with head, nil for nothing.
func unpacker(head []byte) func(io.Reader) (io.Reader, error) {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}):
		return func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }
	case len(head) > 4 && bytes.HasPrefix(head, []byte("BZh")) && head[3] >= '1' && head[3] <= '9' && head[4] == 0x31:
		return func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }
	}
	return nil
}

// foreign is the sentence for a capture of a format, or packed in a way, that is
// not read here; empty for anything else.
func foreign(head []byte) string {
	for _, f := range [...]struct{ magic, name string }{
		{"RTSS", "a Microsoft Network Monitor capture"},
		{"GMBU", "a Microsoft Network Monitor capture"},
		{"TRSNIFF data", "a Sniffer capture"},
		{"XCP\x00", "a NetXRay capture"},
		{"\x7fver", "an OmniPeek capture"},
		{"iptrace ", "an AIX iptrace capture"},
	} {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return "this is " + f.name + ", which is not read here: open it in Wireshark, save it as pcap and send that"
		}
	}
	if isEventTrace(head) {
		return "this is a Windows event trace (netsh trace, pktmon), which is not read here: convert it (pktmon etl2pcap FILE, or etl2pcapng) and send that"
	}
	for _, f := range [...]struct{ magic, name string }{
		{"\xfd7zXZ\x00", "xz"},
		{"\x28\xb5\x2f\xfd", "zstd"},
		{"\x04\x22\x4d\x18", "lz4"},
	} {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return "the file is compressed with " + f.name + ", which is not read here: unpack it, or send it with gzip"
		}
	}
	return ""
}

// isEventTrace tells a Windows event trace: the size of its buffers, and behind the
// header of the first one the marker of the first event.
func isEventTrace(head []byte) bool {
	const first = 72
	if len(head) < first+4 {
		return false
	}
	size := binary.LittleEndian.Uint32(head)
	marker := binary.LittleEndian.Uint32(head[first:])
	return size >= 1<<10 && size <= 4<<20 && size%(1<<10) == 0 && marker&0xff00ffff == 0xc0000002
}

// counter counts what was read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// limited ends in errLimit where an io.LimitReader would end in io.EOF.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		// The limit is passed only if there is more.
		if n, err := l.r.Read(p[:1]); n == 0 {
			return 0, err
		}
		return 0, errLimit
	}
	if int64(len(p)) > l.left {
		p = p[:l.left]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	return n, err
}

// fill returns the next n bytes in place, without taking them, and what ended
// the file before them: io.EOF if there was nothing at all.
func fill(b *bufio.Reader, n int) ([]byte, error) {
	p, err := b.Peek(n)
	if err == io.EOF && len(p) > 0 {
		err = errCut
	}
	return p, err
}

// skip takes n bytes.
func skip(b *bufio.Reader, n int64) error {
	_, err := io.CopyN(io.Discard, b, n)
	if err == io.EOF && n > 0 {
		err = errCut
	}
	return err
}
