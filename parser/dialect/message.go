package dialect

import (
	"strings"
)

// phase is where in a message its collector stands.
type phase uint8

const (
	inHeaders phase = iota
	inSDP
	inBody
	complete
)

// Headers that a message has once; a second one belongs to another message.
const (
	hasVia uint8 = 1 << iota
	hasCallID
	hasCSeq
	hasFrom
	hasTo
	hasLength
	hasForwards
)

// message collects the lines of one message: it takes the framing of the log off
// each line and knows where the message ends.
type message struct {
	meta  meta
	phase phase
	// fragment is set where there is no start line; score says how surely the
	// lines are SIP at all, see headerScore.
	fragment bool
	score    int
	// pre is what the log puts before each line, indent how many blanks stand
	// there where it puts nothing. sure is set once a second line had pre.
	pre    string
	indent int
	sure   bool
	// logged tells that every line of the text had a prefix, now taken off.
	logged bool
	// startPre is what stood before the start line.
	startPre string
	// own tells that the line being read had pre.
	own bool
	// suffix is what stands behind each line: the "." of ngrep, the bar of a table.
	suffix string
	// quote is the quote character that the message stands in, 0 for none.
	quote byte
	// angle is set where it stands in <>.
	angle bool
	// row is what stood before the start line, behind what stands after the quote that
	// closed the message. member is set where the message is a field of a record.
	row, behind string
	member      bool
	// cell is set where it stands in the cell of a table of comma-separated values.
	cell bool

	buf  []byte
	nums []int
	// lastLen is the length of the last line taken, lastWidth that of the line of
	// the input that it stood in.
	lastLen, lastWidth int
	// headerAt is where the last header begins in buf.
	headerAt int
	// tail tells that the last line had blanks at its end.
	tail bool
	// blanks are empty lines that were not taken yet; blankN is the first one's number.
	blanks, blankN int
	double         bool
	headers        int
	seen           uint8
	// noise counts lines that the log wrote in between.
	noise   int
	partial bool

	// lengthLast tells that the last header was a Content-Length, which no line
	// is folded onto.
	lengthLast bool
	content    contentType
	length     int
	boundary   string
	// root is the element that a body of XML consists of.
	root string
	// part is the type of the part of a multipart body.
	part contentType
	// bytes counts the body's bytes with CRLF, bodyLines its lines.
	bytes, bodyLines int
	// summary is set where the start line stands in a log's own line about the
	// packet, behind which the packet itself may follow.
	summary bool
	// first and end are the lines of the input: from the start line to behind the
	// last line taken.
	first, end int
}

// contentType is what a body is, as far as framing depends on it.
type contentType uint8

const (
	noContent contentType = iota
	sdpContent
	fragContent
	multipartContent
	otherContent
)

func contentOf(value string) contentType {
	value = strings.TrimLeft(value, " \t")
	switch {
	case value == "":
		return noContent
	case hasPrefixFold(value, "application/sdp"):
		return sdpContent
	case hasPrefixFold(value, "message/sip"):
		return fragContent
	case hasPrefixFold(value, "multipart/"):
		return multipartContent
	}
	return otherContent
}

func (m *message) reset(first int) {
	*m = message{buf: m.buf[:0], nums: m.nums[:0], length: -1, first: first, end: first}
}

// line adds a line of text with its number.
func (m *message) line(s string, n int) {
	if len(m.nums) > 0 {
		m.buf = append(m.buf, '\n')
	}
	m.lastLen = len(s)
	t := strings.TrimRight(s, " \t")
	m.tail = len(t) < len(s)
	m.buf = append(m.buf, t...)
	m.nums = append(m.nums, n)
}

// more joins what a wrapped line goes on with to the last line.
func (m *message) more(s string) {
	t := strings.TrimRight(s, " \t")
	m.tail = len(t) < len(s)
	m.buf = append(m.buf, t...)
	m.lastLen = len(s)
	if m.phase == inHeaders && m.headers > 0 && len(m.buf)-m.headerAt < 4096 {
		m.learnHeader(string(m.buf[m.headerAt:]))
	}
}

// header adds a header line and learns from it.
func (m *message) header(s string, n int) {
	m.line(s, n)
	m.headerAt = len(m.buf) - len(strings.TrimRight(s, " \t"))
	m.headers++
	m.blanks = 0
	if name, rest, ok := nameOf(s); ok && m.fragment && m.score < sureScore {
		m.score += headerScore(name, rest)
	}
	m.learnHeader(s)
}

// learnHeader takes from a header what framing asks for.
func (m *message) learnHeader(s string) {
	name, rest, ok := nameOf(s)
	if !ok {
		return
	}
	m.lengthLast = false
	switch key, _ := lowered(framingHeaders, name); key {
	case "length":
		m.seen |= hasLength
		if v := strings.TrimSpace(rest); isDigits(v) && len(v) < 9 {
			m.length = number(v)
			m.lengthLast = true
		}
	case "type":
		m.content = contentOf(rest)
		if m.content == multipartContent {
			m.boundary = boundaryOf(rest)
		}
	default:
		m.seen |= onceOf(key)
	}
}

// framingHeaders are the headers that framing asks for.
var framingHeaders = map[string]string{
	"content-length": "length", "l": "length", "content-type": "type", "c": "type",
	"via": "via", "v": "via", "call-id": "call-id", "i": "call-id", "cseq": "cseq",
	"from": "from", "f": "from", "to": "to", "t": "to", "max-forwards": "forwards",
}

func onceOf(key string) uint8 {
	switch key {
	case "via":
		return hasVia
	case "call-id":
		return hasCallID
	case "cseq":
		return hasCSeq
	case "from":
		return hasFrom
	case "to":
		return hasTo
	case "length":
		return hasLength
	case "forwards":
		return hasForwards
	}
	return 0
}

func boundaryOf(value string) string {
	i := indexFold(value, "boundary=")
	if i < 0 {
		return ""
	}
	value = value[i+len("boundary="):]
	if strings.HasPrefix(value, `"`) {
		value, _, _ = strings.Cut(value[1:], `"`)
		return value
	}
	if i := strings.IndexAny(value, "; \t"); i >= 0 {
		value = value[:i]
	}
	return value
}

// body adds a line of the body, with the empty lines before it.
func (m *message) body(s string, n int) {
	if m.bodyLines == 0 {
		if m.blankN == 0 {
			m.blankN = n
		}
		m.line("", m.blankN)
	} else if !m.double && m.phase == inBody {
		for range min(m.blanks, 100) {
			m.line("", m.blankN)
			m.bytes += 2
		}
	}
	m.blanks, m.blankN = 0, 0
	m.line(s, n)
	m.bodyLines++
	m.bytes += len(s) + 2
}

func (m *message) blank(n int) {
	if m.blanks == 0 {
		m.blankN = n
	}
	m.blanks++
}

// lengthMet tells whether the body has as many bytes as Content-Length says,
// counted as on the wire or as in this text, with its last line end or without.
func (m *message) lengthMet() bool {
	if m.length <= 0 {
		return false
	}
	lf := m.bytes - m.bodyLines
	return m.bytes == m.length || m.bytes-2 == m.length || lf == m.length || lf-1 == m.length
}

// frame is the message as far as it was collected, false if it is none.
func (m *message) frame() (Frame, bool) {
	if len(m.nums) == 0 || m.fragment && m.score < sureScore {
		return Frame{}, false
	}
	f := Frame{
		Text: string(m.buf), Lines: append(make([]int, 0, len(m.nums)), m.nums...),
		Src: m.meta.src, Dst: m.meta.dst, Transport: m.meta.transport, Direction: m.meta.direction,
		Format: m.meta.format, Partial: m.partial || m.meta.clipped, Clipped: m.meta.clipped, Summary: m.meta.summary, inferred: m.meta.inferred,
	}
	if m.meta.clock {
		f.Time, f.Clock = m.meta.stamp.time(), true
	}
	if f.Format == "" {
		f.Format = "raw"
		if m.pre != "" && m.sure || m.logged {
			f.Format = "log"
		}
	}
	if f.Lacks = m.lacks(); f.Lacks != "" || m.meta.summary || m.length > 0 && m.bodyLines == 0 && !m.fragment {
		f.Partial = true
	}
	return f, true
}
