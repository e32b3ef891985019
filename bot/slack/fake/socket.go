package fake

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// maxSockets is how many connections an app may have, maxAck the size in bytes
// from which Slack drops an acknowledgement.
const (
	maxSockets = 10
	maxAck     = 20480
)

// socket is one open connection of the app.
type socket struct {
	server *Server
	token  string
	conn   *websocket.Conn
	write  sync.Mutex
	done   chan struct{}
	// leaving is set once it was told to disconnect.
	leaving bool
}

// open answers apps.connections.open.
func (s *Server) open(c *call) {
	if !s.accepts(c.bearer) {
		c.fail("invalid_auth")
		return
	}
	ticket := s.id("ticket")
	s.tickets[ticket] = c.bearer
	address := "ws" + s.base[len("http"):] + "/link/?" + url.Values{"ticket": {ticket}, "app_id": {App}}.Encode()
	c.answer(map[string]any{"url": address})
}

// connect opens a connection for a ticket, which is good for one.
func (s *Server) connect(w http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	s.mu.Lock()
	token, known := s.tickets[ticket]
	delete(s.tickets, ticket)
	s.mu.Unlock()
	if !known {
		http.Error(w, "invalid ticket", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }, WriteBufferSize: 64 << 10}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	k := &socket{server: s, token: token, conn: conn, done: make(chan struct{})}
	s.work.Go(func() {
		if s.welcome(k) {
			k.read()
		}
		s.forget(k)
	})
}

// welcome says hello, or why there is no place.
func (s *Server) welcome(k *socket) bool {
	s.mu.Lock()
	reason := s.refusing
	if len(s.sockets) >= maxSockets && reason == "" {
		reason = "too_many_websockets"
	}
	if s.closed {
		reason = "link_disabled"
	}
	if reason == "" {
		s.sockets = append(s.sockets, k)
	}
	n := len(s.sockets)
	s.mu.Unlock()
	if reason != "" {
		k.send(map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "applink-fake"}})
		return false
	}
	k.send(map[string]any{
		"type": "hello", "num_connections": n, "connection_info": map[string]any{"app_id": App},
		"debug_info": map[string]any{"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060},
	})
	s.work.Go(k.ping)
	return true
}

func (s *Server) forget(k *socket) {
	s.mu.Lock()
	s.sockets = slices.DeleteFunc(s.sockets, func(x *socket) bool { return x == k })
	s.mu.Unlock()
	close(k.done)
	_ = k.conn.Close()
}

func (k *socket) send(message any) bool {
	raw, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	return k.sendRaw(raw)
}

func (k *socket) sendRaw(raw []byte) bool {
	k.write.Lock()
	defer k.write.Unlock()
	_ = k.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return k.conn.WriteMessage(websocket.TextMessage, raw) == nil
}

func (k *socket) ping() {
	beat := time.NewTicker(k.server.options.Ping)
	defer beat.Stop()
	for {
		select {
		case <-k.done:
			return
		case <-beat.C:
			if !k.server.muted() {
				_ = k.conn.WriteControl(websocket.PingMessage, []byte("Ping from fake"), time.Now().Add(time.Second))
			}
		}
	}
}

// read takes acknowledgements until the connection ends.
func (k *socket) read() {
	for {
		kind, raw, err := k.conn.ReadMessage()
		if err != nil {
			return
		}
		if kind != websocket.TextMessage || len(raw) >= maxAck {
			continue
		}
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if json.Unmarshal(raw, &ack) == nil {
			k.server.acked(k, ack.ID, ack.Payload)
		}
	}
}

// Connections tells how many connections stand that were said hello to.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}

// Route decides which connection gets what is delivered from now on: it is given
// their app tokens and returns an index. nil is turn and turn about.
func (s *Server) Route(choose func(tokens []string) int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.route = choose
}

// RouteTo sends all that is delivered from now on to the process with this app
// token.
func (s *Server) RouteTo(token string) {
	s.Route(func(tokens []string) int { return slices.Index(tokens, token) })
}

// pick chooses the connection for a delivery, nil for none.
func (s *Server) pick() *socket {
	open := slices.DeleteFunc(slices.Clone(s.sockets), func(k *socket) bool { return k.leaving })
	if len(open) == 0 {
		return nil
	}
	n := s.turn % len(open)
	s.turn++
	if s.route != nil {
		tokens := make([]string, len(open))
		for i, k := range open {
			tokens[i] = k.token
		}
		if n = s.route(tokens); n < 0 {
			return nil
		}
	}
	return open[n]
}

// Cut ends all connections without a word, as a lost network does.
func (s *Server) Cut() {
	s.mu.Lock()
	open := slices.Clone(s.sockets)
	s.mu.Unlock()
	for _, k := range open {
		_ = k.conn.NetConn().Close()
	}
}

// CutOne ends the connection that was opened first.
func (s *Server) CutOne() {
	s.mu.Lock()
	var first *socket
	if len(s.sockets) > 0 {
		first = s.sockets[0]
	}
	s.mu.Unlock()
	if first != nil {
		_ = first.conn.NetConn().Close()
	}
}

// Disconnect tells the connection that was opened first to leave: with a warning
// it ends after the notice, else at once.
func (s *Server) Disconnect(reason string) {
	s.mu.Lock()
	var k *socket
	for _, open := range s.sockets {
		if !open.leaving {
			k = open
			break
		}
	}
	if k != nil && reason != "warning" {
		k.leaving = true
	}
	s.mu.Unlock()
	if k == nil {
		return
	}
	k.send(map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "applink-fake"}})
	s.later(s.options.Notice, func() { _ = k.conn.NetConn().Close() })
}

// RefuseSockets answers every new connection with a disconnect for this reason;
// an empty reason ends that.
func (s *Server) RefuseSockets(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusing = reason
}

// Mute stops the pings, as of a connection that is dead without knowing it.
func (s *Server) Mute(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mute = on
}

func (s *Server) muted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mute
}

// later runs something unless the server is closed by then.
func (s *Server) later(d time.Duration, do func()) *time.Timer {
	return time.AfterFunc(d, func() {
		s.mu.Lock()
		closed := s.closed
		s.mu.Unlock()
		if !closed {
			do()
		}
	})
}
