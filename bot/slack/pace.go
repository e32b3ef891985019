package slack

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// pace keeps the calls for each channel, or for one method, at Slack's rate.
type pace struct {
	every time.Duration
	burst int

	mu    sync.Mutex
	slots map[string]*slot
}

// slot is one channel's turn.
type slot struct {
	limiter *rate.Limiter
	// until is the end of a wait that Slack asked for.
	until time.Time
}

// maxSlots is how many channels are remembered before the idle are forgotten.
const maxSlots = 2048

func newPace(every time.Duration, burst int) *pace {
	return &pace{every: every, burst: burst, slots: map[string]*slot{}}
}

func (p *pace) slot(key string) *slot {
	s := p.slots[key]
	if s == nil {
		if len(p.slots) >= maxSlots {
			p.forgetIdle()
		}
		s = &slot{limiter: rate.NewLimiter(rate.Every(p.every), p.burst)}
		p.slots[key] = s
	}
	return s
}

func (p *pace) forgetIdle() {
	now := time.Now()
	for key, s := range p.slots {
		if now.After(s.until) && s.limiter.TokensAt(now) >= float64(p.burst) {
			delete(p.slots, key)
		}
	}
}

// wait returns when it is the caller's turn, in the order of the calls.
func (p *pace) wait(ctx context.Context, key string) error {
	for {
		p.mu.Lock()
		s := p.slot(key)
		until := time.Until(s.until)
		p.mu.Unlock()
		if until <= 0 {
			return s.limiter.Wait(ctx)
		}
		if err := sleep(ctx, until); err != nil {
			return err
		}
	}
}

// try takes a turn if there is one at once and reserve turns stay behind it.
func (p *pace) try(key string, reserve int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, now := p.slot(key), time.Now()
	return now.After(s.until) && s.limiter.TokensAt(now) >= float64(reserve+1) && s.limiter.AllowN(now, 1)
}

// hold lets nobody through for a while, as Slack asked.
func (p *pace) hold(key string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s, until := p.slot(key), time.Now().Add(d); until.After(s.until) {
		s.until = until
	}
}
