package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

// TestSocketsCutAtEveryStep cuts all connections before and after each thing that
// the bot does for an answer.
func TestSocketsCutAtEveryStep(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"reactions.add", "chat.postMessage"} {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/after=%v", step, after), func(t *testing.T) {
				h := open(t, quickSlack())
				p := h.serve(&script{})
				cut := fake.Fault{Do: h.Cut}
				if after {
					cut = fake.Fault{After: h.Cut}
				}
				h.Break(step, cut)
				root := h.Say(fake.Post{Channel: channel, Text: "<@" + fake.BotUser + ">\n" + paste})
				h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
				h.settled(p)
				h.once(channel, root)
			})
		}
	}
	t.Run("while the answer is found", func(t *testing.T) {
		h := open(t, quickSlack())
		s := &script{}
		s.handle = func(context.Context, bot.Message, bot.History) (*bot.Reply, bool) {
			if s.handled.Load() == 1 {
				h.Cut()
			}
			return nil, false
		}
		p := h.serve(s)
		root := h.Say(fake.Post{Channel: channel, Text: paste})
		h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
		h.settled(p)
		h.once(channel, root)
	})
	t.Run("before and after the post", func(t *testing.T) {
		h := open(t, quickSlack())
		p := h.serve(&script{})
		h.Cut()
		first := h.Say(fake.Post{Channel: channel, Text: paste})
		h.until("two sockets stand again", func() bool { return h.Connections() == 2 })
		second := h.Say(fake.Post{Channel: channel, Text: paste})
		h.Cut()
		h.until("both are answered", func() bool {
			return len(h.Answers(channel, first)) > 0 && len(h.Answers(channel, second)) > 0
		})
		h.settled(p)
		h.once(channel, first)
		h.once(channel, second)
	})
}

// TestOneSocketLeavesNoGap takes the connections down in turn, as Slack does when
// it refreshes them, while pastes come in. None may need a second delivery.
func TestOneSocketLeavesNoGap(t *testing.T) {
	t.Parallel()
	for _, reason := range []string{"refresh_requested", "warning"} {
		t.Run(reason, func(t *testing.T) {
			h := open(t, quickSlack())
			p := h.serve(&script{})
			var roots []string
			for i := range 30 {
				if i%10 == 5 {
					h.until("two sockets stand", func() bool { return h.Connections() == 2 })
					h.Disconnect(reason)
				}
				roots = append(roots, h.Say(fake.Post{Channel: fmt.Sprintf("C0NOC%05d", i), Text: paste}))
			}
			h.settled(p)
			for i, root := range roots {
				h.once(fmt.Sprintf("C0NOC%05d", i), root)
			}
		})
	}
}

// TestStorm answers every connection with too_many_websockets. slack-go alone
// would open thousands a second.
func TestStorm(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	h.RefuseSockets("too_many_websockets")
	p := h.start(&script{}, func(c *Config) { c.timing = realTime() })
	h.until("some connections were refused", func() bool { return len(h.Calls("apps.connections.open")) >= 4 })
	calls := h.Calls("apps.connections.open")
	if took := calls[len(calls)-1].At.Sub(calls[0].At); took < time.Duration(len(calls)-1)*time.Second {
		t.Errorf("opened %d times in %s, want no more than one a second", len(calls), took)
	}
	if err := p.ready(); err == nil {
		t.Error("ready without a connection")
	}
	if err := p.alive(); err != nil {
		t.Errorf("alive: %v, want nil: a restart would not help", err)
	}
}

// TestStormEnds comes back once connections are accepted again.
func TestStormEnds(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	h.RefuseSockets("too_many_websockets")
	h.Cut()
	before := len(h.Calls("apps.connections.open"))
	h.until("connections are refused", func() bool { return len(h.Calls("apps.connections.open")) >= before+6 })
	calls := h.Calls("apps.connections.open")[before:]
	if took := calls[len(calls)-1].At.Sub(calls[0].At); took < time.Duration(len(calls)-1)*quickTime().openEvery*8/10 {
		t.Errorf("opened %d times in %s", len(calls), took)
	}
	h.RefuseSockets("")
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.settled(p)
	h.once(channel, root)
}

func TestOpenFails(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fake.Fault{
		"hangs":               {Hang: time.Hour, Times: 2},
		"503":                 {Status: 503, Times: 4},
		"404 of a proxy":      {Status: 404, Times: 3},
		"429":                 {Status: 429, Times: 2},
		"429 Retry-After":     {Status: 429, RetryAfter: "1", Times: 2},
		"429 odd Retry-After": {Status: 429, RetryAfter: "soon", Times: 2},
		"connection ends":     {Drop: true, Times: 3},
		"answer lost":         {Lose: true, Times: 3},
		"slack's own fault":   {Error: "internal_error", Times: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, quickSlack())
			h.Break("apps.connections.open", fault)
			p := h.serve(&script{}, func(c *Config) { c.timing.call = 500 * time.Millisecond })
			root := h.Say(fake.Post{Channel: channel, Text: paste})
			h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
			h.settled(p)
			h.once(channel, root)
		})
	}
}

// TestLongOutage holds that the pauses stay short: slack-go's own would be at
// minutes by then.
func TestLongOutage(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	h.Break("apps.connections.open", fake.Fault{Status: 503, Times: -1})
	h.start(&script{})
	h.until("many attempts failed", func() bool { return len(h.Calls("apps.connections.open")) >= 14 })
	h.Mend()
	mended := time.Now()
	h.until("a socket stands", func() bool { return h.Connections() > 0 })
	if took := time.Since(mended); took > 5*time.Second {
		t.Errorf("connected %s after the outage", took)
	}
}

// TestSilentSocket gives up a connection on which nothing comes, not even pings.
func TestSilentSocket(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{}, func(c *Config) { c.timing.ping, c.timing.stale = 500*time.Millisecond, 300*time.Millisecond })
	h.Mute(true)
	h.until("not ready while slack is silent", func() bool { return p.ready() != nil })
	h.until("the sockets are opened again", func() bool { return len(h.Calls("apps.connections.open")) >= 4 })
	h.Mute(false)
	h.until("ready again", func() bool { return p.ready() == nil })
}

// TestBackPressure keeps a slow answerer from costing the connection: the intake
// goes on, and what exceeds the lanes comes again.
func TestBackPressure(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	gate := make(chan struct{})
	release := sync.OnceFunc(func() { close(gate) })
	defer release()
	s := &script{handle: func(ctx context.Context, _ bot.Message, _ bot.History) (*bot.Reply, bool) {
		select {
		case <-gate:
		case <-ctx.Done():
		}
		return nil, false
	}}
	const ping = 3 * time.Second
	p := h.serve(s, func(c *Config) { c.timing.ping = ping })
	begun := time.Now()
	var roots []string
	for i := range 200 {
		roots = append(roots, h.Say(fake.Post{Channel: fmt.Sprintf("C0NOC%05d", i), Text: paste}))
	}
	h.until("all are in hand", func() bool { return p.lanes.size() >= 200 })
	h.until("all are acknowledged by the clock", func() bool { return h.Unsettled() == 0 })
	h.until("a socket that nobody reads would be given up", func() bool { return time.Since(begun) > ping*3/2 })
	if n := len(h.Calls("apps.connections.open")); n != 2 {
		t.Errorf("%d connections were opened, want the first two alone", n)
	}
	release()
	h.settled(p)
	for i, root := range roots {
		h.once(fmt.Sprintf("C0NOC%05d", i), root)
	}
}

// TestOverload leaves to Slack what exceeds the lanes.
func TestOverload(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	gate := make(chan struct{})
	s := &script{handle: func(context.Context, bot.Message, bot.History) (*bot.Reply, bool) { <-gate; return nil, false }}
	p := h.serve(s)
	p.lanes.limit = 5
	var roots []string
	for i := range 20 {
		roots = append(roots, h.Say(fake.Post{Channel: fmt.Sprintf("C0NOC%05d", i), Text: paste}))
	}
	h.until("the lanes are full", func() bool { return p.lanes.size() == 5 })
	h.until("the rest was sent again", func() bool {
		again := 0
		for _, d := range h.Deliveries() {
			if len(d.Sent) > 1 {
				again++
			}
		}
		return again >= 10
	})
	p.lanes.mu.Lock()
	p.lanes.limit = 100
	p.lanes.mu.Unlock()
	close(gate)
	h.settled(p)
	for i, root := range roots {
		h.once(fmt.Sprintf("C0NOC%05d", i), root)
	}
}

// TestRefusedTokens turns every final refusal into an error that names the
// variable, at the start and later.
func TestRefusedTokens(t *testing.T) {
	t.Parallel()
	for code := range refusals {
		if code == "missing_scope" {
			continue
		}
		for method, variable := range map[string]string{"auth.test": BotTokenVar, "apps.connections.open": AppTokenVar} {
			t.Run(method+"/"+code, func(t *testing.T) {
				t.Parallel()
				h := open(t, quickSlack())
				h.Break(method, fake.Fault{Error: code, Times: -1})
				p := h.start(&script{})
				expectSetupError(t, p, variable)
			})
		}
	}
	t.Run("app token without its scope", func(t *testing.T) {
		h := open(t, quickSlack())
		h.Break("apps.connections.open", fake.Fault{Error: "missing_scope", Times: -1})
		expectSetupError(t, h.start(&script{}), "connections:write")
	})
	t.Run("revoked while running", func(t *testing.T) {
		h := open(t, quickSlack())
		p := h.serve(&script{})
		h.Break("chat.postMessage", fake.Fault{Error: "token_revoked", Times: -1})
		h.Say(fake.Post{Channel: channel, Text: paste})
		expectSetupError(t, p, BotTokenVar)
	})
	t.Run("chat:write missing", func(t *testing.T) {
		o := quickSlack()
		o.Scopes = strings.ReplaceAll(fake.AllScopes, "chat:write,", "")
		expectSetupError(t, open(t, o).start(&script{}), "chat:write")
	})
}

func expectSetupError(t *testing.T, p *process, names string) {
	t.Helper()
	select {
	case err := <-p.done:
		p.done <- err
		var setup *SetupError
		if !errors.As(err, &setup) || !strings.Contains(err.Error(), names) || strings.Contains(err.Error(), "\n") {
			t.Errorf("got %v, want one line that names %s", err, names)
		}
		if strings.Contains(err.Error(), fake.AppToken) || strings.Contains(err.Error(), fake.BotToken) {
			t.Errorf("the error shows a token: %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the process goes on")
	}
}
