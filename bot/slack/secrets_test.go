package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

// canary is in everything that people send in TestLogsHoldNothing.
const canary = "kanarienvogel"

// TestLogsHoldNothing runs everything that can be done, and everything that can go
// wrong, with a word that must appear in no log line and no metric.
func TestLogsHoldNothing(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	address := freeAddress(t)
	text := paste + "\nUser-Agent: " + canary
	p := h.serve(&script{handle: func(_ context.Context, m bot.Message, _ bot.History) (*bot.Reply, bool) {
		if strings.Contains(m.Text, "panic") {
			panic(m.Text)
		}
		return nil, false
	}}, func(c *Config) { c.Listen, c.timing.call = address, 500*time.Millisecond })

	root := h.Say(fake.Post{Channel: channel, Text: text})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.Say(fake.Post{Channel: channel, Text: "<@" + fake.BotUser + "> panic " + canary})
	h.Say(fake.Post{Channel: channel, Thread: root, Text: canary + "?"})
	h.Edit(channel, root, text+"\nContact: <sip:a@192.0.2.1>")
	h.Slash(alice, channel, command, canary)
	h.Press(alice, h.Answers(channel, root)[0], "flow")
	h.Break("response_url", fake.Fault{Status: 500, Times: 2})
	h.Break("response_url", fake.Fault{Drop: true, Times: 2})
	h.Slash(alice, channel, command, canary)
	h.Slash(alice, channel, command, canary+" again")
	for _, fault := range []fake.Fault{{Error: "invalid_blocks"}, {Error: "channel_is_archived"}, {Drop: true}, {Hang: time.Hour}, {Status: 500}} {
		h.Break("chat.postMessage", fault)
		h.Say(fake.Post{Channel: channel, Text: text})
	}
	h.Break("download", fake.Fault{Drop: true})
	h.Say(fake.Post{Channel: channel, Text: text, Files: []*fake.File{{Name: canary + ".log", Content: []byte(canary)}}})
	h.Raw("odd", []byte(`{"envelope_id":"odd","type":"`+canary+`","payload":"`+canary+`"}`))
	h.Raw("bad", []byte(`{"envelope_id":"bad","type":"events_api","payload":{"event":{"type":"`+canary+`","text":"`+canary+`"}}}`))
	h.Break("apps.connections.open", fake.Fault{Drop: true, Times: 2})
	h.Break("apps.connections.open", fake.Fault{Hang: time.Hour})
	h.Cut()
	h.until("it is connected again", func() bool { return p.sockets[0].ready.Load() && p.sockets[1].ready.Load() })
	h.settled(p)
	metrics := get(t, address, "/metrics")
	p.stop(t)

	log := p.log.String()
	for _, secret := range []string{canary, fake.AppToken, fake.BotToken, "ticket=", "/respond/", "192.0.2.10", "User-Agent"} {
		if strings.Contains(log, secret) || strings.Contains(metrics, secret) {
			t.Errorf("%q is in the log or the metrics", secret)
		}
	}
	lines := 0
	for line := range strings.Lines(log) {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("a line that is no JSON: %s", line)
		}
		lines++
	}
	if lines < 10 {
		t.Errorf("only %d lines were logged", lines)
	}
	var audit map[string]any
	for line := range strings.Lines(log) {
		if strings.Contains(line, `"way":"posted"`) {
			_ = json.Unmarshal([]byte(line), &audit)
			break
		}
	}
	if audit["user"] != alice || audit["channel"] != channel || audit["ts"] != root || fmt.Sprint(audit["findings"]) != "[auth-id-from-mismatch-rejected]" || audit["bytes"] != float64(len(text)) {
		t.Errorf("audit line %v", audit)
	}
}

func TestPlainErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{&url.Error{Op: "Post", URL: "https://hooks.slack.com/actions/T/1/x", Err: errors.New("EOF")}, "EOF"},
		{fmt.Errorf("wrapped: %w", &url.Error{Op: "Get", URL: "wss://x/?ticket=1", Err: errors.New("refused")}), "refused"},
		{errors.New("token " + fake.AppToken + " and xoxb-1-2-abc, xoxe.xoxp-1-abc"), "token … and …, …"},
		{errors.New("dial wss://wss.slack.com/link/?ticket=abc-def&app_id=1"), "dial wss://wss.slack.com/link/?…&app_id=1"},
	} {
		if got := plainError(test.err); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
