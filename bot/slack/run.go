package slack

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sipwhy/sipwhy/bot"
)

// Answerer is the conversation that Slack is a surface of: *bot.Handler, or a
// scripted one in tests.
type Answerer interface {
	// Handle answers a message or stays silent (nil). history re-reads a thread
	// that the handler does not have in memory.
	Handle(ctx context.Context, m bot.Message, history bot.History) *bot.Reply
	// Press answers a button of one of the bot's own replies; m is the message
	// that bears it.
	Press(ctx context.Context, a bot.Action, m bot.Message, history bot.History) *bot.Reply
}

// Config is what Run needs.
type Config struct {
	Tokens Tokens
	// Answerer finds the replies. Score counts the lines of a text that are SIP.
	Answerer Answerer
	Score    func(text string) int
	// Listen is the address of /healthz, /readyz and /metrics; empty or NoListen
	// for none.
	Listen string
	// Log gets what an operator needs to know; nil for none.
	Log *slog.Logger

	timing timing
}

// Bot is one process of the bot in one workspace.
type Bot struct {
	answerer  Answerer
	web       *web
	reader    reader
	address   string
	log       *slog.Logger
	metrics   *metrics
	timing    timing
	sockets   [sockets]*socket
	pace      *pace
	reactions *pace
	seen      *seen
	// lanes holds what Slack delivers again, quick what it does not.
	lanes, quick *lanes
	thinking     chan struct{}
	// work is the life of jobs and sockets, which outlasts that of the intake. fail
	// ends the process for a reason.
	work     context.Context
	fail     func(error)
	beat     atomic.Int64
	stopping atomic.Bool
}

// maxJobs bounds the messages in hand, maxQuick the commands and presses.
const (
	maxJobs  = 512
	maxQuick = 128
)

// Run serves Slack until the context ends, then finishes what it took. It returns
// nil then, and a *SetupError when Slack refuses a token or something is set up
// wrongly. An unreachable Slack is waited for.
func Run(ctx context.Context, c Config) error {
	if problems := c.Tokens.Validate(); len(problems) > 0 {
		return OneLine(problems)
	}
	return newBot(c).run(ctx)
}

func newBot(c Config) *Bot {
	if c.timing == (timing{}) {
		c.timing = realTime()
	}
	if c.Log == nil {
		c.Log = NewLog(io.Discard, slog.LevelError)
	}
	m := newMetrics()
	w := newWeb(c.Tokens, c.timing, m)
	b := &Bot{
		answerer: c.Answerer, web: w, address: c.Listen, log: c.Log, metrics: m, timing: c.timing,
		pace:      newPace(c.timing.postEvery, c.timing.postBurst),
		reactions: newPace(c.timing.reactEvery, c.timing.reactBurst),
		seen:      newSeen(c.timing.remember),
		lanes:     newLanes(maxJobs), quick: newLanes(maxQuick),
		thinking: make(chan struct{}, maxThinking),
		reader:   reader{score: c.Score, files: downloads{w}.files},
	}
	gate := &openGate{timing: c.timing}
	for n := range b.sockets {
		b.sockets[n] = newSocket(n+1, w, gate)
	}
	b.beat.Store(time.Now().UnixNano())
	return b
}

// run is the life of a process: sign in, connect, take until told to stop, finish.
func (b *Bot) run(ctx context.Context) error {
	running, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	b.work, b.fail = work, fail
	if err := b.listen(work); err != nil {
		return err
	}
	if err := b.identify(running); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	var open sync.WaitGroup
	open.Go(func() { b.drain(work) })
	for _, s := range b.sockets {
		open.Go(func() {
			if err := s.run(work); err != nil {
				b.fail(err)
			}
		})
	}
	<-running.Done()
	b.stop()
	abandon()
	open.Wait()
	if ctx.Err() != nil {
		return nil
	}
	return context.Cause(running)
}

// identify learns who the bot is, waiting for a Slack that cannot be reached, and
// says which scopes are missing.
func (b *Bot) identify(ctx context.Context) error {
	for attempt := 0; ; attempt++ {
		b.beat.Store(time.Now().UnixNano())
		who, err := b.web.whoAmI(ctx)
		b.metrics.called("auth.test", err)
		if err == nil {
			b.reader.self, b.reader.bot = who.user, who.bot
			b.log.Info("signed in", "team", who.team, "user", who.user)
			return b.scopes(who)
		}
		if refused(err) {
			return explain(BotTokenVar, err)
		}
		b.log.Warn("cannot sign in to slack", "attempt", attempt+1, "error", explain(BotTokenVar, err).Error())
		_, wait := judge(err)
		if err := sleep(ctx, max(wait, b.timing.pause(attempt))); err != nil {
			return err
		}
	}
}

// scopes warns of what the app was not granted. Without chat:write there is
// nothing to do at all.
func (b *Bot) scopes(who identity) error {
	for _, s := range missingScopes(who.scopes) {
		if s.Name == "chat:write" {
			return scopeProblem(s)
		}
		b.log.Warn(scopeProblem(s).Error(), "scope", s.Name)
	}
	if who.scopes != nil && !slices.Contains(who.scopes, "channels:history") {
		b.log.Info("no scope channels:history: in channels only mentions are answered, and a restart forgets their threads")
	}
	return nil
}

// stop finishes what was taken, for as long as that may take. New events are left
// to Slack, which delivers them to another process or the next one; the sockets
// stay until the last acknowledgement is written.
func (b *Bot) stop() {
	b.stopping.Store(true)
	b.log.Info("stopping", "waiting", b.lanes.size()+b.quick.size())
	idle := make(chan struct{})
	go func() {
		b.lanes.wait()
		b.quick.wait()
		close(idle)
	}()
	select {
	case <-idle:
	case <-time.After(b.timing.drain):
		b.log.Warn("stopped before all was answered", "left", b.lanes.size()+b.quick.size())
	}
	b.flush()
}

// flush gives the acknowledgements time to be written.
func (b *Bot) flush() {
	deadline := time.Now().Add(time.Second)
	for time.Now().Before(deadline) {
		waiting := 0
		for _, s := range b.sockets {
			waiting += len(s.acks)
		}
		if waiting == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond)
}
