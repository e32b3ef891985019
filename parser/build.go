package parser

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// Wide frames of a hostile input must not become wide messages.
const (
	maxHeaders    = 1024
	maxHeaderSize = 32 << 10
)

// build makes a Message of a frame. It never fails: what cannot be read is left
// out, and a frame with nothing of SIP in it gives nil.
func build(f *dialect.Frame, password string) *Message {
	var none *arena
	return none.build(f, password)
}

func (a *arena) build(f *dialect.Frame, password string) *Message {
	m := a.message()
	m.Time, m.Clock, m.Src, m.Dst, m.Transport = f.Time, f.Clock, f.Src, f.Dst, f.Transport
	m.Direction, m.Format, m.Exact, m.Partial = f.Direction, f.Format, f.Exact, f.Partial
	m.Clipped = f.Clipped
	r := lineReader{text: f.Text, lines: f.Lines}
	text, line, ok := r.next()
	for ok && strings.TrimSpace(text) == "" {
		text, line, ok = r.next()
	}
	if !ok {
		return nil
	}
	m.breaks = f.Breaks
	m.Lines = [2]int{line, line}
	if m.startLine(text) {
		text, line, ok = r.next()
	} else {
		m.Partial = true
	}
	m.Headers = a.room(&r)
	m.readHeaders(&r, text, line, ok)
	m.dropCutLine(f)
	m.Headers = a.keep(m.Headers)
	m.readBody(&r)
	if m.StartLine == "" && len(m.Headers) == 0 && m.Body == "" {
		return nil
	}
	m.index()
	m.mask(password)
	m.Size = sizeOnWire(m, f)
	return m
}

// sizeOnWire is the length in bytes as sent. Text has lost its CRLF line ends, and
// mostly the one behind the body, which Content-Length still counts.
func sizeOnWire(m *Message, f *dialect.Frame) int {
	if f.Exact {
		return len(f.Text)
	}
	lost := strings.Count(f.Text, "\n") - strings.Count(f.Text, "\r\n")
	size := len(f.Text) + lost
	if n, ok := m.contentLength(); ok && m.Body != "" && n == len(m.Body)+strings.Count(m.Body, "\n")+2 && !strings.HasSuffix(f.Text, "\n") {
		size += 2
	}
	return size
}

// lineReader hands out the lines of a frame with their input line numbers.
type lineReader struct {
	text  string
	lines []int
	at    int
	n     int
	// pos is where the line handed out last begins.
	pos int
}

func (r *lineReader) next() (text string, line int, ok bool) {
	if r.at >= len(r.text) {
		return "", 0, false
	}
	r.pos = r.at
	end := strings.IndexByte(r.text[r.at:], '\n')
	if end < 0 {
		text, r.at = r.text[r.at:], len(r.text)
	} else {
		text, r.at = r.text[r.at:r.at+end], r.at+end+1
	}
	if r.n < len(r.lines) {
		line = r.lines[r.n]
	}
	r.n++
	return strings.TrimSuffix(text, "\r"), line, true
}

// headers is how many header lines follow at most.
func (r *lineReader) headers() int {
	head := r.text[r.pos:]
	if end := strings.Index(head, "\n\r\n"); end >= 0 {
		head = head[:end]
	} else if end := strings.Index(head, "\n\n"); end >= 0 {
		head = head[:end]
	}
	return min(1+strings.Count(head, "\n"), maxHeaders)
}

// readHeaders reads header lines up to the empty line, unfolding as RFC 3261
// 7.3.1 has it. text is the first of them.
func (m *Message) readHeaders(r *lineReader, text string, line int, ok bool) {
	for ; ok; text, line, ok = r.next() {
		if strings.TrimSpace(text) == "" {
			return
		}
		if isSDPLine(text) && !headerLine(text) {
			r.at, r.n = r.pos, r.n-1
			return
		}
		if m.partAt(r.n-1) == 0 {
			m.Lines[1] = line
		}
		if text[0] == ' ' || text[0] == '\t' {
			m.fold(strings.TrimSpace(text))
			continue
		}
		colon := strings.IndexByte(text, ':')
		name, value := text[:max(colon, 0)], text[colon+1:]
		if !isToken(name) {
			name = strings.TrimRight(name, " \t")
		}
		if colon < 0 || !isToken(name) {
			m.defect(line, text, "this is not a header line: it has no name before a colon (RFC 3261 7.3.1)")
			continue
		}
		if len(m.Headers) >= maxHeaders || len(value) > maxHeaderSize {
			m.Partial = true
			continue
		}
		m.Headers = append(m.Headers, Header{Name: name, Key: canonical(name), Value: strings.TrimSpace(value), Line: line, part: m.partAt(r.n - 1)})
	}
}

// headerLine tells "v: SIP/2.0/UDP …" from "v=0".
func headerLine(s string) bool {
	name, _, ok := strings.Cut(s, ":")
	return ok && isToken(name)
}

// isSDPLine tells "x=" lines, at which a body begins whose empty line was lost.
func isSDPLine(s string) bool {
	return len(s) > 2 && s[1] == '=' && s[0] >= 'a' && s[0] <= 'z'
}

func (m *Message) fold(more string) {
	if len(m.Headers) == 0 || more == "" {
		return
	}
	h := &m.Headers[len(m.Headers)-1]
	if len(h.Value)+len(more) > maxHeaderSize {
		m.Partial = true
		return
	}
	if h.Value == "" {
		h.Value = more
		return
	}
	h.Value += " " + more
}

// readBody takes what is left as the body. On the wire Content-Length ends it
// (RFC 3261 18.3); in text it is only a hint, since copying changes lengths.
func (m *Message) readBody(r *lineReader) {
	body := r.text[min(r.at, len(r.text)):]
	if n, ok := m.contentLength(); ok && m.Exact && n < len(body) {
		body = body[:n]
	}
	m.bodySize = len(body)
	if strings.TrimSpace(body) == "" {
		return
	}
	if r.n < len(r.lines) {
		m.BodyLine = r.lines[r.n]
		m.bodyLines = r.lines[r.n:]
		m.bodyAt = r.n
		last := strings.Count(strings.TrimRight(body, "\r\n \t"), "\n")
		for last >= 0 && m.partAt(r.n+last) != 0 {
			last--
		}
		if last >= 0 {
			m.Lines[1] = m.bodyLines[min(last, len(m.bodyLines)-1)]
		}
	}
	if strings.IndexByte(body, '\r') >= 0 {
		body = strings.ReplaceAll(body, "\r\n", "\n")
	}
	m.Body = strings.TrimRight(body, "\r\n")
}

// contentLength is the value of Content-Length and whether it is a number.
func (m *Message) contentLength() (int, bool) {
	h, ok := m.Get("Content-Length")
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(h.Value)
	return n, err == nil && n >= 0
}
