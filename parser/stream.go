package parser

import (
	"container/list"
	"time"
)

// How long after its last message a Call-ID is taken to be finished, by what it
// was doing: 64*T1 and a second for anything with its final answer, Timer C (RFC
// 3261 16.6) and a margin while it rings, half a day while it is up.
const (
	lingerFinished = 33 * time.Second
	lingerRinging  = 4 * time.Minute
	lingerUp       = 12 * time.Hour
)

// batchDialogs is how many finished Call-IDs make a batch.
const batchDialogs = 128

// Stream reads like Read, for input of any size: it hands out the finished
// dialogs in batches, each as a Trace of its own, and forgets them. Memory grows
// with the dialogs that are open. What only several dialogs together show is seen
// within a batch. emit runs in another goroutine, beside the reading, and has
// returned from its last call when Stream returns. The returned Trace holds source
// and notes alone.
func Stream(parts []Part, opt Options, emit func(*Trace)) *Trace {
	opt.Limits = opt.Limits.withDefaults()
	t := newTrace()
	s := newStream(t, emit)
	r := reader{trace: t, opt: opt, left: opt.Limits.Text, stream: s}
	for i, part := range parts {
		r.part(i+1, part)
	}
	r.finishText()
	s.finish()
	return t
}

func newStream(t *Trace, emit func(*Trace)) *stream {
	s := &stream{trace: t, open: map[string]*bag{}, full: make(chan *batch, 2), idle: make(chan struct{})}
	go s.build(emit)
	return s
}

// bag holds the messages of a Call-ID that is still open.
type bag struct {
	messages []*Message
	last     time.Time
	state    bagState
	place    *list.Element
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
	next    [][]*Message
	count   int
	// full takes the batches whose dialogs are to be built; idle is closed when
	// all are.
	full chan *batch
	idle chan struct{}
}

// batch is a number of finished Call-IDs, and the trace that will hold them.
type batch struct {
	trace *Trace
	bags  [][]*Message
}

func (s *stream) add(m *Message) {
	s.count++
	if m.CallID == "" {
		s.put([]*Message{m})
		return
	}
	b := s.open[m.CallID]
	if b == nil {
		b = &bag{}
		s.open[m.CallID] = b
	}
	b.messages = append(b.messages, m)
	if m.Clock {
		b.last = m.Time
	}
	state := b.next(m)
	if b.place == nil {
		b.place = s.waiting[state].PushBack(b)
	} else if state != b.state {
		s.waiting[b.state].Remove(b.place)
		b.place = s.waiting[state].PushBack(b)
	} else {
		s.waiting[state].MoveToBack(b.place)
	}
	b.state = state
	if m.Clock {
		s.close(m.Time)
	}
}

// next is what the Call-ID is doing after m.
func (b *bag) next(m *Message) bagState {
	switch {
	case m.Method == "INVITE" && m.IsRequest() && m.ToTag == "":
		return ringing
	case m.Method == "INVITE" && m.Code/100 == 2:
		return up
	case m.Method == "INVITE" && m.IsFinal() && b.state == ringing:
		return finished
	case m.Method == "BYE":
		return finished
	case m.Method == "CANCEL" && b.state == ringing:
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
			delete(s.open, b.messages[0].CallID)
			s.put(b.messages)
		}
	}
}

func (s *stream) put(messages []*Message) {
	s.next = append(s.next, messages)
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
	s.full <- &batch{t, s.next}
	s.next = nil
}

// build builds the dialogs of the batches and hands them out.
func (s *stream) build(emit func(*Trace)) {
	defer close(s.idle)
	for b := range s.full {
		t := b.trace
		for _, messages := range b.bags {
			for _, m := range messages {
				t.Messages = append(t.Messages, m)
				t.file(m)
			}
		}
		for _, messages := range b.bags {
			if messages[0].CallID == "" {
				t.Loose = append(t.Loose, messages...)
				continue
			}
			t.Dialogs = append(t.Dialogs, dialogsOf(messages, t)...)
		}
		emit(t)
	}
}

// finish hands out what is still open when the input ends.
func (s *stream) finish() {
	for state := range s.waiting {
		for e := s.waiting[state].Front(); e != nil; e = e.Next() {
			s.put(e.Value.(*bag).messages)
		}
	}
	s.flush()
	close(s.full)
	<-s.idle
}
