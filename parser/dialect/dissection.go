package dialect

import (
	"bytes"
	"encoding/hex"
	"net"
	"strconv"
	"strings"
	"time"
)

// Dissections frames the packets of `tshark -T json`, `-T ek` and `-T pdml`, and of
// Wireshark's exports of the same forms. They spread one message over hundreds of
// fields; the payload is there once more, byte for byte, as hex. ok is false for
// anything else, and where no payload is a SIP message.
func Dissections(data []byte) (frames []Frame, ok bool) {
	if !bytes.Contains(data, []byte("payload")) {
		return nil, false
	}
	d := dissection{rest: data, line: 1}
	for d.next() {
		d.take()
	}
	return d.frames, len(d.frames) > 0
}

// dissection walks through the fields of the packets in the order of the text.
type dissection struct {
	rest []byte
	// line is the input line that rest begins on.
	line       int
	name, text string
	packet     packetFields
	frames     []Frame
}

// packetFields are the fields of one packet that a frame needs.
type packetFields struct {
	at               time.Time
	src, dst         string
	srcPort, dstPort string
	transport        string
	// sent is how many bytes the packet had on the wire, clipped is set where fewer
	// were captured.
	sent    string
	clipped bool
}

// next finds the next field whose name is one that is needed, and its value.
func (d *dissection) next() bool {
	for {
		name, ok := d.quoted()
		if !ok {
			return false
		}
		if name = fieldName(name); !wantedFields[name] {
			continue
		}
		if d.name = name; bytes.HasPrefix(d.rest, []byte(" showname=")) {
			if i := bytes.Index(d.rest, []byte(` show="`)); i >= 0 {
				d.skip(i)
			}
		}
		d.text, ok = d.quoted()
		return ok
	}
}

// quoted is the next text in double quotes. Names and values that are needed hold no
// escapes; others are passed over.
func (d *dissection) quoted() (text string, ok bool) {
	start := bytes.IndexByte(d.rest, '"')
	if start < 0 {
		return "", false
	}
	d.skip(start + 1)
	end := 0
	for {
		i := bytes.IndexByte(d.rest[end:], '"')
		if i < 0 {
			return "", false
		}
		end += i
		if end == 0 || d.rest[end-1] != '\\' {
			break
		}
		end++
	}
	text = string(d.rest[:end])
	d.skip(end + 1)
	return text, true
}

func (d *dissection) skip(n int) {
	d.line += bytes.Count(d.rest[:n], []byte("\n"))
	d.rest = d.rest[n:]
}

// fieldName is a field's name as Wireshark has it; -T ek writes "ip_ip_src" for
// "ip.src".
func fieldName(name string) string {
	if strings.Contains(name, ".") {
		return name
	}
	layer, field, _ := strings.Cut(name, "_")
	if rest, ok := strings.CutPrefix(field, layer+"_"); ok {
		return layer + "." + rest
	}
	return name
}

var wantedFields = map[string]bool{
	"frame.time_epoch": true, "ip.src": true, "ip.dst": true, "ipv6.src": true, "ipv6.dst": true,
	"udp.srcport": true, "udp.dstport": true, "tcp.srcport": true, "tcp.dstport": true,
	"udp.payload": true, "tcp.payload": true, "frame.len": true, "frame.cap_len": true,
}

// take files a field; a payload completes its packet.
func (d *dissection) take() {
	p := &d.packet
	layer, field, _ := strings.Cut(d.name, ".")
	switch field {
	case "time_epoch":
		*p = packetFields{at: epoch(d.text)}
	case "len":
		p.sent = d.text
	case "cap_len":
		p.clipped = p.sent != "" && p.sent != d.text
	case "src":
		p.src = d.text
	case "dst":
		p.dst = d.text
	case "srcport":
		p.srcPort = d.text
	case "dstport":
		p.dstPort, p.transport = d.text, layer
	case "payload":
		if text, ok := payload(d.text); ok {
			d.frames = append(d.frames, d.frame(text))
		}
	}
}

func (d *dissection) frame(text string) Frame {
	p := d.packet
	f := Frame{Text: text, Time: p.at, Clock: !p.at.IsZero(), Transport: p.transport, Format: "tshark-fields", Exact: true, Partial: p.clipped, Clipped: p.clipped}
	if p.src != "" && p.dst != "" && p.srcPort != "" && p.dstPort != "" {
		f.Src, f.Dst = net.JoinHostPort(p.src, p.srcPort), net.JoinHostPort(p.dst, p.dstPort)
	}
	f.Lines = make([]int, 1+strings.Count(text, "\n"))
	for i := range f.Lines {
		f.Lines[i] = d.line
	}
	return f
}

// epoch reads "1770800400.037803000", or a time in words of RFC 3339 as newer versions
// write it.
func epoch(s string) time.Time {
	if at, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return at.UTC()
	}
	whole, part, _ := strings.Cut(s, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return time.Time{}
	}
	nanos, _ := strconv.ParseInt((part + "000000000")[:9], 10, 64)
	return time.Unix(seconds, nanos).UTC()
}

// payload decodes "49:4e:56…" where it begins with a start line.
func payload(s string) (text string, ok bool) {
	data, err := hex.DecodeString(strings.ReplaceAll(s, ":", ""))
	if err != nil {
		return "", false
	}
	first, _, _ := bytes.Cut(data, []byte("\n"))
	if !startsWithStart(strings.TrimRight(string(first), "\r")) {
		return "", false
	}
	return string(data), true
}
