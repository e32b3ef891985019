// Package dialect finds SIP messages in text: what each program puts around a
// message when it logs one, and how a human or a chat tool passes it on.
//
// A dialect knows framing alone: where a message starts and ends, and what the
// log says of its time, direction, addresses and transport. What stands inside
// a message is parsed in one place, package parser.
package dialect

import "time"

// Line is one line of an input part after cleaning.
type Line struct {
	// Text has no line end. Framing of the log may still be in it.
	Text string
	// N is the number of the line in the part as it was given, from 1. Several
	// lines share a number where the input had them on one line.
	N int
	// cut is set on the first line of a record that was taken apart into lines,
	// and on the line behind it: no message goes on across it.
	cut bool
	// more is set on a line that goes on with the one before without a line end.
	more bool
	// width is the length of the line that it was part of, 0 if it was one itself.
	width int
	// pre is what stood before it where the same stands before every line.
	pre string
	// about is what the record said of the message that begins on this line.
	about *meta
}

// Direction is the log's own word for which way a message went, as seen by the
// host that wrote the log.
type Direction string

// The directions of a logged message.
const (
	Unknown Direction = ""
	In      Direction = "in"
	Out     Direction = "out"
)

// Frame is one message as its log or capture framed it.
type Frame struct {
	// Text is the message: start line (missing in a fragment), header lines, an
	// empty line, body. Line ends are "\n" in text and the sender's own in a
	// capture. It does not end in a line end that the message does not need.
	Text string
	// Lines holds the input line number of each line of Text; nil in captures.
	Lines []int
	// Breaks tells where a message goes on in another part; nil in all others.
	Breaks []Break
	// Time is meaningful only if Clock is true. A log without a date gives
	// 0001-01-01, one without a zone UTC.
	Time  time.Time
	Clock bool
	// Src and Dst are "host:port" (IPv6 in brackets), or empty where the input
	// does not tell; the host may be a name or a redaction.
	Src, Dst string
	// Transport is udp, tcp, tls, ws, wss, sctp or empty.
	Transport string
	Direction Direction
	// Format names the dialect: "sngrep", "asterisk-pjsip", …, "raw".
	Format string
	// Partial is set where the log itself cut the message.
	Partial bool
	// Clipped is set where a capture, or what a program prints of one, says itself that
	// it holds less of the message than went over the wire. A paste that somebody cut
	// says no such thing.
	Clipped bool
	// Summary is set where the input shows no more of the message than a line about
	// it: its method or code, an arrow of a call flow.
	Summary bool
	// Lacks says, for people, by what count of the log the message is longer than
	// its text; empty where none says so.
	Lacks string
	// inferred is set where no word of the log says the direction, only an address.
	inferred bool
	// Exact is set where Text is byte for byte what was on the wire, so that a
	// wrong length or a missing line is the sender's own.
	Exact bool
}

// Fact is a log line that carries a verdict without a message, such as
// Asterisk's "No matching endpoint found".
type Fact struct {
	// Kind is a short key in kebab case: "no-matching-endpoint",
	// "failed-to-authenticate", "hangup-cause", "retransmission-timeout", ….
	Kind string
	// Line is the number of the line in its part, Text the line cleaned.
	Line int
	Text string
	// What the line says, empty where it does not: the product that wrote it,
	// the request's method, the Call-ID, who sent it ("host:port"), the user
	// it names, and a cause (a number or a word such as NO_ANSWER).
	Product, Method, CallID, Peer, User, Cause string
}

// Result is what one part of text holds.
type Result struct {
	Frames []Frame
	Facts  []Fact
	// Open tells that the last frame runs to the end of the part and lacks
	// something, so that it may go on in the next part; see Continue.
	Open bool
	// Notes tell a person what was cut, joined or left out.
	Notes []string
}

// dialect is the framing of one program's log: how to tell the line that it puts
// before a message, and what that line says.
type dialect struct {
	name string
	// signs are texts one of which every such line holds; they are looked for
	// before read is asked.
	signs []string
	// read tells whether the line is a mark and fills in what it says.
	read func(line string, m *meta) bool
}

// dialects are all dialects, the more telling before the more general.
var dialects = []dialect{
	asteriskPJSIP, asteriskChanSIP, freeswitch, homer, sngrep, ngrep, sipgo, baresip, oracle, broadworks, tcpdump, cube, cucm,
	expressway, audiocodes, genesys, snom, pjsip, belleSIP, jssip, sipjs, sipml5, sipp, sipsorcery,
	avayaSM, lync, phoner, ribbon, jainSIP,
}
