package slack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// TestLanesKeepTheirOrder runs jobs of one lane in turn and lanes side by side.
func TestLanesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	l := newLanes(1000)
	var mu sync.Mutex
	done := map[string][]int{}
	gate := make(chan struct{})
	l.add("stuck", func() { <-gate })
	for i := range 300 {
		lane := fmt.Sprint("lane", i%3)
		if !l.add(lane, func() {
			mu.Lock()
			defer mu.Unlock()
			done[lane] = append(done[lane], i)
		}) {
			t.Fatal("refused")
		}
	}
	for l.size() > 1 {
		time.Sleep(time.Millisecond)
	}
	for lane, order := range done {
		if len(order) != 100 || !slices.IsSorted(order) {
			t.Errorf("%s ran %d jobs, in order: %v", lane, len(order), slices.IsSorted(order))
		}
	}
	close(gate)
	l.wait()
	if len(l.queue) != 0 || l.size() != 0 {
		t.Errorf("%d lanes and %d jobs are left", len(l.queue), l.size())
	}
}

func TestLanesRefuseTooMuch(t *testing.T) {
	t.Parallel()
	l, gate := newLanes(2), make(chan struct{})
	for i, want := range []bool{true, true, false} {
		if got := l.add(fmt.Sprint(i), func() { <-gate }); got != want {
			t.Errorf("job %d taken %v, want %v", i, got, want)
		}
	}
	close(gate)
	l.wait()
	if !l.add("x", func() {}) {
		t.Error("refused although there is room")
	}
	l.wait()
}

func TestSeen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSeen(20 * time.Minute)
		s.put("a", "1.0")
		if answer, known := s.get("a"); answer != "1.0" || !known {
			t.Errorf("got %q, %v", answer, known)
		}
		time.Sleep(15 * time.Minute)
		s.put("b", "2.0")
		time.Sleep(10 * time.Minute)
		s.put("c", "3.0")
		for _, key := range []string{"a", "b", "c"} {
			if _, known := s.get(key); !known {
				t.Errorf("%s is forgotten within its time", key)
			}
		}
		time.Sleep(21 * time.Minute)
		s.put("d", "")
		if _, known := s.get("a"); known {
			t.Error("a is known for ever")
		}
		for i := range 5 * maxSeen {
			s.put(strconv.Itoa(i), "")
		}
		if n := len(s.newer) + len(s.older); n > 2*maxSeen {
			t.Errorf("%d are remembered, want no more than %d", n, 2*maxSeen)
		}
		if !s.first("new") || s.first("new") {
			t.Error("first is not what is known once")
		}
	})
}

// TestPace lets a burst through, then keeps the rate, channels apart.
func TestPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p, start := newPace(time.Second, 3), time.Now()
		for range 6 {
			if err := p.wait(t.Context(), "C1"); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("6 calls took %s, want 3 s behind a burst of 3", took)
		}
		start = time.Now()
		_ = p.wait(t.Context(), "C2")
		if took := time.Since(start); took != 0 {
			t.Errorf("another channel waited %s", took)
		}
		p.hold("C2", 30*time.Second)
		_ = p.wait(t.Context(), "C2")
		if took := time.Since(start); took != 30*time.Second {
			t.Errorf("waited %s, want the 30 s that Slack asked for", took)
		}
		p.hold("C3", time.Minute)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := p.wait(ctx, "C3"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the end of the context", err)
		}
	})
}

// TestPaceKeepsAReserve leaves some turns for those who cannot do without.
func TestPaceKeepsAReserve(t *testing.T) {
	t.Parallel()
	p := newPace(time.Hour, 10)
	n := 0
	for p.try("m", 4) {
		n++
	}
	if n != 6 {
		t.Errorf("%d turns with a reserve of 4 in 10, want 6", n)
	}
	for range 4 {
		if !p.try("m", 0) {
			t.Error("the reserve is gone")
		}
	}
	if p.try("m", 0) {
		t.Error("more turns than there are")
	}
}

func TestPaceIsBounded(t *testing.T) {
	t.Parallel()
	p := newPace(time.Nanosecond, 1)
	for i := range 3 * maxSlots {
		p.try(strconv.Itoa(i), 0)
	}
	if len(p.slots) > maxSlots+1 {
		t.Errorf("%d channels are remembered", len(p.slots))
	}
}

// TestOpenGate spaces the openings of a process and backs off where they do not
// help, whatever slack-go asks for.
func TestOpenGate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		gate := &openGate{timing: realTime()}
		one, two := &opener{gate: gate}, &opener{gate: gate}
		var at []time.Time
		wait := func(o *opener) {
			if err := o.wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			at = append(at, time.Now())
		}
		for range 8 {
			wait(one)
			wait(two)
		}
		for i := 1; i < len(at); i++ {
			if gap := at[i].Sub(at[i-1]); gap < 1100*time.Millisecond {
				t.Errorf("opening %d came %s after the last", i, gap)
			}
		}
		if took := at[len(at)-1].Sub(at[0]); took < time.Minute {
			t.Errorf("16 futile openings took %s, want pauses that grow", took)
		}
		// A connection that lived is opened again at once.
		time.Sleep(time.Hour)
		start := time.Now()
		wait(one)
		if took := time.Since(start); took != 0 {
			t.Errorf("waited %s after an hour's connection", took)
		}
		gate.hold(45 * time.Second)
		wait(two)
		if took := time.Since(start); took < 45*time.Second {
			t.Errorf("waited %s, want the 45 s that Slack asked for", took)
		}
	})
}

func TestJudge(t *testing.T) {
	t.Parallel()
	_, number := strconv.ParseInt("0.5", 10, 64)
	for _, test := range []struct {
		err  error
		want outcome
		wait time.Duration
	}{
		{nil, done, 0},
		{&slack.RateLimitedError{RetryAfter: 3 * time.Second}, limited, 3 * time.Second},
		{slack.StatusCodeError{Code: 429}, limited, 0},
		{number, limited, 0},
		{slack.SlackErrorResponse{Err: "ratelimited"}, limited, 0},
		{slack.SlackErrorResponse{Err: "internal_error"}, unknown, 0},
		{slack.SlackErrorResponse{Err: "channel_not_found"}, refusal, 0},
		{slack.StatusCodeError{Code: 500}, unknown, 0},
		{slack.StatusCodeError{Code: 404}, refusal, 0},
		{&url.Error{Op: "Post", Err: &net.OpError{Op: "dial", Err: errors.New("refused")}}, unsent, 0},
		{&url.Error{Op: "Post", Err: &net.OpError{Op: "read", Err: errors.New("reset")}}, unknown, 0},
		{context.DeadlineExceeded, unknown, 0},
		{errors.New("EOF"), unknown, 0},
	} {
		if got, wait := judge(test.err); got != test.want || wait != test.wait {
			t.Errorf("%v: got %d, %s; want %d, %s", test.err, got, wait, test.want, test.wait)
		}
	}
}

func TestAge(t *testing.T) {
	t.Parallel()
	now := time.Unix(1793000010, 500e6)
	for ts, want := range map[string]time.Duration{
		"1793000000.500000": 10 * time.Second, "1793000010.500000": 0, "1793000099.000000": 0, "nonsense": 0, "": 0,
	} {
		if got := age(ts, now).Round(time.Millisecond); got != want {
			t.Errorf("%q is %s old, want %s", ts, got, want)
		}
	}
}

// TestRespondsToSlackAlone refuses addresses that are none of Slack's.
func TestRespondsToSlackAlone(t *testing.T) {
	t.Parallel()
	real, test := &web{}, &web{tokens: Tokens{API: "http://127.0.0.1:8085/api/"}}
	for _, c := range []struct {
		web     *web
		address string
		want    bool
	}{
		{real, "https://hooks.slack.com/actions/T/1/x", true},
		{real, "https://hooks.slack-gov.com/actions/T/1/x", true},
		{real, "http://hooks.slack.com/actions/T/1/x", false},
		{real, "https://hooks.slack.com.example.com/x", false},
		{real, "https://slack.example.com/x", false},
		{real, "", false},
		{real, "://", false},
		{test, "http://127.0.0.1:8085/respond/1", true},
		{test, "http://127.0.0.1:8086/respond/1", false},
	} {
		if got := c.web.responds(c.address); got != c.want {
			t.Errorf("%q: %v, want %v", c.address, got, c.want)
		}
	}
}
