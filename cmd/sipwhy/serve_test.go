package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

// TestMain makes the test binary sipwhy itself where it is told the arguments, so
// that tests run the program as a process of its own.
func TestMain(m *testing.M) {
	if args, ok := os.LookupEnv("SIPWHY_TEST_ARGS"); ok {
		os.Exit(run(strings.Fields(args), streams{os.Stdin, os.Stdout, os.Stderr}))
	}
	os.Exit(m.Run())
}

// process is `sipwhy serve` as operators run it.
type process struct {
	*exec.Cmd
	t   testing.TB
	end chan error
}

// otherToken is that of a second process, so that deliveries can be routed to it.
const otherToken = "xapp-1-A0SIPBOT01-2222222222-fake"

// serve starts the program against a fake Slack and waits until both of its
// sockets stand.
func serve(t testing.TB, s *fake.Server, token string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(self), t: t, end: make(chan error, 1)}
	p.Env = append(os.Environ(), "SIPWHY_TEST_ARGS=serve", "SLACK_APP_TOKEN="+token, "SLACK_BOT_TOKEN="+fake.BotToken,
		"SLACK_API_URL="+s.API(), "SIPWHY_LISTEN=off")
	p.Stderr = os.Stderr
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	log := bufio.NewScanner(out)
	log.Buffer(nil, 1<<20)
	for connected := 0; connected < 2; {
		if !log.Scan() {
			t.Fatalf("serve ended before it was connected: %v", p.Wait())
		}
		if strings.Contains(log.Text(), `"msg":"connected"`) {
			connected++
		}
	}
	go func() {
		for log.Scan() {
		}
		p.end <- p.Wait()
	}()
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// terminate ends a process as an orchestrator does and returns how it ended.
func (p *process) terminate() error {
	p.t.Helper()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	select {
	case err := <-p.end:
		return err
	case <-time.After(30 * time.Second):
		p.t.Fatal("serve does not end on SIGTERM")
		return nil
	}
}

func start(t testing.TB, o fake.Options) *fake.Server {
	t.Helper()
	s, err := fake.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// answer waits for the n-th answer in a thread, fails if there are more, and
// returns its text.
func answer(t testing.TB, s *fake.Server, channel, root string, n int) string {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		switch answers := s.Answers(channel, root); {
		case len(answers) == n:
			return answers[n-1].Text
		case len(answers) > n:
			t.Fatalf("%d answers, want %d", len(answers), n)
		case time.Now().After(deadline):
			t.Fatalf("%d answers after a minute, want %d", len(answers), n)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// settled waits until the fake has nothing left to deliver.
func settled(t testing.TB, s *fake.Server) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); s.Unsettled() > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d deliveries are not acknowledged", s.Unsettled())
		}
	}
}

func sample(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/403.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const noc, alice = "C0NOC00001", "U0ALICE001"

// TestThreeUses runs the program as it is used: a paste in a channel, questions in
// its thread, a restart between two of them, and the command.
func TestThreeUses(t *testing.T) {
	t.Parallel()
	s := start(t, fake.Options{AppTokens: []string{otherToken}})
	p := serve(t, s, fake.AppToken)

	root := s.Say(fake.Post{Channel: noc, Text: sample(t), Code: true, Before: "customer cannot call out, any idea?"})
	verdict := answer(t, s, noc, root, 1)
	for _, want := range []string{"do not match", "3105550118", "3105550120", "#3", "403"} {
		if !strings.Contains(verdict, want) {
			t.Errorf("the answer to the paste lacks %q:\n%s", want, verdict)
		}
	}

	s.Say(fake.Post{Channel: noc, Thread: root, Text: "is it the password?"})
	if got := answer(t, s, noc, root, 2); !strings.Contains(got, "password") {
		t.Errorf("asked for the password: %s", got)
	}
	s.Say(fake.Post{Channel: noc, Thread: root, Text: "thanks, will tell the customer"})
	s.Say(fake.Post{Channel: noc, Text: "bye all, see u tmrw"})

	command := s.Slash(alice, noc, "/sipcode", "487")
	settled(t, s)
	ack := s.State(command)
	if !ack.Acked || ack.After > 3*time.Second {
		t.Errorf("the command was acknowledged: %v, after %v", ack.Acked, ack.After)
	}
	whispers := whispered(t, s, 1)
	if !strings.Contains(whispers[0].Text, "Request Terminated") {
		t.Errorf("/sipcode 487: %s", whispers[0].Text)
	}
	if n := len(s.Answers(noc, root)); n != 2 {
		t.Errorf("%d answers: thanks and goodbyes need none", n)
	}

	// Another process never saw the paste, and the first one is gone.
	q := serve(t, s, otherToken)
	if err := p.terminate(); err != nil {
		t.Errorf("serve ended with %v", err)
	}
	s.Say(fake.Post{Channel: noc, Thread: root, Text: "which number is wrong?"})
	if got := answer(t, s, noc, root, 3); !strings.Contains(got, "3105550118") || !strings.Contains(got, "3105550120") {
		t.Errorf("asked after the restart: %s", got)
	}
	settled(t, s)
	if err := q.terminate(); err != nil {
		t.Errorf("serve ended with %v", err)
	}
}

// whispered waits until somebody was shown n messages alone.
func whispered(t testing.TB, s *fake.Server, n int) []fake.Message {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if all := s.Whispers(alice); len(all) >= n {
			return all
		}
		if time.Now().After(deadline) {
			t.Fatalf("only %d messages were shown to the asker", len(s.Whispers(alice)))
		}
	}
}

// TestTerminatedUnderLoad ends one of two processes while pastes come in: each has
// one answer.
func TestTerminatedUnderLoad(t *testing.T) {
	t.Parallel()
	s := start(t, fake.Options{
		AppTokens: []string{otherToken}, Latency: 20 * time.Millisecond,
		// What the process leaves may come to it once more while it stops.
		Redeliver: []time.Duration{0, time.Second, time.Second, time.Second, time.Second},
	})
	p := serve(t, s, fake.AppToken)
	serve(t, s, otherToken)
	text := sample(t)
	roots := map[string]string{}
	for n := range 60 {
		channel := fmt.Sprintf("C0LOAD%04d", n%20)
		roots[s.Say(fake.Post{Channel: channel, Text: text, Code: true})] = channel
		if n == 30 {
			if err := p.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(15 * time.Millisecond)
	}
	if err := <-p.end; err != nil {
		t.Errorf("serve ended with %v", err)
	}
	for root, channel := range roots {
		answer(t, s, channel, root, 1)
	}
	settled(t, s)
	for root, channel := range roots {
		answer(t, s, channel, root, 1)
	}
}

// TestServeRefuses gives serve tokens that cannot work: one line that names the
// variable, and exit status 2.
func TestServeRefuses(t *testing.T) {
	s := start(t, fake.Options{})
	for _, test := range []struct{ name, app, bot, want string }{
		{"missing", "", fake.BotToken, "SLACK_APP_TOKEN is not set"},
		{"swapped", fake.BotToken, fake.AppToken, "SLACK_APP_TOKEN holds the token that belongs into SLACK_BOT_TOKEN"},
		{"malformed", fake.AppToken, "'" + fake.BotToken + "'", "SLACK_BOT_TOKEN has a space, a quote or a line end"},
		{"refused", fake.AppToken, "xoxb-wrong", "SLACK_BOT_TOKEN is refused by Slack (invalid_auth)"},
		{"refused app token", "xapp-wrong", fake.BotToken, "SLACK_APP_TOKEN is refused by Slack (invalid_auth)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("SLACK_APP_TOKEN", test.app)
			t.Setenv("SLACK_BOT_TOKEN", test.bot)
			t.Setenv("SLACK_API_URL", s.API())
			t.Setenv("SIPWHY_LISTEN", "off")
			got := sipwhy("serve")
			if got.status != 2 || strings.Count(strings.TrimSpace(got.err), "\n") != 0 || !strings.Contains(got.err, test.want) {
				t.Errorf("exit %d: %s", got.status, strconv.Quote(got.err))
			}
			check := sipwhy("check", "--slack")
			if check.status != 1 || !strings.Contains(check.err, test.want) {
				t.Errorf("check: exit %d: %s", check.status, strconv.Quote(check.err))
			}
		})
	}
}
