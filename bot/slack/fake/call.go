package fake

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Call is one call of the Web API.
type Call struct {
	Method string
	At     time.Time
	// Token is what it was made with.
	Token string
	// Answer is "ok", Slack's error code, the HTTP status, or "lost".
	Answer string
	// Channel and TS are what it was about, where it says so.
	Channel, TS string
}

// call is a call while it is answered.
type call struct {
	server *Server
	w      http.ResponseWriter
	method string
	token  string
	bearer string
	args   map[string]any
	said   string
}

// call answers the methods of the Web API.
func (s *Server) call(w http.ResponseWriter, r *http.Request) {
	c := &call{server: s, w: w, method: r.PathValue("method"), args: map[string]any{}}
	c.read(r)
	if s.options.Latency > 0 {
		time.Sleep(s.options.Latency)
	}
	fault := s.fault(c.method)
	if fault != nil && fault.Do != nil {
		fault.Do()
	}
	if fault != nil && fault.before(c, r) {
		s.note(c)
		return
	}
	if fault != nil && fault.Lose {
		c.w = lost{header: http.Header{}}
	}
	s.mu.Lock()
	c.dispatch()
	s.mu.Unlock()
	s.note(c)
	if fault != nil && fault.After != nil {
		fault.After()
	}
	if fault != nil && fault.Lose {
		c.said = "lost"
		cut(w)
	}
}

// read takes a form or a JSON body, and the token from either place.
func (c *call) read(r *http.Request) {
	c.bearer = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		body, _ := io.ReadAll(io.LimitReader(r.Body, 4<<20))
		_ = json.Unmarshal(body, &c.args)
	} else if r.ParseForm() == nil {
		for key, values := range r.Form {
			c.args[key] = values[0]
		}
	}
	if c.token = c.str("token"); c.token == "" {
		c.token = c.bearer
	}
}

// str is an argument as text.
func (c *call) str(name string) string {
	switch v := c.args[name].(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

func (c *call) truth(name string) bool {
	v := c.str(name)
	return v == "1" || v == "true"
}

// raw is an argument that is JSON, as a string in a form or as it is in JSON.
func (c *call) raw(name string) json.RawMessage {
	switch v := c.args[name].(type) {
	case nil:
		return nil
	case string:
		if v == "" || v == "null" {
			return nil
		}
		return json.RawMessage(v)
	default:
		raw, _ := json.Marshal(v)
		return raw
	}
}

func (c *call) answer(more map[string]any) {
	c.said = "ok"
	if more == nil {
		more = map[string]any{}
	}
	more["ok"] = true
	c.write(more)
}

func (c *call) fail(code string, messages ...string) {
	c.said = code
	body := map[string]any{"ok": false, "error": code}
	if len(messages) > 0 {
		body["response_metadata"] = map[string]any{"messages": messages}
	}
	c.write(body)
}

func (c *call) lack(scope string) {
	c.said = "missing_scope"
	c.write(map[string]any{"ok": false, "error": "missing_scope", "needed": scope, "provided": c.server.options.Scopes})
}

func (c *call) limit(seconds int) {
	c.said = "429"
	c.w.Header().Set("Retry-After", strconv.Itoa(seconds))
	http.Error(c.w, `{"ok":false,"error":"ratelimited"}`, http.StatusTooManyRequests)
}

func (c *call) write(body map[string]any) {
	c.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if c.server.options.Scopes != "" && c.method != "apps.connections.open" {
		c.w.Header().Set("X-Oauth-Scopes", c.server.options.Scopes)
	}
	_ = json.NewEncoder(c.w).Encode(body)
}

// methods are those that the app uses; scope is what each needs.
var methods = map[string]struct {
	scope string
	do    func(*Server, *call)
}{
	"auth.test":             {"", (*Server).authTest},
	"chat.postMessage":      {"chat:write", (*Server).postMessage},
	"chat.postEphemeral":    {"chat:write", (*Server).postEphemeral},
	"chat.update":           {"chat:write", (*Server).update},
	"chat.delete":           {"chat:write", (*Server).erase},
	"conversations.replies": {"", (*Server).replies},
	"reactions.add":         {"reactions:write", (*Server).react},
	"files.info":            {"files:read", (*Server).fileInfo},
	"views.open":            {"", (*Server).viewOpen},
	"views.publish":         {"", (*Server).viewPublish},
}

func (c *call) dispatch() {
	s := c.server
	if c.method == "apps.connections.open" {
		s.open(c)
		return
	}
	method, known := methods[c.method]
	switch {
	case !known:
		c.fail("unknown_method")
	case c.token == "":
		c.fail("not_authed")
	case c.token != BotToken && s.accepts(c.token):
		c.fail("not_allowed_token_type")
	case c.token != BotToken:
		c.fail("invalid_auth")
	case method.scope != "" && !s.granted(method.scope):
		c.lack(method.scope)
	default:
		if wait := s.exceeds(c); wait > 0 {
			c.limit(wait)
			return
		}
		method.do(s, c)
	}
}

func (s *Server) authTest(c *call) {
	c.answer(map[string]any{"url": s.base + "/", "team": "acme-voip", "user": "sipwhy", "team_id": Team, "user_id": BotUser, "bot_id": BotID, "is_enterprise_install": false})
}

func (s *Server) note(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, Call{
		Method: c.method, At: time.Now(), Token: orElse(c.bearer, c.token), Answer: c.said,
		Channel: c.str("channel"), TS: orElse(c.str("ts"), c.str("timestamp")),
	})
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// Calls lists the calls of a method, of all for an empty one.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			out = append(out, c)
		}
	}
	return out
}
