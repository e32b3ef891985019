package slack

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack/fake"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// quickTime is the bot's timing with a second as long as 100 ms, so that tests
// need not wait. What other machines do at full speed keeps its time.
func quickTime() timing {
	t := realTime()
	t.ack, t.settle = 400*time.Millisecond, time.Second
	t.backoff, t.maxBackoff, t.patience = 20*time.Millisecond, 200*time.Millisecond, 20*time.Second
	t.openEvery, t.openMax, t.shortLife = 100*time.Millisecond, 800*time.Millisecond, time.Second
	t.patient = 300 * time.Millisecond
	t.postEvery, t.postBurst = 10*time.Millisecond, 50
	t.reactEvery, t.reactBurst, t.reactReserve = time.Millisecond, 1000, 10
	return t
}

// quickSlack are the rules of a fake in which time runs as in quickTime.
func quickSlack() fake.Options {
	return fake.Options{
		AckWithin: 700 * time.Millisecond, Redeliver: []time.Duration{0, time.Second, 3 * time.Second},
		Ping: 100 * time.Millisecond, Notice: 300 * time.Millisecond, PostEvery: -1,
		PerMinute: map[string]int{"reactions.add": -1, "conversations.replies": -1, "chat.update": -1, "chat.delete": -1},
	}
}

// house is a fake Slack and the processes of the bot in it.
type house struct {
	*fake.Server
	t *testing.T
}

func open(t *testing.T, o fake.Options) *house {
	t.Helper()
	s, err := fake.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &house{s, t}
}

// process is one bot.
type process struct {
	*Bot
	log  *lockedBuffer
	end  context.CancelFunc
	done chan error
}

// serve starts a bot and waits until both of its sockets stand.
func (h *house) serve(a Answerer, change ...func(*Config)) *process {
	h.t.Helper()
	p := h.start(a, change...)
	h.until("two sockets stand", func() bool { return p.sockets[0].ready.Load() && p.sockets[1].ready.Load() })
	return p
}

// start starts a bot without waiting for anything.
func (h *house) start(a Answerer, change ...func(*Config)) *process {
	h.t.Helper()
	p := &process{log: &lockedBuffer{}, done: make(chan error, 1)}
	c := Config{
		Tokens:   Tokens{App: fake.AppToken, Bot: fake.BotToken, API: h.API()},
		Answerer: a, Score: countSIP, Log: NewLog(p.log, slog.LevelDebug), timing: quickTime(),
	}
	for _, f := range change {
		f(&c)
	}
	p.Bot = newBot(c)
	var ctx context.Context
	ctx, p.end = context.WithCancel(context.Background())
	go func() { p.done <- p.run(ctx) }()
	h.t.Cleanup(func() { p.stop(h.t) })
	return p
}

// as gives a process an app token of its own, so that deliveries can be routed to
// it.
func as(token string) func(*Config) { return func(c *Config) { c.Tokens.App = token } }

// stop ends a process as SIGTERM does and returns what Run would.
func (p *process) stop(t *testing.T) error {
	t.Helper()
	p.end()
	select {
	case err := <-p.done:
		p.done <- err
		return err
	case <-time.After(20 * time.Second):
		t.Fatal("the process does not stop")
		return nil
	}
}

// until polls until something holds.
func (h *house) until(what string, holds func() bool) {
	h.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !holds() {
		if time.Now().After(deadline) {
			h.t.Fatalf("in vain: %s\n%s", what, h.describe())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// describe tells what happened, for a test that fails.
func (h *house) describe() string {
	var b strings.Builder
	for _, c := range h.Calls("") {
		fmt.Fprintf(&b, "%s %-24s %s %s\n", c.At.Format("05.000"), c.Method, c.Answer, c.TS)
	}
	for _, d := range h.Deliveries() {
		fmt.Fprintf(&b, "delivery %s sent %d acked %v gave up %v\n", d.Kind, len(d.Sent), d.Acked, d.GaveUp)
	}
	return b.String()
}

// settled waits until Slack has nothing more to deliver and no process anything
// to do.
func (h *house) settled(processes ...*process) {
	h.t.Helper()
	h.until("all deliveries are settled", func() bool {
		if h.Unsettled() > 0 {
			return false
		}
		for _, p := range processes {
			if p.lanes.size()+p.quick.size() > 0 {
				return false
			}
		}
		return h.Unsettled() == 0
	})
}

// once fails unless a message has exactly one answer, and returns it.
func (h *house) once(channel, root string) fake.Message {
	h.t.Helper()
	answers := h.Answers(channel, root)
	if len(answers) != 1 {
		h.t.Fatalf("%d answers to %s, want one\n%s", len(answers), root, h.describe())
	}
	return answers[0]
}

// lockedBuffer is a log that is read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// countSIP scores texts as bot.Score does, roughly.
func countSIP(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		if name, _, ok := strings.Cut(line, ":"); strings.Contains(line, "SIP/2.0") || ok && strings.Contains("Via From To Call-ID CSeq Contact", name) {
			n++
		}
	}
	return n
}

// script is an Answerer that answers what holds "SIP/2.0", and questions in
// threads that hold it, so that this room is tested by itself.
type script struct {
	// handle is asked first, where set.
	handle  func(context.Context, bot.Message, bot.History) (*bot.Reply, bool)
	handled atomic.Int64
	mu      sync.Mutex
	heard   []bot.Message
}

func (s *script) Handle(ctx context.Context, m bot.Message, history bot.History) *bot.Reply {
	s.handled.Add(1)
	s.mu.Lock()
	s.heard = append(s.heard, m)
	s.mu.Unlock()
	if s.handle != nil {
		if r, ok := s.handle(ctx, m, history); ok {
			return r
		}
	}
	switch {
	case m.DeleteOf != "":
		return &bot.Reply{Delete: m.DeleteOf}
	case m.Command != "":
		r := reply("code " + m.Text)
		r.Ephemeral = true
		r.Actions = []bot.Action{{ID: "post", Label: "Post to channel", Value: m.Text}}
		return r
	case strings.Contains(m.Text, "SIP/2.0"):
		r := reply("diagnosis")
		r.Findings = []string{"auth-id-from-mismatch-rejected"}
		r.UpdateOf = m.EditOf
		r.Actions = []bot.Action{{ID: "flow", Label: "Show call flow", Value: "c1@192.0.2.1"}}
		return r
	case m.Mention || m.DM:
		return reply("you asked: " + m.Text)
	case m.Thread != "" && strings.HasSuffix(m.Text, "?"):
		return s.question(ctx, m, history)
	}
	return nil
}

// question answers from the thread, which it reads again each time.
func (s *script) question(ctx context.Context, m bot.Message, history bot.History) *bot.Reply {
	thread, err := history.Thread(ctx, m.Channel, m.Thread)
	if err != nil {
		return reply("no thread: " + err.Error())
	}
	for _, said := range thread {
		if !said.Bot && strings.Contains(said.Text, "SIP/2.0") {
			return reply(fmt.Sprintf("from the thread of %d: %s", len(thread), m.Text))
		}
	}
	return nil
}

func (s *script) Press(_ context.Context, a bot.Action, m bot.Message, _ bot.History) *bot.Reply {
	return reply("pressed " + a.ID + " " + a.Value)
}

func (s *script) messages() []bot.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Message(nil), s.heard...)
}

func reply(text string) *bot.Reply {
	return &bot.Reply{Mark: bot.Fault, Known: true, Blocks: []bot.Block{{Kind: bot.Headline, Lines: []words.Text{words.T(text)}}}}
}

// paste is a message that is answered.
const paste = "INVITE sip:5550102@192.0.2.20 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1\nFrom: <sip:5550101@192.0.2.20>;tag=1\nTo: <sip:5550102@192.0.2.20>\nCall-ID: c1@192.0.2.10\nCSeq: 1 INVITE"
