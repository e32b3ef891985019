package parser

import (
	"net/netip"
	"sync"
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
	Media []capture.Media
	// TLS lists the encrypted connections that captures hold, to any port, and
	// Unreachable what hosts and networks said of SIP that did not arrive.
	TLS         []capture.TLSFlow
	Unreachable []capture.Unreachable
	Secrets     []Secret
	// Gaps are the notes that tell what a capture does not hold, or what was turned
	// away in it: they bear on every verdict. They are among Notes too.
	Gaps []string
	// Notes say what was repaired, cut or left out, for people.
	Notes []string

	// count is how many messages were read, lastBare the N of the last one without a
	// time, last the time of the latest.
	count    int
	lastBare int
	last     time.Time
	anyClock bool
	// ends are the times at which the logs of a paste of several end, the last one's
	// left out.
	ends []time.Time
	// strayAnswers are the ways, source and destination, of answers that were cut
	// before they say what they answer.
	strayAnswers map[[2]string]bool
	// headless is set where a request was cut before its CSeq.
	headless bool
	// challenges are the 401 and 407 of all dialogs in the order of the input,
	// challengesTo those by the host that they went to, made when first asked for.
	challenges    []*Message
	challengesTo  map[string][]*Message
	challengesSet sync.Once
	shared        *sightings

	peersOnce, sendersOnce, usersOnce sync.Once
	wayOnce                           sync.Once
	newestFirst                       bool
	peers                             map[string]Peer
	senders                           map[string]*Sender
	byUser                            map[string][]*Dialog
}

// sightings is what a whole input has shown of its hosts. The batches of a stream
// share one, and look at it while the stream reads on.
type sightings struct {
	mu      sync.RWMutex
	senders map[string]bool
	// receives is true where a log shows what its own host received.
	receives bool
}

// maxSenders bounds what is remembered of hosts: a capture of a carrier has an
// address for each phone.
const maxSenders = 1 << 17

func newTrace() *Trace {
	return &Trace{shared: &sightings{senders: map[string]bool{}}}
}

// see files what the whole input knows of a message.
func (t *Trace) see(m *Message) {
	t.shared.see(m.Src)
	t.shared.receive(m.Direction)
	t.seenAt(m.Time, m.Clock)
	if !m.Clock {
		t.lastBare = m.N
	}
}

func (t *Trace) seenAt(at time.Time, clock bool) {
	if clock {
		if !t.anyClock || at.After(t.last) {
			t.last = at
		}
		t.anyClock = true
	}
}

func (s *sightings) see(sender string) {
	if sender == "" {
		return
	}
	s.mu.RLock()
	known := s.senders[sender] || len(s.senders) >= maxSenders
	s.mu.RUnlock()
	if !known {
		s.mu.Lock()
		s.senders[sender] = true
		s.mu.Unlock()
	}
}

func (s *sightings) receive(way dialect.Direction) {
	if way != dialect.In {
		return
	}
	s.mu.RLock()
	known := s.receives
	s.mu.RUnlock()
	if known {
		return
	}
	s.mu.Lock()
	s.receives = true
	s.mu.Unlock()
}

// Receives tells whether the input is a log that shows what its host received. One
// without may have been filtered: what is missing from it says nothing.
func (t *Trace) Receives() bool {
	t.shared.mu.RLock()
	defer t.shared.mu.RUnlock()
	return t.shared.receives
}

func (s *sightings) sends(hostport string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.senders[hostport]
}

// file files what a trace knows of a message that it holds.
func (t *Trace) file(m *Message) {
	if m.IsChallenge() {
		t.challenges = append(t.challenges, m)
	}
	for _, s := range m.secrets {
		s.Message, s.Part = m.N, m.Part
		t.Secrets = append(t.Secrets, s)
	}
	m.secrets = nil
}

// Count is the number of messages read.
func (t *Trace) Count() int { return t.count }

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

// NeverSetUp lists the TLS connections to ports of SIP that failed before anything was
// sent in them, where no other one of the same hosts got further.
func (t *Trace) NeverSetUp() []*capture.TLSFlow {
	type pair struct{ client, server netip.Addr }
	works := map[pair]bool{}
	for i := range t.TLS {
		if f := &t.TLS[i]; f.AppData {
			works[pair{f.Client.Addr(), f.Server.Addr()}] = true
		}
	}
	var failed []*capture.TLSFlow
	for i := range t.TLS {
		if f := &t.TLS[i]; f.NeverSetUp() && !works[pair{f.Client.Addr(), f.Server.Addr()}] {
			failed = append(failed, f)
		}
	}
	return failed
}

// Tells tells whether the input holds anything to be judged: messages, log lines that
// stand for some, or connections that never came to any.
func (t *Trace) Tells() bool {
	return len(t.Messages) > 0 || len(t.Facts) > 0 || len(t.NeverSetUp()) > 0
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

// GoesOn is how long the log of a message visibly goes on after it, and whether times
// tell. Without times it is unknown.
func (d *Dialog) GoesOn(m *Message) (time.Duration, bool) {
	if m == nil || !m.Clock || !d.trace.anyClock {
		return 0, false
	}
	return d.trace.endOfLog(m.Time).Sub(m.Time), true
}

// Later tells whether the input holds any message after m, in the same dialog
// or another. It is the weak form of GoesOn for pastes without times: one with a time
// is of another log.
func (d *Dialog) Later(m *Message) bool {
	if !m.Clock {
		return m.N < d.trace.lastBare
	}
	return m.N < d.trace.count
}

// answers tells whether the trace shows anything sent by the host that m was
// sent to: only then does the absence of an answer say something (a filter on
// one direction would hide it).
func (t *Trace) answers(m *Message) bool {
	return t.SeesSender(m.Dst)
}

// SeesSender tells whether the trace shows anything sent from this "host:port".
func (t *Trace) SeesSender(hostport string) bool {
	return hostport != "" && t.shared.sends(hostport)
}

// OneWay tells whether the addresses say that only one host's messages were
// captured, so that nothing follows from what is missing.
func (t *Trace) OneWay() bool {
	t.shared.mu.RLock()
	defer t.shared.mu.RUnlock()
	hosts := map[string]bool{}
	for s := range t.shared.senders {
		hosts[HostOf(s)] = true
		if len(hosts) > 1 {
			return false
		}
	}
	return len(hosts) == 1 && t.count > 1
}

func (t *Trace) note(notes ...string) {
	for _, n := range notes {
		if len(t.Notes) < maxNotes {
			t.Notes = append(t.Notes, n)
		}
	}
}

const maxNotes = 200
