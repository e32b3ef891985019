package parser

import (
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// Message is one SIP request, response or fragment of one.
type Message struct {
	// N counts the messages of a trace from 1 in the order of the input.
	N int
	// Part is the input part that it begins in, from 1; Lines its first and last
	// line there, 0 in captures.
	Part  int
	Lines [2]int
	// Time is meaningful only if Clock is true; see dialect.Frame.
	Time  time.Time
	Clock bool
	// Src and Dst are "host:port", or empty where the input does not tell.
	Src, Dst  string
	Transport string
	Direction dialect.Direction
	Format    string

	// StartLine is empty in a fragment.
	StartLine string
	// Method is the request's method; of a response, and of a fragment, that of
	// its CSeq. RequestURI is empty in responses.
	Method     string
	RequestURI string
	// Code is 0 in requests and fragments; Phrase is the reason phrase.
	Code   int
	Phrase string

	Headers []Header
	// Body has "\n" line ends and is masked; BodyLine is the input line that it
	// begins on.
	Body     string
	BodyLine int
	// bodyLines are the input lines of the lines of Body; nil in captures.
	bodyLines []int
	// breaks are where the message goes on in another part.
	breaks []dialect.Break
	// bodyAt is the index of the first body line among all lines.
	bodyAt int
	// Size is the length in bytes as sent; where Exact is false, counted from the
	// text with CRLF line ends.
	Size  int
	Exact bool

	// Partial is set where the message was cut by a log or a paste, or lacks its
	// start line: nothing follows from what it does not have.
	Partial bool
	// RetransmissionOf is the N of the message that this one repeats, 0 for
	// a first sending. Copy is set where the repetition came so soon after that it
	// is another sighting by the capture rather than another sending.
	RetransmissionOf int
	Copy             bool

	// CallID, CSeq, the tags and the top Via's branch and sent-by, read once.
	CallID         string
	CSeq           uint32
	CSeqMethod     string
	FromTag, ToTag string
	Branch, SentBy string

	// Tx and Dialog are where the message belongs.
	Tx     *Transaction
	Dialog *Dialog

	// rawStart is the first line with its blanks; bodySize the body's bytes.
	rawStart string
	bodySize int

	secrets []Secret
	logins  []Credentials
	// defects are those that were looked for, when judged is true.
	defects []Defect
	judged  bool
	// These are parsed when first asked for; several goroutines may ask. asked are
	// the challenges.
	sdp      atomic.Pointer[SDP]
	from, to atomic.Pointer[Address]
	target   atomic.Pointer[URI]
	vias     atomic.Pointer[[]Via]
	asked    atomic.Pointer[[]Challenge]
}

// Defect is a fault of a message as it was sent.
type Defect struct {
	// Line is the input line, 0 in captures; Text what stands there; Problem
	// what is wrong with it, in words.
	Line    int
	Text    string
	Problem string
}

// IsRequest tells a request from a response and from a fragment. Headers without
// a start line are a request's where one of them is only found in requests.
func (m *Message) IsRequest() bool {
	return m.Code == 0 && (m.RequestURI != "" || m.StartLine == "" && m.CSeqMethod != "" && m.Has("Max-Forwards"))
}

// IsResponse tells a response; IsFinal one of 200 and above, IsProvisional a 1xx.
func (m *Message) IsResponse() bool    { return m.Code > 0 }
func (m *Message) IsFinal() bool       { return m.Code >= 200 }
func (m *Message) IsProvisional() bool { return m.Code >= 100 && m.Code < 200 }

// IsChallenge tells a 401 or 407 (RFC 3261 22).
func (m *Message) IsChallenge() bool { return m.Code == 401 || m.Code == 407 }

// First tells a first sending from a retransmission.
func (m *Message) First() bool { return m.RetransmissionOf == 0 }

// SourceHost and TargetHost are the hosts of Src and Dst.
func (m *Message) SourceHost() string { return HostOf(m.Src) }
func (m *Message) TargetHost() string { return HostOf(m.Dst) }

// From, To and Contact are the parsed addresses of these headers; an absent
// header gives the zero Address.
func (m *Message) From() Address    { return m.address(&m.from, "From") }
func (m *Message) To() Address      { return m.address(&m.to, "To") }
func (m *Message) Contact() Address { return ParseAddress(firstOf(m.List("Contact"))) }

func (m *Message) address(kept *atomic.Pointer[Address], header string) Address {
	if a := kept.Load(); a != nil {
		return *a
	}
	a := ParseAddress(m.Header(header))
	kept.Store(&a)
	return a
}

// Target is the parsed Request-URI.
func (m *Message) Target() URI {
	if u := m.target.Load(); u != nil {
		return *u
	}
	u := ParseURI(m.RequestURI)
	m.target.Store(&u)
	return u
}

// Product is the User-Agent of a request, the Server of a response, or the
// other one where that is missing.
func (m *Message) Product() string {
	first, second := "User-Agent", "Server"
	if m.IsResponse() {
		first, second = second, first
	}
	if v := m.Header(first); v != "" {
		return v
	}
	return m.Header(second)
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

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

// startLine reads a request line or status line (RFC 3261 7.1, 7.2). A status
// line whose code is none is kept as a line: the message is then no response.
func (m *Message) startLine(text string) bool {
	m.rawStart = text
	text = strings.TrimRight(text, " \t")
	if rest, ok := cutVersion(text); ok {
		code, phrase, _ := strings.Cut(strings.TrimLeft(rest, " \t"), " ")
		if code == "" || strings.Trim(code, "0123456789") != "" {
			return false
		}
		m.StartLine, m.Phrase = text, strings.TrimSpace(phrase)
		if n, err := strconv.Atoi(code); err == nil && n >= 100 && n <= 999 {
			m.Code = n
		}
		return true
	}
	method, rest, ok := strings.Cut(text, " ")
	if !ok || !isToken(method) {
		return false
	}
	uri, version := cutLast(strings.TrimSpace(rest))
	if uri == "" && methods[method] && strings.HasPrefix(version, "sip:") {
		// The version was left out: still a request line, and a defect.
		uri, version = version, "SIP/2.0"
	}
	if uri == "" || !isVersion(version) {
		return false
	}
	m.StartLine, m.Method, m.RequestURI = text, method, uri
	return true
}

var methods = set("ACK BYE CANCEL INFO INVITE MESSAGE NOTIFY OPTIONS PRACK PUBLISH REFER REGISTER SUBSCRIBE UPDATE")

// cutVersion cuts "SIP/2.0 " off a status line, in any case and any version.
func cutVersion(s string) (rest string, ok bool) {
	if len(s) < 9 || !strings.EqualFold(s[:4], "SIP/") {
		return "", false
	}
	version, rest, ok := strings.Cut(s, " ")
	return rest, ok && isVersion(version)
}

func isVersion(s string) bool {
	if len(s) < 7 || !strings.EqualFold(s[:4], "SIP/") {
		return false
	}
	for _, c := range s[4:] {
		if c != '.' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func cutLast(s string) (before, last string) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return "", s
	}
	return strings.TrimSpace(s[:i]), s[i+1:]
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

// partAt is the part that the i-th line of the message stands in, 0 where it is
// the message's own.
func (m *Message) partAt(i int) int {
	part := 0
	for _, b := range m.breaks {
		if i >= b.At {
			part = b.Part
		}
	}
	return part
}

// PartOf is the input part that a header of the message stands in.
func (m *Message) PartOf(h Header) int {
	if h.part != 0 {
		return h.part
	}
	return m.Part
}

// PartOfBody is the input part that a body line with this line number stands in.
func (m *Message) PartOfBody(line int) int {
	for i, n := range m.bodyLines {
		if n == line {
			if part := m.partAt(m.bodyAt + i); part != 0 {
				return part
			}
			break
		}
	}
	return m.Part
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

// bodyLine is the input line of the i-th line of the body.
func (m *Message) bodyLine(i int) int {
	if i < len(m.bodyLines) {
		return m.bodyLines[i]
	}
	return 0
}

// index reads what grouping needs.
func (m *Message) index() {
	var via string
	for i := range m.Headers {
		h := &m.Headers[i]
		switch h.Key {
		case "Call-ID":
			if m.CallID == "" {
				m.CallID = h.Value
			}
		case "CSeq":
			m.readCSeq(h.Value)
		case "From":
			if m.FromTag == "" {
				m.FromTag = addressTag(h.Value)
			}
		case "To":
			if m.ToTag == "" {
				m.ToTag = addressTag(h.Value)
			}
		case "Via":
			if via == "" {
				via = h.Value
			}
		}
	}
	m.readTopVia(via)
	if m.Method == "" {
		m.Method = m.CSeqMethod
	}
}

func (m *Message) readCSeq(value string) {
	if m.CSeqMethod != "" {
		return
	}
	number, method, _ := strings.Cut(value, " ")
	if n, err := strconv.ParseUint(number, 10, 32); err == nil {
		m.CSeq = uint32(n)
	}
	m.CSeqMethod = strings.TrimSpace(method)
}

// readTopVia reads branch and sent-by of the first via-parm without taking the
// rest apart: this is on the path of every message.
func (m *Message) readTopVia(via string) {
	if via == "" {
		return
	}
	top, _ := cutOutside(via, ',')
	head, params, _ := strings.Cut(top, ";")
	m.Branch, _ = param(params, "branch")
	head = strings.TrimSpace(head)
	if i := strings.LastIndexAny(head, " \t"); i >= 0 {
		m.SentBy = head[i+1:]
		if m.Transport == "" && !m.Exact {
			m.Transport = viaTransport(head[:i])
		}
	}
}

// viaTransport is the transport of a sent-protocol in lower case.
func viaTransport(protocol string) string {
	i := strings.LastIndexByte(protocol, '/')
	switch t := strings.ToLower(strings.TrimSpace(protocol[i+1:])); t {
	case "udp", "tcp", "tls", "ws", "wss", "sctp":
		return t
	}
	return ""
}
