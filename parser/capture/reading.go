package capture

import (
	"bytes"
	"time"
)

// mode is what a direction of a stream was found to carry.
type mode uint8

const (
	modeNone mode = iota // not known yet
	modeSIP              // at the beginning of a message, or in it
	modeLost             // SIP, but not at the beginning of a message
	modeHTTP             // a request or answer that may end in WebSocket
	modeWebSocket
	modeHEP
	modeTLS
	modeOther // no SIP so far
	modeHTTPOnly
)

// bearsSIP tells a direction that SIP was found in, or may come in.
func (m mode) bearsSIP() bool {
	return m == modeSIP || m == modeLost || m == modeWebSocket || m == modeHEP
}

// afterGap is what a stream can be read as behind missing bytes.
func (m mode) afterGap() mode {
	switch m {
	case modeSIP, modeLost:
		return modeLost
	case modeHTTP, modeHTTPOnly:
		return modeHTTPOnly
	}
	// Where the next unit begins is not known: each segment is looked at.
	return modeOther
}

// maxMessage is the longest message of a stream; a stated length above it is not
// believed. maxHead is the longest start line and headers.
const (
	maxMessage = 256 << 10
	maxHead    = 64 << 10
)

// reading is where in a stream the reader is.
type reading struct {
	mode mode
	// buf holds what is not read yet, marks the times of its bytes.
	buf   []byte
	marks []mark
	// need is the length of buf before which reading on is of no use.
	need int
	// scanned is how far buf was searched for the end of a header.
	scanned int
	// skip is how many bytes more are passed over unread.
	skip int
	ws   webSocket
}

// mark says that the bytes from at on came at a time.
type mark struct {
	at   int
	time time.Time
}

// read takes bytes that are in order.
func (d *decoder) read(c *conn, s *side, f flow, g segment) {
	p := g.data
	if s.skip > 0 {
		n := min(s.skip, len(p))
		s.skip -= n
		if p = p[n:]; len(p) == 0 {
			return
		}
	}
	if len(s.buf) > 0 && s.mode == modeSIP && startsHeaders(p) && d.brokenOff(s) {
		// The length that the message states is wrong: the next one begins here.
		d.endMessage(s, f, false)
	}
	s.marks = append(s.marks, mark{len(s.buf), g.time})
	if len(s.buf) > 0 {
		s.buf = append(s.buf, p...)
		d.held += int64(len(p))
		if len(s.buf) < s.need {
			return
		}
		n := d.parse(c, s, f, s.buf)
		d.held -= int64(n)
		s.buf = s.buf[:copy(s.buf, s.buf[n:])]
		s.shift(n)
		return
	}
	s.need = 0
	n := d.parse(c, s, f, p)
	s.shift(n)
	if rest := p[n:]; len(rest) > 0 {
		s.buf = append(make([]byte, 0, max(len(rest), min(s.need, 2*len(rest)))), rest...)
		d.held += int64(len(rest))
	}
}

// shift takes n bytes off the marks.
func (s *side) shift(n int) {
	if n == 0 {
		return
	}
	last := 0
	for i := range s.marks {
		s.marks[i].at -= n
		if s.marks[i].at <= 0 {
			last = i
		}
	}
	s.marks = s.marks[:copy(s.marks, s.marks[last:])]
	if len(s.buf) == 0 {
		s.buf = nil
	}
}

// timeAt is when the byte at a position came.
func (s *side) timeAt(at int) time.Time {
	var t time.Time
	for _, m := range s.marks {
		if m.at > at && !t.IsZero() {
			break
		}
		t = m.time
	}
	return t
}

// parse reads as much of p as it can and returns how much that was. Afterwards
// s.need says how long the rest must get before it is of use.
func (d *decoder) parse(c *conn, s *side, f flow, p []byte) int {
	at := 0
	for at < len(p) {
		n, need := d.step(c, s, f, p[at:], at)
		if n == 0 {
			s.need = need
			return at
		}
		if n > len(p)-at {
			s.skip, n = n-(len(p)-at), len(p)-at
		}
		at += n
	}
	s.need = 0
	return at
}

// step reads one unit at the beginning of p, which stands at a position of the
// buffer. It returns the length of the unit, or 0 and how many bytes it needs.
func (d *decoder) step(c *conn, s *side, f flow, p []byte, at int) (n, need int) {
	switch s.mode {
	case modeNone, modeOther:
		return d.recognise(c, s, f, p)
	case modeSIP:
		return d.stepSIP(s, f, p, at)
	case modeLost:
		return d.seek(s, f, p, at)
	case modeHTTP:
		return d.stepHTTP(s, p)
	case modeWebSocket:
		return d.stepWebSocket(s, f, p, at)
	case modeHEP:
		return d.stepHEP(s, f, p, at)
	case modeTLS:
		return d.stepTLS(c, s, f, p)
	}
	return len(p), 0
}

// recognise finds out what a stream carries.
func (d *decoder) recognise(c *conn, s *side, f flow, p []byte) (n, need int) {
	if text := trimKeepAlive(p); len(text) < len(p) && (len(text) == 0 || startsMessage(text, false) || mayStartMessage(text)) {
		if s.mode == modeNone && len(text) == 0 {
			d.notes.keepAlives++
		}
		return len(p) - len(text), 0
	}
	switch {
	case startsMessage(p, false) && (startsHeaders(p) || s.mode == modeNone && (unsettled(p) || d.sipPort(f.src) || d.sipPort(f.dst))):
		s.mode = modeSIP
	case bytes.HasPrefix(p, []byte("HEP3")):
		s.mode = modeHEP
	case isTLSRecord(p):
		s.mode = modeTLS
	case isHTTP(p):
		s.mode = modeHTTP
	case isWebSocketSIP(p):
		s.mode = modeWebSocket
	case bytes.HasPrefix(p, []byte("PROXY TCP")) && bytes.IndexByte(p, '\n') > 0:
		return bytes.IndexByte(p, '\n') + 1, 0
	case s.mode == modeOther:
		return len(p), 0
	case mayStartMessage(p), len(p) < 5 && p[0] == tlsHandshake, bytes.HasPrefix([]byte("HTTP/1."), p):
		return 0, len(p) + 1
	case !s.whole && bytes.IndexByte(p, '\n') >= 0 && d.sipPort(f.src) || d.sipPort(f.dst):
		s.mode = modeLost
	default:
		s.mode = modeOther
		return len(p), 0
	}
	return d.step(c, s, f, p, 0)
}

// stepSIP reads one message.
func (d *decoder) stepSIP(s *side, f flow, p []byte, at int) (n, need int) {
	if text := trimKeepAlive(p); len(text) < len(p) {
		return len(p) - len(text), 0
	}
	if !startsMessage(p, false) {
		if mayStartMessage(p) {
			return 0, len(p) + 1
		}
		s.mode = modeLost
		return d.seek(s, f, p, at)
	}
	end := headerEnd(p[min(s.scanned, len(p)):])
	if end < 0 {
		if len(p) < maxHead {
			s.scanned = max(0, len(p)-3)
			return 0, len(p) + 1
		}
		s.mode = modeLost
		d.emitStream(s, f, p, at, true)
		return len(p), 0
	}
	end += s.scanned
	length, ok := contentLength(p[:end])
	switch {
	case !ok:
		n = end + looseBody(p[end:])
	case end+length > maxMessage:
		// No stack takes that: what follows is looked for behind the header.
		s.mode = modeLost
		n = end
	case end+length > len(p):
		return 0, end + length
	default:
		n = end + length
	}
	d.emitStream(s, f, p[:n], at, false)
	return n, 0
}

// looseBody is the length of the body of a message without Content-Length, which
// streams demand (RFC 3261 20.14): up to the next message, or all there is.
func looseBody(p []byte) int {
	if startsMessage(trimKeepAlive(p), false) {
		return 0
	}
	for at := 0; ; {
		i := bytes.IndexByte(p[at:], '\n')
		if i < 0 {
			return len(p)
		}
		at += i + 1
		if startsHeaders(p[at:]) {
			return at
		}
	}
}

// seek looks for the next beginning of a message, at the beginning of a line.
func (d *decoder) seek(s *side, f flow, p []byte, from int) (n, need int) {
	at := 0
	for at < len(p) {
		if startsHeaders(p[at:]) {
			s.mode = modeSIP
			if at > 0 {
				return at, 0
			}
			return d.stepSIP(s, f, p, from)
		}
		if unsettled(p[at:]) {
			break
		}
		i := bytes.IndexByte(p[at:], '\n')
		if i < 0 {
			return len(p), 0
		}
		at += i + 1
	}
	if at > 0 {
		return at, 0
	}
	return 0, len(p) + 1
}

// unsettled tells whether p is too short to say whether a message begins in it.
func unsettled(p []byte) bool {
	if mayStartMessage(p) {
		return true
	}
	if len(p) > maxStartLine || !startsMessage(p, false) {
		return false
	}
	i := bytes.IndexByte(p, '\n')
	return i < 0 || bytes.IndexByte(p[i+1:], '\n') < 0 && !startsHeaders(p)
}

// emitStream hands out a message of a stream that stands at a position of the
// buffer.
func (d *decoder) emitStream(s *side, f flow, p []byte, at int, cut bool) {
	s.scanned = 0
	d.emit(Packet{Time: s.timeAt(at), Src: f.src, Dst: f.dst, Transport: "tcp", Payload: p, Cut: cut})
}

// brokenOff tells whether the message in the buffer may end before its stated
// length, because another begins: not if its body may hold SIP itself.
func (d *decoder) brokenOff(s *side) bool {
	end := headerEnd(s.buf)
	if end < 0 {
		return startsMessage(s.buf, false)
	}
	kind, _ := headerValue(s.buf[:end], "content-type", "c")
	return !hasPrefixFold(kind, "multipart/") && !hasPrefixFold(kind, "message/")
}

// endMessage hands out the message in the buffer as it is.
func (d *decoder) endMessage(s *side, f flow, cut bool) {
	d.emitStream(s, f, s.buf, 0, cut)
	d.discard(s)
}

// cutOff hands out what is in the buffer when no more can come.
func (d *decoder) cutOff(s *side, f flow) {
	switch {
	case s.mode == modeSIP && startsMessage(s.buf, true):
		d.endMessage(s, f, true)
	case s.mode == modeNone && startsMessage(s.buf, true) && startsHeaders(s.buf):
		d.endMessage(s, f, true)
	}
	d.discard(s)
	d.held -= int64(len(s.ws.message))
	s.ws = webSocket{}
}

func (d *decoder) discard(s *side) {
	d.held -= int64(len(s.buf))
	s.buf, s.marks, s.need, s.scanned = nil, nil, 0, 0
}
