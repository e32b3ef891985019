// Package render writes SIP messages the way that programs log them, and damages
// the text the way that copying and chat tools do. It is what tests hold reading
// against: the same messages must come out of every rendering.
//
// Its dialects follow the programs' sources and documents, never the readers of
// package dialect, so that both are wrong together only where the sources are.
package render

import (
	"time"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// Header is one header line, unfolded.
type Header struct{ Name, Value string }

// Message is one message as it is to be written.
type Message struct {
	// StartLine is the request or status line without its line end.
	StartLine string
	Headers   []Header
	// Body has "\n" between its lines and none at its end; empty for none.
	Body string
	// Time is when it was sent; zero is written as 10:00:00 of a fixed day.
	Time time.Time
	// Src and Dst are "host:port", IPv6 in brackets. An empty one is written as
	// an address of its own.
	Src, Dst string
	// Transport is udp, tcp, tls, ws or wss; empty is udp.
	Transport string
	// Direction is as seen from the host that logs; Unknown lets the addresses
	// decide.
	Direction dialect.Direction
	// Joined leaves out the empty line before the body.
	Joined bool
}

// Keeps tells what a dialect says of a message besides its text; the rest is lost.
type Keeps struct {
	// Time is the resolution of its clock, 0 for none. Date tells a clock with
	// year, month and day.
	Time time.Duration
	Date bool
	// Both addresses, or Peer alone: the one that is not the logging host.
	Both, Peer bool
	// Direction and Transport are named by the log.
	Direction, Transport bool
	// Encoded tells that line ends do not stand in the log as such: it holds bytes
	// or strings.
	Encoded bool
}

// Dialect is one way of logging messages.
type Dialect struct {
	// Name is in kebab case and unique.
	Name  string
	Keeps Keeps
	// Write writes one message.
	write func(w *writer, m Message)
}

// Damage is one thing that happens to a trace on its way to the reader. Exactly
// one of its functions is set.
type Damage struct {
	// Name is in kebab case and unique.
	Name string
	// message changes what is there to read: a reader must give the message as
	// changed.
	message func(Message) Message
	// lines breaks the lines of one message before the log frames them, text
	// the text as a whole. Of both, a reader is to find the message unchanged.
	lines func([]string) []string
	text  func(string) string
	// between is what a person writes before every message but the first, under
	// what tells it n times by turns, right below the last line of each message.
	between string
	under   func(n int) string
	// ends tells that lines writes line ends out, saved that text is an encoding.
	ends, saved bool
}

// Text writes messages in a dialect and damages them, in the order given but for
// encodings, which come last.
func Text(d Dialect, messages []Message, damages ...Damage) string {
	messages = Expect(messages, damages...)
	w := writer{local: localOf(messages), damages: damages}
	for i, m := range messages {
		w.n = i
		for _, damage := range damages {
			if i > 0 {
				w.WriteString(damage.between)
			}
			if i > 0 && damage.under != nil {
				w.glue(damage.under(i))
			}
		}
		d.write(&w, filled(m))
	}
	for _, damage := range damages {
		if damage.under != nil {
			w.glue(damage.under(len(messages)))
		}
	}
	text := w.String()
	for _, saved := range []bool{false, true} {
		for _, damage := range damages {
			if damage.text != nil && damage.saved == saved {
				text = damage.text(text)
			}
		}
	}
	return text
}

// Expect gives the messages that a reader is to find in a rendering with these
// damages.
func Expect(messages []Message, damages ...Damage) []Message {
	out := append([]Message(nil), messages...)
	for _, damage := range damages {
		if damage.message == nil {
			continue
		}
		for i := range out {
			out[i] = damage.message(out[i])
		}
	}
	return out
}

// filled puts something where a dialect needs it and the message has nothing.
func filled(m Message) Message {
	if m.Time.IsZero() {
		m.Time = time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	}
	if m.Src == "" {
		m.Src = "192.0.2.251:5060"
	}
	if m.Dst == "" {
		m.Dst = "192.0.2.252:5060"
	}
	if m.Transport == "" {
		m.Transport = "udp"
	}
	return m
}
