package slack

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// socket is one Socket Mode connection, which slack-go opens again whenever it
// ends.
type socket struct {
	n       int
	client  *socketmode.Client
	patient time.Duration
	// acks are written by one goroutine: slack-go blocks when twenty wait for a
	// connection that is away, which must hold up nothing else.
	acks chan ack
	// ready is true from Slack's hello to the end of that connection, traffic
	// the time of the last bytes received, in nanoseconds since 1970.
	ready   atomic.Bool
	traffic atomic.Int64
	// tired asks for a fresh start of slack-go's own backoff, which would grow to
	// five minutes.
	tired chan struct{}
}

type ack struct {
	envelope string
	payload  any
}

// maxEnvelope bounds one message of Slack's, in bytes.
const maxEnvelope = 4 << 20

// newSocket prepares a connection; the gate is that of the whole process.
func newSocket(n int, w *web, gate *openGate) *socket {
	s := &socket{n: n, patient: w.timing.patient, acks: make(chan ack, 256), tired: make(chan struct{}, 1)}
	paced := &opener{gate: gate, opened: w.metrics.opens.WithLabelValues(strconv.Itoa(n)).Inc}
	s.client = socketmode.New(w.opener(paced),
		socketmode.OptionPingInterval(w.timing.ping),
		socketmode.OptionReadLimit(maxEnvelope),
		socketmode.OptionDialer(&websocket.Dialer{
			Proxy:            http.ProxyFromEnvironment,
			HandshakeTimeout: w.timing.call,
			// Slack reassembles no fragments: an acknowledgement must be one frame.
			WriteBufferSize: 32 << 10,
			NetDialContext:  s.dial,
		}),
	)
	return s
}

// opener is a client for apps.connections.open, paced or not. That call may have
// an overall timeout: slack-go gives it none, and a hung one would hang for ever.
func (w *web) opener(paced *opener) *slack.Client {
	client := &http.Client{Transport: w.http.Transport, Timeout: w.timing.call}
	via := slack.OptionHTTPClient(client)
	if paced != nil {
		paced.http = client
		via = slack.OptionHTTPClient(paced)
	}
	return slack.New(w.tokens.Bot, clientOptions(w.tokens, slack.OptionAppLevelToken(w.tokens.App), via)...)
}

// dial notes the traffic of a connection: slack-go answers Slack's pings itself
// and tells nobody.
func (s *socket) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &watchedConn{Conn: conn, traffic: &s.traffic}, nil
}

type watchedConn struct {
	net.Conn
	traffic *atomic.Int64
}

func (c *watchedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.traffic.Store(time.Now().UnixNano())
	}
	return n, err
}

// run keeps the connection until the context ends, or until Slack refuses the
// token, which is the error.
func (s *socket) run(ctx context.Context) error {
	go s.acknowledge(ctx)
	for {
		err := s.once(ctx)
		s.ready.Store(false)
		switch {
		case ctx.Err() != nil:
			return nil
		case refused(err) || codeOf(err) == "missing_scope":
			return explain(AppTokenVar, err)
		}
	}
}

// once runs slack-go's loop, which ends for good with the context, by an error
// that it takes for final, or when its backoff has grown too long. The opener
// paces what follows.
func (s *socket) once(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-s.tired:
			cancel()
		case <-ctx.Done():
		}
	}()
	return s.client.RunContext(ctx)
}

// acknowledge writes the acknowledgements. One that finds no connection in two
// seconds is given up: Slack delivers again.
func (s *socket) acknowledge(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case a := <-s.acks:
			timeout, cancel := context.WithTimeout(ctx, 2*time.Second)
			_ = s.client.AckCtx(timeout, a.envelope, a.payload)
			cancel()
		}
	}
}

// failed takes up a failure to connect. An error means that no retry helps.
func (s *socket) failed(e *slack.ConnectionErrorEvent) error {
	if refused(e.ErrorObj) || codeOf(e.ErrorObj) == "missing_scope" {
		return explain(AppTokenVar, e.ErrorObj)
	}
	if e.Backoff > s.patient {
		select {
		case s.tired <- struct{}{}:
		default:
		}
	}
	return nil
}

// fresh tells whether the connection stands and Slack was heard lately.
func (s *socket) fresh(stale time.Duration) bool {
	return s.ready.Load() && time.Since(time.Unix(0, s.traffic.Load())) < stale
}
