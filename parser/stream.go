package parser

import (
	"container/list"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// How long after its last message a Call-ID is taken to be finished, by what it
// was doing: 64*T1 and a second for anything with its final answer, Timer C (RFC
// 3261 16.6) and a margin while it rings, half a day while it is up.
const (
	lingerFinished = 33 * time.Second
	lingerRinging  = 4 * time.Minute
	lingerUp       = 12 * time.Hour
)

// usualMessages is how many messages most calls have.
const usualMessages = 12

// sweepEvery is how often, by the clock of the input, silent Call-IDs are looked for.
const sweepEvery = time.Second

// batchDialogs is how many finished Call-IDs make a batch.
const batchDialogs = 128

// Stream reads like Read, for input of any size: it hands out the finished
// dialogs in batches, each as a Trace of its own, and forgets them. Memory grows
// with the dialogs that are open. What only several dialogs together show is seen
// within a batch. emit runs in another goroutine, beside the reading, and has
// returned from its last call when Stream returns; what it was given is used again
// behind it, so it must keep none of it. The returned Trace holds source and notes
// alone.
func Stream(parts []Part, opt Options, emit func(*Trace)) *Trace {
	opt.Limits = opt.Limits.withDefaults()
	t := newTrace()
	s := newStream(t, opt.Password, emit)
	r := reader{trace: t, opt: opt, left: opt.Limits.Text, stream: s}
	for i, part := range parts {
		r.part(i+1, part)
	}
	r.finishText()
	s.finish()
	return t
}

func newStream(t *Trace, password string, emit func(*Trace)) *stream {
	s := &stream{
		trace: t, password: password, open: map[string]*bag{},
		full: make(chan *batch, 2), built: make(chan *batch, 1), idle: make(chan struct{}),
		spare: make(chan *arena, 3),
	}
	for range cap(s.spare) {
		s.spare <- new(arena)
	}
	go s.build()
	go func() {
		defer close(s.idle)
		for b := range s.built {
			emit(b.trace)
			b.arena.reset()
			s.spare <- b.arena
		}
	}()
	return s
}

// bag holds the messages of a Call-ID that is still open.
type bag struct {
	callID   string
	messages []held
	last     time.Time
	state    bagState
	place    *list.Element
}

// held is a message that waits for the end of its dialog: its frame, or, where a
// glance at that says too little, the message itself.
type held struct {
	frame *dialect.Frame
	built *Message
	n     int32
	part  int32
}

type bagState uint8

const (
	finished bagState = iota
	ringing
	up
)

type stream struct {
	trace *Trace
	open  map[string]*bag
	// waiting holds the open bags by state, the longest silent first.
	waiting [up + 1]list.List
	// swept is when silent ones were last looked for.
	swept time.Time
	next  []*bag
	count int
	// password verifies digests.
	password string
	// full takes the batches that are to be built, built those that are; idle is
	// closed when all were handed out.
	full  chan *batch
	built chan *batch
	idle  chan struct{}
	// spare holds the arenas of batches that were handed out.
	spare chan *arena
}

// batch is a number of finished Call-IDs, and the trace that will hold them.
type batch struct {
	trace *Trace
	bags  []*bag
	arena *arena
}

// frame files a message by a glance at its frame, and tells whether that was
// enough.
func (s *stream) frame(f *dialect.Frame, part int) bool {
	g, ok := glanceAt(f)
	if !ok {
		return false
	}
	s.trace.count++
	s.trace.seenAt(f.Time, f.Clock)
	s.file(g, held{frame: f, n: int32(s.trace.count), part: int32(part)}, f.Time, f.Clock)
	return true
}

// add files a message that is built.
func (s *stream) add(m *Message) {
	s.file(m.glance(), held{built: m}, m.Time, m.Clock)
}

func (s *stream) file(g glance, h held, at time.Time, clock bool) {
	s.count++
	if g.callID == "" {
		s.put(&bag{messages: []held{h}})
		return
	}
	b := s.open[g.callID]
	if b == nil {
		b = &bag{callID: strings.Clone(g.callID), messages: make([]held, 0, usualMessages)}
		s.open[b.callID] = b
	}
	b.messages = append(b.messages, h)
	if clock {
		b.last = at
	}
	state := b.next(g)
	if b.place == nil {
		b.place = s.waiting[state].PushBack(b)
	} else if state != b.state {
		s.waiting[b.state].Remove(b.place)
		b.place = s.waiting[state].PushBack(b)
	} else {
		s.waiting[state].MoveToBack(b.place)
	}
	b.state = state
	if clock && at.Sub(s.swept).Abs() >= sweepEvery {
		s.swept = at
		s.close(at)
	}
}

// next is what the Call-ID is doing after a message.
func (b *bag) next(g glance) bagState {
	switch {
	case g.method == "INVITE" && g.request && !g.tagged:
		return ringing
	case g.method == "INVITE" && g.code/100 == 2:
		return up
	case g.method == "INVITE" && g.code >= 200 && b.state == ringing:
		return finished
	case g.method == "BYE":
		return finished
	case g.method == "CANCEL" && b.state == ringing:
		return finished
	}
	return b.state
}

// close moves the Call-IDs that have been silent for long enough into a batch.
func (s *stream) close(now time.Time) {
	for state, linger := range [...]time.Duration{lingerFinished, lingerRinging, lingerUp} {
		for e := s.waiting[state].Front(); e != nil; e = s.waiting[state].Front() {
			b := e.Value.(*bag)
			if now.Sub(b.last) < linger {
				break
			}
			s.waiting[state].Remove(e)
			delete(s.open, b.callID)
			s.put(b)
		}
	}
}

func (s *stream) put(b *bag) {
	s.next = append(s.next, b)
	if len(s.next) >= batchDialogs {
		s.flush()
	}
}

// flush hands a batch on.
func (s *stream) flush() {
	if len(s.next) == 0 {
		return
	}
	t := newTrace()
	t.Source = s.trace.Source
	t.Media, t.TLS, t.Unreachable = s.trace.Media, s.trace.TLS, s.trace.Unreachable
	t.shared = s.trace.shared
	t.last, t.anyClock, t.count = s.trace.last, s.trace.anyClock, s.count
	s.full <- &batch{trace: t, bags: s.next}
	s.next = nil
}

// build builds the messages and the dialogs of the batches.
func (s *stream) build() {
	defer close(s.built)
	for b := range s.full {
		t := b.trace
		b.arena = <-s.spare
		calls := make([][]*Message, 0, len(b.bags))
		for _, bag := range b.bags {
			messages := make([]*Message, 0, len(bag.messages))
			for _, h := range bag.messages {
				m := h.message(b.arena, s.password)
				messages = append(messages, m)
				t.Messages = append(t.Messages, m)
				t.file(m)
			}
			bag.messages = nil
			calls = append(calls, messages)
		}
		for _, messages := range calls {
			if messages[0].CallID == "" {
				t.Loose = append(t.Loose, messages...)
				continue
			}
			t.addDialogs(dialogsOf(messages, t)...)
		}
		s.built <- b
	}
}

// message builds a held message.
func (h held) message(a *arena, password string) *Message {
	if h.built != nil {
		return h.built
	}
	m := a.build(h.frame, password)
	m.N, m.Part = int(h.n), int(h.part)
	return m
}

// finish hands out what is still open when the input ends.
func (s *stream) finish() {
	for state := range s.waiting {
		for e := s.waiting[state].Front(); e != nil; e = e.Next() {
			s.put(e.Value.(*bag))
		}
	}
	s.flush()
	close(s.full)
	<-s.idle
}
