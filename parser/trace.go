package parser

import (
	"time"

	"github.com/sipwhy/sipwhy/parser/capture"
	"github.com/sipwhy/sipwhy/parser/dialect"
)

// Trace is what an input holds.
type Trace struct {
	Source   Source
	Messages []*Message
	// Dialogs are in the order of their first message in the input.
	Dialogs []*Dialog
	// Loose are messages that belong to no dialog: fragments without a Call-ID.
	Loose []*Message
	// Facts are log lines that carry a verdict without a message.
	Facts []Fact
	// Media is the RTP that captures hold.
	Media   []capture.Media
	Secrets []Secret
	// Notes say what was repaired, cut or left out, for people.
	Notes []string

	last     time.Time
	anyClock bool
	senders  map[string]bool
}

// Source is where a trace came from.
type Source struct {
	// Kind is text, pcap or pcapng; of several parts, that of the first.
	Kind string
	// Formats names the dialects met, in order of appearance.
	Formats []string
	Bytes   int64
}

// Fact is a log line that carries a verdict without a message.
type Fact struct {
	dialect.Fact
	// Part is the input part that it stands in, from 1.
	Part int
}

// Message is the message with number n, nil without one.
func (t *Trace) Message(n int) *Message {
	if n < 1 || n > len(t.Messages) {
		return nil
	}
	return t.Messages[n-1]
}

// End is the time of the last message, and whether any has a clock.
func (t *Trace) End() (time.Time, bool) { return t.last, t.anyClock }

// GoesOn is how long the trace visibly goes on after a message, and whether
// times tell. Without times it is unknown.
func (d *Dialog) GoesOn(m *Message) (time.Duration, bool) {
	if m == nil || !m.Clock || !d.trace.anyClock {
		return 0, false
	}
	return d.trace.last.Sub(m.Time), true
}

// Later tells whether the input holds any message after m, in the same dialog
// or another. It is the weak form of GoesOn for pastes without times.
func (d *Dialog) Later(m *Message) bool { return m.N < len(d.trace.Messages) }

// answers tells whether the trace shows anything sent by the host that m was
// sent to: only then does the absence of an answer say something (a filter on
// one direction would hide it).
func (t *Trace) answers(m *Message) bool {
	return m.Dst != "" && t.senders[m.Dst]
}

// SeesSender tells whether the trace shows anything sent from this "host:port".
func (t *Trace) SeesSender(hostport string) bool { return hostport != "" && t.senders[hostport] }

// OneWay tells whether the addresses say that only one host's messages were
// captured, so that nothing follows from what is missing.
func (t *Trace) OneWay() bool {
	hosts := map[string]bool{}
	for s := range t.senders {
		hosts[HostOf(s)] = true
	}
	return len(hosts) == 1 && len(t.Messages) > 1
}

func (t *Trace) note(notes ...string) {
	for _, n := range notes {
		if len(t.Notes) < maxNotes {
			t.Notes = append(t.Notes, n)
		}
	}
}

const maxNotes = 200
