package slack

import (
	"context"
	"math/rand/v2"
	"time"
)

// sockets is how many connections a process keeps, so that one of Slack's own
// reconnects loses nothing. Slack allows ten for an app, which makes four
// replicas and room for a rolling update.
// https://docs.slack.dev/apis/events-api/using-socket-mode
const sockets = 2

// timing is every duration and rate that the bot keeps to.
type timing struct {
	// ack is when an event is acknowledged that is still being answered. Slack
	// sends it again after 3 s.
	ack time.Duration
	// settle is the age of a message at which a redelivered one may be answered
	// although somebody seems to have taken it.
	settle time.Duration
	// call bounds a call of the Web API, patience all attempts at it, download
	// the fetching of one file.
	call, patience, download time.Duration
	// backoff is the first pause between attempts; it doubles up to maxBackoff.
	backoff, maxBackoff time.Duration
	// openEvery is the least time between two calls of apps.connections.open,
	// openMax the most that the sockets wait when connecting does not help.
	// A connection that lived for shortLife has helped. patient is how long the
	// pauses of slack-go itself may grow before it starts afresh.
	openEvery, openMax, shortLife, patient time.Duration
	// ping is how long a socket may be silent before it is given up; Slack pings
	// more often. stale is the silence after which the bot is not ready.
	ping, stale time.Duration
	// drain is how long a stopping process goes on with what it took.
	drain time.Duration
	// remember is how long an answered message is known, at least: Slack sends
	// again up to 5 minutes later.
	remember time.Duration
	// postEvery and postBurst are the pace in one channel.
	// https://docs.slack.dev/apis/web-api/rate-limits
	postEvery time.Duration
	postBurst int
	// reactEvery, reactBurst and reactReserve are the pace of reactions.add, and
	// what of its burst is kept for mentions, which need it most.
	reactEvery               time.Duration
	reactBurst, reactReserve int
}

func realTime() timing {
	return timing{
		ack:      2 * time.Second,
		settle:   10 * time.Second,
		call:     15 * time.Second,
		patience: 3 * time.Minute,
		download: thinkTime,
		backoff:  500 * time.Millisecond, maxBackoff: 30 * time.Second,
		openEvery: 1100 * time.Millisecond, openMax: 30 * time.Second, shortLife: 30 * time.Second, patient: 5 * time.Second,
		ping: 30 * time.Second, stale: time.Minute,
		drain:     25 * time.Second,
		remember:  20 * time.Minute,
		postEvery: time.Second, postBurst: 4,
		reactEvery: 1200 * time.Millisecond, reactBurst: 20, reactReserve: 8,
	}
}

// pause is the wait before the attempt after this one, counted from 0, with a
// fifth of jitter so that replicas do not march in step.
func (t timing) pause(attempt int) time.Duration {
	return jitter(min(t.backoff<<min(attempt, 16), t.maxBackoff))
}

func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return d*9/10 + rand.N(d/5+1)
}

// sleep waits and returns the context's error if that ends first.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
