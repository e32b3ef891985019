//go:build node

package fake

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
	"time"
)

// heard is a line of what node/bolt.mjs says that it got.
type heard struct {
	Got, TS, Text, Of, Value, User, Error string
	Replies                               int
}

// TestNode lets Slack's own Node SDK work against the fake, so that what the bot
// is tested on is not only our reading of Slack. It needs `npm ci` in node/.
func TestNode(t *testing.T) {
	s, err := Start(Options{Ping: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lines := bolt(t, s)
	if ready := next(t, lines, "ready"); ready.User != BotUser {
		t.Errorf("signed in as %q, want %q", ready.User, BotUser)
	}

	const channel, user = "C0NOC00001", "U0ALICE001"
	root := s.Say(Post{Channel: channel, User: user, Text: "INVITE sip:5550102@192.0.2.20 SIP/2.0", Code: true})
	if got := next(t, lines, "message"); got.TS != root {
		t.Errorf("message %q came as %q", root, got.TS)
	}
	if got := next(t, lines, "posted"); got.Of != root || got.Replies != 2 {
		t.Errorf("the thread read back has %d messages and an answer to %q", got.Replies, got.Of)
	}
	answers := s.Answers(channel, root)
	if len(answers) != 1 {
		t.Fatalf("%d answers, want one", len(answers))
	}
	if m, _ := s.Message(channel, root); len(m.Reactions) != 1 || m.Reactions[0].Name != "eyes" {
		t.Errorf("reactions %v", m.Reactions)
	}

	s.Press(user, answers[0], "flow")
	if got := next(t, lines, "action"); got.Value != "v1" {
		t.Errorf("pressed %q", got.Value)
	}
	command := s.Slash(user, channel, "/sipcode", "487")
	if got := next(t, lines, "command"); got.Text != "487" {
		t.Errorf("command %q", got.Text)
	}
	until(t, "the command is acknowledged", func() bool { return s.State(command).Acked })
	m, _ := s.Message(channel, root)
	s.MessageShortcut(user, m, "analyze_message")
	if got := next(t, lines, "shortcut"); got.TS != root {
		t.Errorf("shortcut on %q", got.TS)
	}

	// The SDK follows a refresh to a new connection.
	s.Disconnect("refresh_requested")
	until(t, "the SDK is back", func() bool {
		return len(s.Calls("apps.connections.open")) == 2 && s.Connections() == 1
	})
	mention := s.Say(Post{Channel: channel, User: user, Text: "<@" + BotUser + "> 487?"})
	if got := next(t, lines, "app_mention"); got.TS != mention {
		t.Errorf("mention %q came as %q", mention, got.TS)
	}
	until(t, "all is settled", func() bool { return s.Unsettled() == 0 })
}

// bolt starts the app and returns what it says.
func bolt(t *testing.T, s *Server) <-chan heard {
	t.Helper()
	cmd := exec.Command("node", "bolt.mjs")
	cmd.Dir = "node"
	cmd.Env = append(os.Environ(), "SLACK_API_URL="+s.API(), "SLACK_APP_TOKEN="+AppToken, "SLACK_BOT_TOKEN="+BotToken)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("node does not start (run npm ci in bot/slack/fake/node): %v", err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := make(chan heard, 100)
	go func() {
		defer close(lines)
		for scan := bufio.NewScanner(out); scan.Scan(); {
			var h heard
			if json.Unmarshal(scan.Bytes(), &h) == nil {
				lines <- h
			}
		}
	}()
	return lines
}

// next waits for the next line of a kind. Others may come before it: a message and
// its mention have no order.
func next(t *testing.T, lines <-chan heard, kind string) heard {
	t.Helper()
	timeout := time.After(30 * time.Second)
	for {
		select {
		case h, ok := <-lines:
			switch {
			case !ok:
				t.Fatalf("node ended while %q was awaited", kind)
			case h.Got == "error":
				t.Fatalf("the SDK reports: %s", h.Error)
			case h.Got == kind:
				return h
			}
		case <-timeout:
			t.Fatalf("no %q came", kind)
		}
	}
}

func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("in vain: %s", what)
		}
	}
}
