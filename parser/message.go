package parser

import (
	"strconv"
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
	// Clipped is set where the capture says that it holds less of the message than went
	// over the wire: a snap length, a missing fragment or segment.
	Clipped bool
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
func (m *Message) IsResponse() bool { return m.Code > 0 }

func (m *Message) IsFinal() bool { return m.Code >= 200 }

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
func (m *Message) From() Address { return m.address(&m.from, "From") }

func (m *Message) To() Address { return m.address(&m.to, "To") }

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
	if m.RequestURI == "…" {
		// A line about the message does not tell it.
		u = URI{}
	}
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

// UsualPhrase is the reason phrase that the RFCs give a code, "" for a code that they
// do not know.
func UsualPhrase(code int) string { return dialect.UsualPhrase(strconv.Itoa(code)) }
