package capture

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
)

// Opcodes of RFC 6455 5.2.
const (
	opContinuation = 0
	opText         = 1
	opBinary       = 2
	opClose        = 8
	opPong         = 10
)

// maxWindow is the most that a compressed message refers back to (RFC 7692 7.1).
const maxWindow = 32 << 10

// webSocket is the state of one direction.
type webSocket struct {
	// message holds the frames of a message so far.
	message    []byte
	compressed bool
	open       bool
	// window is the end of what was decompressed before.
	window []byte
}

// frame is the header of one WebSocket frame.
type frame struct {
	final, compressed bool
	opcode            byte
	key               []byte // nil if unmasked
	header, length    int
}

var errShort = errors.New("more bytes are needed")

// readFrame reads a frame header (RFC 6455 5.2). The error is errShort where p
// ends in it.
func readFrame(p []byte) (frame, error) {
	if len(p) < 2 {
		return frame{}, errShort
	}
	h := frame{final: p[0]&0x80 != 0, compressed: p[0]&0x40 != 0, opcode: p[0] & 15, header: 2, length: int(p[1] & 0x7f)}
	if p[0]&0x30 != 0 || h.opcode > opBinary && h.opcode < opClose || h.opcode > opPong {
		return frame{}, errors.New("not a frame")
	}
	switch h.length {
	case 126:
		h.header = 4
	case 127:
		h.header = 10
	}
	masked := p[1]&0x80 != 0
	if len(p) < h.header || masked && len(p) < h.header+4 {
		return frame{}, errShort
	}
	switch h.header {
	case 4:
		h.length = int(be.Uint16(p[2:]))
	case 10:
		long := be.Uint64(p[2:])
		if long > 1<<40 {
			return frame{}, errors.New("not a frame")
		}
		h.length = int(long)
	}
	if masked {
		h.key = p[h.header : h.header+4]
		h.header += 4
	}
	return h, nil
}

// payload is the unmasked copy of a frame's payload, as much of it as p has.
func (h frame) payload(p []byte) []byte {
	data := bytes.Clone(p[h.header:min(h.header+h.length, len(p))])
	if h.key == nil {
		return data
	}
	key := binary.LittleEndian.Uint32(h.key)
	for i := range data {
		data[i] ^= byte(key >> (8 * (i & 3)))
	}
	return data
}

// isWebSocketSIP recognises a stream that was joined behind its upgrade: a frame
// with a message in it.
func isWebSocketSIP(p []byte) bool {
	h, err := readFrame(p)
	if err != nil || h.opcode == opContinuation || h.opcode >= opClose || h.compressed || h.length < 20 {
		return false
	}
	p = p[:min(len(p), h.header+maxStartLine)]
	return startsMessage(trimKeepAlive(h.payload(p)), false)
}

// isHTTP tells a request or status line of HTTP.
func isHTTP(p []byte) bool {
	if bytes.HasPrefix(p, []byte("HTTP/1.")) {
		return true
	}
	for _, method := range [...]string{"GET /", "POST /", "HEAD /", "PUT /", "CONNECT ", "OPTIONS /", "PRI * HTTP"} {
		if bytes.HasPrefix(p, []byte(method)) {
			return true
		}
	}
	return false
}

// stepHTTP waits for the end of a request or answer, which may be the upgrade to
// WebSocket (RFC 6455 4).
func (d *decoder) stepHTTP(s *side, p []byte) (n, need int) {
	end := headerEnd(p)
	if end < 0 {
		if len(p) < maxHead/4 {
			return 0, len(p) + 1
		}
		s.mode = modeHTTPOnly
		return len(p), 0
	}
	s.mode = modeHTTPOnly
	if upgrade, _ := headerValue(p[:end], "upgrade", ""); bytes.EqualFold(upgrade, []byte("websocket")) {
		s.mode = modeWebSocket
	}
	return end, 0
}

// stepWebSocket reads one frame (RFC 7118: each message is one of SIP).
func (d *decoder) stepWebSocket(s *side, f flow, p []byte, at int) (n, need int) {
	h, err := readFrame(p)
	switch {
	case err == errShort:
		return 0, len(p) + 1
	case err != nil:
		s.mode = modeOther
		return len(p), 0
	case h.opcode >= opClose, h.length > maxMessage:
		return h.header + h.length, 0
	case len(p) < h.header+h.length:
		return 0, h.header + h.length
	}
	w := &s.ws
	data := h.payload(p)
	if h.opcode != opContinuation {
		d.held -= int64(len(w.message))
		w.message, w.compressed, w.open = nil, h.compressed, true
	}
	if w.open && len(w.message)+len(data) <= maxMessage {
		w.message = append(w.message, data...)
		d.held += int64(len(data))
	} else {
		w.open = false
	}
	if h.final && w.open {
		d.endWebSocket(s, f, at)
	}
	return h.header + h.length, 0
}

func (d *decoder) endWebSocket(s *side, f flow, at int) {
	w := &s.ws
	message := w.message
	d.held -= int64(len(message))
	w.message, w.open = nil, false
	if w.compressed {
		message = w.inflate(message)
	}
	if text := trimKeepAlive(message); startsMessage(text, false) {
		d.emit(Packet{Time: s.timeAt(at), Src: f.src, Dst: f.dst, Transport: "ws", Payload: text})
	}
}

// inflate decompresses a message (RFC 7692 7.2.2), which may refer to those
// before it.
func (w *webSocket) inflate(message []byte) []byte {
	tail := []byte{0, 0, 0xff, 0xff, 1, 0, 0, 0xff, 0xff}
	r := flate.NewReaderDict(io.MultiReader(bytes.NewReader(message), bytes.NewReader(tail)), w.window)
	out, err := io.ReadAll(io.LimitReader(r, maxMessage))
	if err != nil {
		return nil
	}
	w.window = append(w.window, out...)
	if extra := len(w.window) - maxWindow; extra > 0 {
		w.window = append([]byte(nil), w.window[extra:]...)
	}
	return out
}
