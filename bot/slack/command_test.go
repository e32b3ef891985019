package slack

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

const alice = "U0ALICE001"

func TestSipcode(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	d := h.Slash(alice, channel, command, "487")
	h.until("the command is answered", func() bool { return len(h.Whispers(alice)) == 1 })
	h.settled(p)
	if a := h.State(d); !a.Acked || len(a.Payload) > 0 || a.After > time.Second {
		t.Errorf("acknowledged %v after %s with %s, want at once with nothing", a.Acked, a.After, a.Payload)
	}
	if n := len(h.Said(channel)); n != 0 {
		t.Errorf("%d messages in the channel, want none", n)
	}
	whisper := h.Whispers(alice)[0]
	if !strings.Contains(whisper.Text, "code 487") {
		t.Errorf("whisper %q", whisper.Text)
	}
	if h.Press(alice, whisper, "post") == nil {
		t.Fatalf("no button to post in %s", whisper.Blocks)
	}
	h.until("the answer is posted", func() bool { return len(h.Said(channel)) == 1 })
	h.settled(p)
	if left := h.Whispers(alice); len(left) != 0 {
		t.Errorf("%d whispers are left beside the posted answer", len(left))
	}
}

// TestSipcodeText takes the text as it was typed and knows where it was asked.
func TestSipcodeText(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	s := &script{}
	p := h.serve(s)
	for _, test := range []struct{ typed, want string }{
		{"  487 ", "487"}, {"", ""}, {"a &lt;b&gt; &amp; c", "a <b> & c"}, {"<https://example.com|example.com>", "example.com"}, {"help", "help"},
	} {
		h.Slash(alice, channel, command, test.typed)
		h.settled(p)
		h.until("it was asked", func() bool { return len(s.messages()) > 0 })
		heard := s.messages()
		m := heard[len(heard)-1]
		if m.Text != test.want || m.Command != "sipcode" || m.User != alice || m.Channel != channel || m.Team != fake.Team {
			t.Errorf("%q: got %+v", test.typed, m)
		}
	}
}

// TestSipcodeWhileFlooded answers commands while the pastes of a channel wait.
func TestSipcodeWhileFlooded(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	gate := make(chan struct{})
	s := &script{handle: func(_ context.Context, m bot.Message, _ bot.History) (*bot.Reply, bool) {
		if m.Command == "" {
			<-gate
		}
		return nil, false
	}}
	p := h.serve(s)
	h.Break("chat.postMessage", fake.Fault{Status: 429, RetryAfter: "1", Times: 10})
	for range maxThinking - 2 {
		h.Say(fake.Post{Channel: channel, Text: paste})
	}
	h.until("the pastes wait", func() bool { return p.lanes.size() >= maxThinking-2 })
	h.Slash(alice, channel, command, "487")
	h.until("the command is answered", func() bool { return len(h.Whispers(alice)) == 1 })
	close(gate)
	h.settled(p)
}

// TestResponseURLFails falls back to the channel.
func TestResponseURLFails(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	h.Break("response_url", fake.Fault{Status: 500, Times: -1})
	h.Slash(alice, channel, command, "487")
	h.until("the command is answered", func() bool { return len(h.Whispers(alice)) == 1 })
	h.settled(p)
}

func TestButtonAnswersInTheThread(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) == 1 })
	h.settled(p)
	answer := h.once(channel, root)
	// A slip of the finger presses twice.
	if d := h.Press(alice, answer, "flow"); d == nil {
		t.Fatalf("no button in %s", answer.Blocks)
	}
	h.Press(alice, answer, "flow")
	h.until("the press is answered", func() bool { return len(h.Answers(channel, root)) == 2 })
	h.settled(p)
	answers := h.Answers(channel, root)
	if len(answers) != 2 || !strings.Contains(answers[1].Text, "pressed flow c1@192.0.2.1") {
		t.Errorf("%d answers, the last %q", len(answers), answers[len(answers)-1].Text)
	}
	// The answer to a press is not the answer to the paste.
	h.Edit(channel, root, paste+"\nContact: <sip:5550101@192.0.2.10>")
	h.until("the edit is answered", func() bool { return len(h.Calls("chat.update")) == 1 })
	h.settled(p)
	if h.Calls("chat.update")[0].TS != answer.TS {
		t.Error("the edit went to the answer of the press")
	}
}

func TestMessageShortcut(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	h.Leave(channel)
	for _, test := range []struct{ text, want string }{{paste, "diagnosis"}, {"<@U0BOB00001> lunch", "you asked"}} {
		h.Place(fake.Message{Channel: channel, TS: "1793000001.000100", User: "U0BOB00001", Text: test.text})
		m, _ := h.Message(channel, "1793000001.000100")
		m.Text = test.text
		before := len(h.Whispers(alice))
		h.MessageShortcut(alice, m, messageShortcut)
		h.until("the shortcut is answered", func() bool { return len(h.Whispers(alice)) == before+1 })
		h.settled(p)
		if got := h.Whispers(alice)[before].Text; !strings.Contains(got, test.want) {
			t.Errorf("answer %q, want %q in it", got, test.want)
		}
	}
}

// TestShortcutWithoutSIP says that there is none: somebody asked.
func TestShortcutWithoutSIP(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{handle: func(context.Context, bot.Message, bot.History) (*bot.Reply, bool) { return nil, true }})
	h.MessageShortcut(alice, fake.Message{Channel: channel, TS: "1793000001.000100", User: "U0BOB00001", Text: "lunch"}, messageShortcut)
	h.until("the shortcut is answered", func() bool { return len(h.Whispers(alice)) == 1 })
	h.settled(p)
	if got := h.Whispers(alice)[0].Text; !strings.Contains(got, "no SIP") {
		t.Errorf("answer %q", got)
	}
}

func TestModal(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	s := &script{}
	p := h.serve(s)
	h.GlobalShortcut(alice, globalShortcut)
	h.until("the form is shown", func() bool { return len(h.Views()) == 1 })
	form := h.Views()[0]
	if form.CallbackID != modalID || !strings.Contains(string(form.Blocks), `"max_length":3000`) {
		t.Errorf("form %s %s", form.CallbackID, form.Blocks)
	}
	submit := func(text string) map[string]any {
		d := h.Submit(alice, form, traceBlock, traceInput, text)
		h.until("the form is answered", func() bool { return h.State(d).Acked })
		h.settled(p)
		var payload map[string]any
		if err := json.Unmarshal(h.State(d).Payload, &payload); err != nil {
			t.Fatalf("payload %s: %v", h.State(d).Payload, err)
		}
		return payload
	}
	if got := submit(paste); got["response_action"] != "update" || !strings.Contains(string(mustJSON(t, got)), "diagnosis") {
		t.Errorf("answer to a paste: %v", got)
	}
	s.handle = func(context.Context, bot.Message, bot.History) (*bot.Reply, bool) { return nil, true }
	if got := submit("lunch?"); got["response_action"] != "errors" || got["errors"].(map[string]any)[traceBlock] == "" {
		t.Errorf("answer to talk: %v", got)
	}
	s.handle = func(ctx context.Context, _ bot.Message, _ bot.History) (*bot.Reply, bool) {
		return manyBlocks(30, bot.Figure, strings.Repeat("─▶", 5)), true
	}
	if got := submit(paste); got["response_action"] != "update" || !strings.Contains(string(mustJSON(t, got)), "fit") {
		t.Errorf("a long answer says nothing of what is missing: %.200v", got)
	}
	s.handle = func(ctx context.Context, _ bot.Message, _ bot.History) (*bot.Reply, bool) {
		_ = sleep(ctx, time.Second)
		return nil, false
	}
	if got := submit(paste); got["response_action"] != "errors" {
		t.Errorf("a slow answer: %v, want to be told in time", got)
	}
	if n := len(h.Said(channel)); n > 0 {
		t.Errorf("%d messages were posted", n)
	}
}

func TestHomeTab(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	h.Home(alice)
	h.until("the home tab is shown", func() bool { return len(h.Views()) == 1 })
	h.settled(p)
	if v := h.Views()[0]; v.User != alice || v.Type != "home" || !strings.Contains(string(v.Blocks), "/sipcode 487") {
		t.Errorf("home tab %+v", v)
	}
}

// TestPanic costs the answer alone, and who asked by name is told.
func TestPanic(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	s := &script{handle: func(_ context.Context, m bot.Message, _ bot.History) (*bot.Reply, bool) {
		if strings.Contains(m.Text, "boom") {
			panic("secret of the paste")
		}
		return nil, false
	}}
	p := h.serve(s)
	quiet := h.Say(fake.Post{Channel: channel, Text: "boom"})
	asked := h.Say(fake.Post{Channel: channel, Text: "<@" + fake.BotUser + "> boom"})
	h.Slash(alice, channel, command, "boom")
	h.until("those who asked are told", func() bool { return len(h.Answers(channel, asked)) == 1 && len(h.Whispers(alice)) == 1 })
	h.settled(p)
	if n := len(h.Answers(channel, quiet)); n != 0 {
		t.Errorf("%d answers to talk", n)
	}
	if !strings.Contains(p.log.String(), "panic") || strings.Contains(p.log.String(), "secret of the paste") {
		t.Errorf("log: %s", p.log)
	}
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the next paste is answered", func() bool { return len(h.Answers(channel, root)) == 1 })
	h.settled(p)
}

// TestPrivateWarning tells the author alone, beside the answer.
func TestPrivateWarning(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{handle: func(_ context.Context, m bot.Message, _ bot.History) (*bot.Reply, bool) {
		r := reply("diagnosis")
		r.Private = "Your paste shows a password"
		if strings.Contains(m.Text, "only") {
			r.Blocks = nil
		}
		return r, true
	}})
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the author is told", func() bool { return len(h.Whispers(alice)) == 1 })
	h.settled(p)
	h.once(channel, root)
	if w := h.Whispers(alice)[0]; w.Thread != root || !strings.Contains(w.Text, "password") {
		t.Errorf("whisper %+v", w)
	}
	only := h.Say(fake.Post{Channel: channel, Text: "only private"})
	h.until("the author is told again", func() bool { return len(h.Whispers(alice)) == 2 })
	h.settled(p)
	if n := len(h.Answers(channel, only)); n != 0 {
		t.Errorf("%d public answers, want none", n)
	}
}
