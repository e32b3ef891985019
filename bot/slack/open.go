package slack

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// openGate spaces the calls of apps.connections.open of a whole process. slack-go
// backs off only while connecting fails: told to disconnect right after it
// connected, as with too_many_websockets, it opens thousands of times a second.
type openGate struct {
	timing timing

	mu   sync.Mutex
	next time.Time

	// door is held while an opening waits for the one before it: a process that
	// was stopped for a while must not catch up.
	door   sync.Mutex
	opened time.Time
}

// pass waits until the opening before is long enough ago.
func (g *openGate) pass(ctx context.Context) error {
	g.door.Lock()
	defer g.door.Unlock()
	err := sleep(ctx, time.Until(g.opened.Add(g.timing.openEvery)))
	g.opened = time.Now()
	return err
}

// turn reserves the next opening not before the given time.
func (g *openGate) turn(earliest time.Time) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := g.next
	if earliest.After(at) {
		at = earliest
	}
	g.next = at.Add(g.timing.openEvery)
	return at
}

// hold moves all further openings behind a wait that Slack asked for.
func (g *openGate) hold(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := time.Now().Add(d); until.After(g.next) {
		g.next = until
	}
}

// opener is the HTTP client of one socket. It is the only place where slack-go
// lets its reconnects be paced.
type opener struct {
	http   *http.Client
	gate   *openGate
	opened func()

	mu     sync.Mutex
	last   time.Time
	futile int
}

// Do waits for the socket's turn and makes the call. A body that does not come
// ends with the client's timeout; the waiting does not count towards it.
func (o *opener) Do(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.URL.Path, "apps.connections.open") {
		return o.http.Do(req)
	}
	if err := o.wait(req.Context()); err != nil {
		return nil, err
	}
	if o.opened != nil {
		o.opened()
	}
	resp, err := o.http.Do(req)
	if err == nil && resp.StatusCode == http.StatusTooManyRequests {
		if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil {
			o.gate.hold(time.Duration(seconds) * time.Second)
		}
	}
	return resp, err
}

// wait lets the first openings through at once and doubles the time between
// those that follow a short life.
func (o *opener) wait(ctx context.Context) error {
	t, now := o.gate.timing, time.Now()
	o.mu.Lock()
	if o.last.IsZero() || now.Sub(o.last) > t.shortLife {
		o.futile = 0
	} else {
		o.futile++
	}
	earliest := now
	if o.futile > 0 {
		earliest = o.last.Add(jitter(min(t.openEvery<<min(o.futile, 16), t.openMax)))
	}
	o.mu.Unlock()

	at := o.gate.turn(earliest)
	err := sleep(ctx, time.Until(at))
	if err == nil {
		err = o.gate.pass(ctx)
	}
	o.mu.Lock()
	o.last = time.Now()
	o.mu.Unlock()
	return err
}
