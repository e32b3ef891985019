package slack

import (
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

const channel = "C0NOC00001"

func TestPasteIsAnsweredInItsThread(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	root := h.Say(fake.Post{Channel: channel, Text: paste, Code: true})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) == 1 })
	h.settled(p)
	answer := h.once(channel, root)
	if answer.Thread != root {
		t.Errorf("answer in thread %q, want %q", answer.Thread, root)
	}
	if n := len(h.Said(channel)); n != 1 {
		t.Errorf("%d messages of the bot in the channel, want one", n)
	}
	m, _ := h.Message(channel, root)
	if len(m.Reactions) != 1 || m.Reactions[0].Name != claimEmoji {
		t.Errorf("reactions %v, want the claim alone", m.Reactions)
	}
	for _, d := range h.Deliveries() {
		if !d.Acked || len(d.Sent) != 1 {
			t.Errorf("a delivery was sent %d times, acked %v", len(d.Sent), d.Acked)
		}
	}
}

func TestMentionComesTwice(t *testing.T) {
	t.Parallel()
	for _, first := range []bool{true, false} {
		for _, text := range []string{"<@" + fake.BotUser + "> 487?", "<@" + fake.BotUser + ">"} {
			h := open(t, quickSlack())
			p := h.serve(&script{})
			root := h.Say(fake.Post{Channel: channel, Text: text, MentionFirst: first})
			h.until("the mention is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
			h.settled(p)
			h.once(channel, root)
			if n := len(h.Deliveries()); n < 2 {
				t.Errorf("%d deliveries, want message and app_mention", n)
			}
		}
	}
}

func TestMentionAtTwoProcesses(t *testing.T) {
	t.Parallel()
	const other = "xapp-1-OTHER"
	o := quickSlack()
	o.AppTokens = []string{other}
	h := open(t, o)
	a, b := h.serve(&script{}), h.serve(&script{}, as(other))
	turn := 0
	h.Route(func(tokens []string) int {
		turn++
		want := []string{fake.AppToken, other}[turn%2]
		for i, token := range tokens {
			if token == want {
				return i
			}
		}
		return -1
	})
	var roots []string
	for range 20 {
		roots = append(roots, h.Say(fake.Post{Channel: channel, Text: "<@" + fake.BotUser + "> 487?"}))
	}
	h.until("all are answered", func() bool {
		for _, root := range roots {
			if len(h.Answers(channel, root)) == 0 {
				return false
			}
		}
		return true
	})
	h.settled(a, b)
	for _, root := range roots {
		h.once(channel, root)
	}
}

func TestRedeliveryIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	s := &script{}
	p := h.serve(s)
	// The claim takes so long that the acknowledgement comes by the clock, and
	// the first connection dies before it.
	h.Break("reactions.add", fake.Fault{Hang: 200 * time.Millisecond, Do: h.Cut})
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.settled(p)
	h.once(channel, root)
}

// TestLostAnswers loses Slack's answer to each call after Slack did it.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	for _, text := range []string{paste, "<@" + fake.BotUser + ">\n" + paste} {
		for _, method := range []string{"chat.postMessage", "reactions.add"} {
			t.Run(method, func(t *testing.T) {
				t.Parallel()
				h := open(t, quickSlack())
				h.Break(method, fake.Fault{Lose: true})
				p := h.serve(&script{})
				root := h.Say(fake.Post{Channel: channel, Text: text})
				h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
				h.settled(p)
				h.once(channel, root)
			})
		}
	}
}

// TestFailingCalls holds that every failure of a call on the way to an answer is
// outlived.
func TestFailingCalls(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fake.Fault{
		"429 with Retry-After":    {Status: 429, RetryAfter: "1"},
		"429 without Retry-After": {Status: 429},
		"429 odd Retry-After":     {Status: 429, RetryAfter: "0.5"},
		"ratelimited":             {Error: "ratelimited"},
		"500":                     {Status: 500, Times: 2},
		"503":                     {Status: 503, Times: 3},
		"internal_error":          {Error: "internal_error", Times: 2},
		"fatal_error":             {Error: "fatal_error"},
		"dropped":                 {Drop: true, Times: 2},
		"hangs":                   {Hang: time.Hour},
	} {
		for _, method := range []string{"chat.postMessage", "reactions.add"} {
			for _, text := range []string{paste, "<@" + fake.BotUser + ">\n" + paste} {
				t.Run(name+"/"+method, func(t *testing.T) {
					t.Parallel()
					h := open(t, quickSlack())
					h.Break(method, fault)
					p := h.serve(&script{}, func(c *Config) { c.timing.call = 500 * time.Millisecond })
					root := h.Say(fake.Post{Channel: channel, Text: text})
					h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
					h.settled(p)
					h.once(channel, root)
				})
			}
		}
	}
}

// TestClaimsUsedUp answers pastes unclaimed when Slack grants no more reactions,
// and still answers each mention once.
func TestClaimsUsedUp(t *testing.T) {
	t.Parallel()
	o := quickSlack()
	o.PerMinute["reactions.add"] = 3
	h := open(t, o)
	p := h.serve(&script{})
	var roots []string
	for range 8 {
		roots = append(roots, h.Say(fake.Post{Channel: channel, Text: paste}))
	}
	h.until("all are answered", func() bool { return len(h.Said(channel)) == len(roots) })
	h.settled(p)
	for _, root := range roots {
		h.once(channel, root)
	}
}

// TestClaimIsImpossible answers although the bot may not react.
func TestClaimIsImpossible(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"missing_scope", "not_reactable", "too_many_reactions", "thread_locked"} {
		h := open(t, quickSlack())
		h.Break("reactions.add", fake.Fault{Error: code, Times: -1})
		p := h.serve(&script{})
		root := h.Say(fake.Post{Channel: channel, Text: "<@" + fake.BotUser + ">\n" + paste})
		h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
		h.settled(p)
		h.once(channel, root)
	}
}

// TestRedeliveries sends the same event again in every way, to the process that
// answered it and to another one.
func TestRedeliveries(t *testing.T) {
	t.Parallel()
	const other = "xapp-1-OTHER"
	for _, scopes := range []string{fake.AllScopes, "app_mentions:read,chat:write,commands,im:history,files:read,reactions:write"} {
		o := quickSlack()
		o.AppTokens, o.Scopes = []string{other}, scopes
		h := open(t, o)
		a := h.serve(&script{})
		h.RouteTo(fake.AppToken)
		root := h.Say(fake.Post{Channel: channel, Text: "<@" + fake.BotUser + ">\n" + paste})
		h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
		b := h.serve(&script{}, as(other))
		m, _ := h.Message(channel, root)
		for _, token := range []string{fake.AppToken, other} {
			h.RouteTo(token)
			for retry := range 3 {
				h.again(m, retry)
			}
		}
		h.settled(a, b)
		h.once(channel, root)
	}
}

// again delivers a message event once more, as the given attempt.
func (h *house) again(m fake.Message, retry int) {
	h.t.Helper()
	id := "again-" + m.TS + string(rune('a'+retry))
	d := h.Raw(id, mustJSON(h.t, map[string]any{
		"envelope_id": id, "type": "events_api", "retry_attempt": retry, "retry_reason": "timeout",
		"payload": map[string]any{"type": "event_callback", "team_id": fake.Team, "event_id": "Ev0AGAIN", "event": map[string]any{
			"type": "message", "channel": m.Channel, "channel_type": "channel", "user": m.User, "text": m.Text, "ts": m.TS, "event_ts": m.TS, "blocks": m.Blocks,
		}},
	}))
	h.until("the delivery is acknowledged", func() bool { return h.State(d).Acked })
}

// TestSilenceNeedsNoClaim leaves talk alone without touching it.
func TestSilenceNeedsNoClaim(t *testing.T) {
	t.Parallel()
	o := quickSlack()
	o.AckWithin = time.Minute
	h := open(t, o)
	// No clock acknowledges here: silence does.
	p := h.serve(&script{}, func(c *Config) { c.timing.ack = time.Hour })
	for _, text := range []string{"lunch?", "our price is $403.00", "<@U0BOB00001> can you look?"} {
		h.Say(fake.Post{Channel: channel, Text: text})
	}
	h.settled(p)
	if n := len(h.Calls("reactions.add")) + len(h.Said(channel)); n > 0 {
		t.Errorf("%d reactions and answers to talk", n)
	}
}

// TestGoneMessages answers nothing into the channel when the paste was deleted
// before the answer was there.
func TestGoneMessages(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"reactions.add", "chat.postMessage"} {
		h := open(t, quickSlack())
		s := &script{}
		p := h.serve(s)
		root := make(chan string, 1)
		h.Break(step, fake.Fault{Do: func() { h.Delete(channel, <-root) }})
		root <- h.Say(fake.Post{Channel: channel, Text: paste})
		h.until("the paste was handled", func() bool { return s.handled.Load() > 0 && len(h.Calls(step)) > 0 })
		h.settled(p)
		if said := h.Said(channel); len(said) != 0 {
			t.Errorf("%d messages remain of the answer to a deleted paste", len(said))
		}
	}
}
