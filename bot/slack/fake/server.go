// Package fake is a Slack on loopback, for tests, benchmarks and trying the bot
// out: Socket Mode over a real WebSocket, the methods of the Web API that the bot
// uses, with their limits and errors, and a store of messages, threads, reactions
// and files.
//
// # What it is strict about
//
// Where Slack's behaviour is not documented, the fake does what is hardest on the
// bot: an acknowledgement counts only on the connection that brought the
// envelope, a redelivery is a new envelope of the same event, an event goes to
// any of the open connections, and the bot is told of its own messages.
//
// People act by the methods of people.go; faults.go breaks things on purpose.
package fake

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// The ids of the workspace, its app and the bot in it.
const (
	Team     = "T0TEAM0001"
	App      = "A0SIPBOT01"
	BotUser  = "U0SIPBOT01"
	BotID    = "B0SIPBOT01"
	AppToken = "xapp-1-A0SIPBOT01-1111111111-fake"
	BotToken = "xoxb-2222222222-3333333333-fake"
)

// AllScopes are the scopes of the full manifest.
const AllScopes = "app_mentions:read,chat:write,commands,im:history,files:read,reactions:write,channels:history,groups:history,mpim:history"

// Options are the rules of the house. The zero value is Slack's own behaviour.
type Options struct {
	// Addr is where to listen, 127.0.0.1 and a free port if empty.
	Addr string
	// AppTokens are accepted besides AppToken. Each process may bring its own, so
	// that a test can tell their connections apart.
	AppTokens []string
	// Scopes are what the bot token grants, comma-separated; AllScopes if empty.
	Scopes string
	// Latency is the time that every call of the Web API takes.
	Latency time.Duration
	// AckWithin is how long an acknowledgement may take, 3 s if zero, and
	// Redeliver the pauses before the next deliveries: none, 1 and 5 minutes.
	AckWithin time.Duration
	Redeliver []time.Duration
	// Ping is the time between two pings, 5 s if zero.
	Ping time.Duration
	// Notice is the time from a disconnect of type warning to the end of the
	// connection, 10 s if zero.
	Notice time.Duration
	// PostEvery and PostBurst are the pace that a channel bears, 1 s and 10 if
	// zero; a negative PostEvery sets no limit.
	PostEvery time.Duration
	PostBurst int
	// PerMinute bounds the calls of a method; negative for no limit. Slack's own
	// bounds are in limits.go.
	PerMinute map[string]int
}

func (o Options) filled() Options {
	or := func(d *time.Duration, value time.Duration) {
		if *d == 0 {
			*d = value
		}
	}
	or(&o.AckWithin, 3*time.Second)
	or(&o.Ping, 5*time.Second)
	or(&o.Notice, 10*time.Second)
	or(&o.PostEvery, time.Second)
	if o.PostBurst == 0 {
		o.PostBurst = 10
	}
	if o.Redeliver == nil {
		o.Redeliver = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Scopes == "" {
		o.Scopes = AllScopes
	}
	return o
}

// Server is a Slack with one workspace and one app.
type Server struct {
	options Options
	base    string
	http    *http.Server

	mu       sync.Mutex
	closed   bool
	clock    clock
	channels map[string]*channel
	files    map[string]*File
	hooks    map[string]*hook
	triggers map[string]time.Time
	views    []View
	whispers []Message

	tickets    map[string]string
	sockets    []*socket
	turn       int
	route      func(tokens []string) int
	refusing   string
	mute       bool
	deliveries []*Delivery
	awaited    map[string]*attempt

	faults map[string][]*Fault
	calls  []Call
	paces  map[string]*bucket
	counts map[string][]time.Time
	work   sync.WaitGroup
}

// Start opens a Slack. Close it.
func Start(o Options) (*Server, error) {
	o = o.filled()
	l, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("fake slack: %w", err)
	}
	s := &Server{
		options: o, base: "http://" + l.Addr().String(),
		channels: map[string]*channel{}, files: map[string]*File{}, hooks: map[string]*hook{}, triggers: map[string]time.Time{},
		tickets: map[string]string{}, awaited: map[string]*attempt{},
		faults: map[string][]*Fault{}, paces: map[string]*bucket{}, counts: map[string][]time.Time{},
	}
	s.http = &http.Server{Handler: s.routes(), ReadHeaderTimeout: 10 * time.Second}
	s.work.Go(func() {
		if err := s.http.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			panic(err)
		}
	})
	return s, nil
}

// Close ends all connections and waits for what is under way.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	for _, a := range s.awaited {
		a.timer.Stop()
	}
	s.mu.Unlock()
	s.Cut()
	_ = s.http.Close()
	s.work.Wait()
}

// API is the base of the Web API, for SLACK_API_URL.
func (s *Server) API() string { return s.base + "/api/" }

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/{method}", s.call)
	mux.HandleFunc("GET /link/", s.connect)
	mux.HandleFunc("GET /files/{id}/{name}", s.download)
	mux.HandleFunc("POST /respond/{id}", s.respond)
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>")
	})
	return mux
}

func (s *Server) accepts(appToken string) bool {
	if appToken == AppToken {
		return true
	}
	for _, t := range s.options.AppTokens {
		if t == appToken {
			return true
		}
	}
	return false
}

func (s *Server) granted(scope string) bool {
	for have := range strings.SplitSeq(s.options.Scopes, ",") {
		if have == scope {
			return true
		}
	}
	return false
}

// clock gives message ids: the time, and never one twice.
type clock struct{ last int64 }

func (c *clock) ts() string {
	now := time.Now().UnixMicro()
	if now <= c.last {
		now = c.last + 1
	}
	c.last = now
	return fmt.Sprintf("%d.%06d", now/1e6, now%1e6)
}

// id makes an id of Slack's kind, unique in this server.
func (s *Server) id(prefix string) string {
	ts := s.clock.ts()
	return prefix + strings.ReplaceAll(ts[3:], ".", "")
}
