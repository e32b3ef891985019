// Package traffic writes captures as the edge of a carrier sees them: thousands
// of overlapping calls of known outcomes, for tests and speed figures. The same
// options always give the same bytes.
package traffic

import (
	"bufio"
	"container/heap"
	"io"
	"math/rand/v2"
	"time"
)

// Options of Write.
type Options struct {
	// Calls is how many calls are placed, Open about how many are open at a time.
	Calls, Open int
	// Seed picks the traffic.
	Seed uint64
}

// Counts is what was written.
type Counts struct {
	Packets, Messages int
	Bytes             int64
	// Outcomes counts the dialogs by the outcome that a reader has to find.
	Outcomes map[string]int
}

// meanLife is about how long a call is open, which with Options.Open gives the
// pace at which calls are placed.
const meanLife = 60 * time.Second

// Write writes a pcap of Ethernet.
func Write(w io.Writer, o Options) (Counts, error) {
	b := bufio.NewWriterSize(w, 1<<20)
	g := &generator{
		random: rand.New(rand.NewPCG(o.Seed, 0x51b)),
		out:    NewCapture(b),
		counts: Counts{Outcomes: map[string]int{}},
	}
	pace := meanLife / time.Duration(max(o.Open, 1))
	at := time.Date(2026, 2, 11, 9, 0, 0, 0, time.UTC)
	for n := range o.Calls {
		g.play(at)
		g.place(n, at)
		if n%20 == 0 {
			g.register(n, at.Add(pace/2))
		}
		at = at.Add(time.Duration(float64(pace) * (0.5 + g.random.Float64())))
	}
	g.play(at.Add(24 * time.Hour))
	g.counts.Bytes = g.out.bytes
	if err := g.out.Err(); err != nil {
		return g.counts, err
	}
	return g.counts, b.Flush()
}

type generator struct {
	random *rand.Rand
	out    *Capture
	counts Counts
	queue  events
	serial int
}

// event is a packet that is to be sent.
type event struct {
	at   time.Time
	n    int // keeps the order of equal times
	send func()
}

// later sends something at a time.
func (g *generator) later(at time.Time, send func()) {
	g.serial++
	heap.Push(&g.queue, event{at, g.serial, send})
}

// play sends what is due before a time.
func (g *generator) play(until time.Time) {
	for len(g.queue) > 0 && g.queue[0].at.Before(until) {
		heap.Pop(&g.queue).(event).send()
	}
}

type events []event

func (q events) Len() int { return len(q) }
func (q events) Less(i, j int) bool {
	if c := q[i].at.Compare(q[j].at); c != 0 {
		return c < 0
	}
	return q[i].n < q[j].n
}
func (q events) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *events) Push(v any)   { *q = append(*q, v.(event)) }
func (q *events) Pop() any {
	last := len(*q) - 1
	e := (*q)[last]
	*q = (*q)[:last]
	return e
}
