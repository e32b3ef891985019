package slack

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

// TestMain makes the test binary a process of the bot where it is asked to be one,
// so that a test can kill it.
func TestMain(m *testing.M) {
	if api := os.Getenv("SIPWHY_TEST_API"); api != "" {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		defer stop()
		err := newBot(Config{
			Tokens:   Tokens{App: os.Getenv(AppTokenVar), Bot: fake.BotToken, API: api},
			Answerer: &script{}, Score: countSIP, Log: NewLog(os.Stdout, 0), timing: quickTime(),
		}).run(ctx)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child is a process of its own.
type child struct {
	*exec.Cmd
	t *testing.T
}

// spawn starts a process and waits until both of its sockets stand.
func (h *house) spawn(token string) *child {
	h.t.Helper()
	self, err := os.Executable()
	if err != nil {
		h.t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), "SIPWHY_TEST_API="+h.API(), AppTokenVar+"="+token)
	out, err := c.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	lines := bufio.NewScanner(out)
	for n := 0; n < sockets && lines.Scan(); {
		if strings.Contains(lines.Text(), `"connected"`) {
			n++
		}
	}
	go func() {
		for lines.Scan() {
		}
	}()
	return &child{c, h.t}
}

func (c *child) kill() {
	c.t.Helper()
	if err := c.Process.Signal(syscall.SIGKILL); err != nil {
		c.t.Fatal(err)
	}
	_ = c.Wait()
}

// TestKilled kills the process at each step towards an answer, hard. Another one
// finishes what it had in hand, and nothing is answered twice.
func TestKilled(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"before the claim", "after the claim", "before the post", "after the post"} {
		for _, text := range []string{paste, "<@" + fake.BotUser + ">\n" + paste} {
			t.Run(step, func(t *testing.T) {
				t.Parallel()
				h := open(t, twoTokens())
				c := h.spawn(fake.AppToken)
				kill := func() {
					h.RouteTo(otherToken)
					c.kill()
				}
				switch step {
				case "before the claim":
					h.Break("reactions.add", fake.Fault{Do: kill, Drop: true})
				case "after the claim":
					h.Break("reactions.add", fake.Fault{After: kill})
				case "before the post":
					h.Break("chat.postMessage", fake.Fault{Do: kill, Drop: true})
				case "after the post":
					h.Break("chat.postMessage", fake.Fault{After: kill})
				}
				root := h.Say(fake.Post{Channel: channel, Text: text})
				p := h.serve(&script{}, as(otherToken))
				h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
				h.settled(p)
				h.once(channel, root)
			})
		}
	}
}

// TestStopUnderLoad ends a process while pastes pour in. What it took it answers;
// the rest goes to the next one.
func TestStopUnderLoad(t *testing.T) {
	t.Parallel()
	h := open(t, twoTokens())
	c := h.spawn(fake.AppToken)
	next := h.serve(&script{}, as(otherToken))
	roots := map[string]string{}
	for i := range 120 {
		ch := fmt.Sprintf("C0NOC%05d", i)
		roots[ch] = h.Say(fake.Post{Channel: ch, Text: paste})
		if i == 40 {
			if err := c.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := c.Wait(); err != nil {
		t.Errorf("the process ended with %v, want status 0", err)
	}
	h.until("all are answered", func() bool {
		for ch, root := range roots {
			if len(h.Answers(ch, root)) == 0 {
				return false
			}
		}
		return true
	})
	h.settled(next)
	for ch, root := range roots {
		h.once(ch, root)
	}
}

// TestStopFinishesWhatItTook waits for a slow answer before it ends.
func TestStopFinishesWhatItTook(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	gate := make(chan struct{})
	p := h.serve(&script{handle: func(context.Context, bot.Message, bot.History) (*bot.Reply, bool) { <-gate; return nil, false }})
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is in hand", func() bool { return p.lanes.size() == 1 })
	p.end()
	h.until("it is stopping", func() bool { return p.ready() != nil && strings.Contains(p.ready().Error(), "stopping") })
	late := h.Say(fake.Post{Channel: "C0LATE0001", Text: paste})
	h.Slash(alice, channel, command, "487")
	close(gate)
	if err := p.stop(t); err != nil {
		t.Errorf("run returned %v", err)
	}
	h.once(channel, root)
	if n := len(h.Answers("C0LATE0001", late)); n != 0 {
		t.Errorf("%d answers to what came after the signal: it is the next process's", n)
	}
	next := h.serve(&script{})
	h.until("the late paste is answered", func() bool { return len(h.Answers("C0LATE0001", late)) > 0 })
	h.settled(next)
	h.once("C0LATE0001", late)
	h.once(channel, root)
}

// TestStopIsBounded ends although an answer never comes, and leaves it to Slack.
func TestStopIsBounded(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{handle: func(ctx context.Context, _ bot.Message, _ bot.History) (*bot.Reply, bool) {
		<-ctx.Done()
		return nil, false
	}}, func(c *Config) { c.timing.drain, c.timing.ack = 200*time.Millisecond, time.Hour })
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is in hand", func() bool { return p.lanes.size() == 1 })
	if err := p.stop(t); err != nil {
		t.Errorf("run returned %v", err)
	}
	next := h.serve(&script{})
	h.until("the next process answers", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.settled(next)
	h.once(channel, root)
}

// TestStopWhileUnreachable ends at once where Slack was never reached.
func TestStopWhileUnreachable(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	h.Break("auth.test", fake.Fault{Status: 503, Times: -1})
	p := h.start(&script{})
	h.until("some attempts failed", func() bool { return len(h.Calls("auth.test")) > 3 })
	if err := p.stop(t); err != nil {
		t.Errorf("run returned %v", err)
	}
}

// TestHealth follows the state of a process by its own endpoints.
func TestHealth(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	address := freeAddress(t)
	h.Break("auth.test", fake.Fault{Status: 503, Times: 10})
	p := h.start(&script{}, func(c *Config) { c.Listen = address })
	h.until("it listens", func() bool { return status(address, "/healthz") == http.StatusOK })
	if got := status(address, "/readyz"); got != http.StatusServiceUnavailable {
		t.Errorf("ready before the sign-in: %d", got)
	}
	h.until("it is ready", func() bool { return status(address, "/readyz") == http.StatusOK })
	if err := Health(t.Context(), strings.Replace(address, "127.0.0.1", "0.0.0.0", 1)); err != nil {
		t.Errorf("health: %v", err)
	}
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.settled(p)
	h.until("both sockets stand", func() bool { return counted(t, p, "sipwhy_sockets_connected") == 2 })
	metrics := get(t, address, "/metrics")
	for _, want := range []string{
		`sipwhy_findings_total{id="auth-id-from-mismatch-rejected"} 1`, `sipwhy_answers_total{way="posted"} 1`, `sipwhy_sockets_connected 2`,
		`sipwhy_queue `, `sipwhy_reply_seconds_count 1`, `sipwhy_api_calls_total{answer="ok",method="chat.postMessage"} 1`, `go_goroutines`,
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
	if strings.Contains(metrics, "192.0.2") || strings.Contains(metrics, channel) {
		t.Error("metrics with content")
	}
	h.RefuseSockets("link_disabled")
	h.Cut()
	h.until("not ready without sockets", func() bool { return status(address, "/readyz") == http.StatusServiceUnavailable })
	if got := status(address, "/healthz"); got != http.StatusOK {
		t.Errorf("healthz %d: the process is well, a restart would not help", got)
	}
	if err := Health(t.Context(), address); err == nil || !strings.Contains(err.Error(), "not ready") {
		t.Errorf("health: %v", err)
	}
	p.stop(t)
	if err := Health(t.Context(), address); err == nil || !strings.Contains(err.Error(), "nobody answers") {
		t.Errorf("health of a stopped process: %v", err)
	}
	for _, bad := range []string{"off", "nonsense", "1:2:3"} {
		if err := Health(t.Context(), bad); err == nil {
			t.Errorf("health at %q: no error", bad)
		}
	}
}

// TestAddressInUse names the variable.
func TestAddressInUse(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	address := strings.TrimSuffix(strings.TrimPrefix(h.API(), "http://"), "/api/")
	p := h.start(&script{}, func(c *Config) { c.Listen = address })
	var setup *SetupError
	if err := <-p.done; !errors.As(err, &setup) || !strings.Contains(err.Error(), ListenVar) || !strings.Contains(err.Error(), "in use") {
		t.Errorf("got %v", err)
	}
	p.done <- nil
}

func freeAddress(t *testing.T) string {
	t.Helper()
	h := open(t, fake.Options{})
	address := strings.TrimSuffix(strings.TrimPrefix(h.API(), "http://"), "/api/")
	h.Close()
	return address
}

func status(address, path string) int {
	resp, err := http.Get("http://" + address + path)
	if err != nil {
		return 0
	}
	resp.Body.Close()
	return resp.StatusCode
}

func get(t *testing.T, address, path string) string {
	t.Helper()
	resp, err := http.Get("http://" + address + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var b strings.Builder
	if _, err := bufio.NewReader(resp.Body).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
