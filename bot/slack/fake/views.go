package fake

import (
	"encoding/json"
	"net/http"
	"time"
)

// View is a modal that was opened or a home tab that was published.
type View struct {
	ID, User, Type, CallbackID string
	Blocks                     json.RawMessage
}

// triggerLife is how long a trigger_id is good for.
const triggerLife = 3 * time.Second

func (s *Server) trigger() string {
	id := s.id("trigger")
	s.triggers[id] = time.Now()
	return id
}

type viewForm struct {
	Type       string          `json:"type"`
	CallbackID string          `json:"callback_id"`
	Blocks     json.RawMessage `json:"blocks"`
	Title      struct {
		Text string `json:"text"`
	} `json:"title"`
}

// view checks and stores a view, or fails the call.
func (s *Server) view(c *call, kind, user string) {
	var form viewForm
	if json.Unmarshal(c.raw("view"), &form) != nil || form.Type != kind {
		c.fail("invalid_arguments")
		return
	}
	if code, why := checkBlocks(form.Blocks, maxViewBlocks, false); code != "" {
		c.fail(code, why)
		return
	}
	if kind == "modal" && (form.Title.Text == "" || len([]rune(form.Title.Text)) > 24) {
		c.fail("invalid_arguments", "title must be 1 to 24 characters")
		return
	}
	v := View{ID: s.id("V0"), User: user, Type: kind, CallbackID: form.CallbackID, Blocks: form.Blocks}
	s.views = append(s.views, v)
	c.answer(map[string]any{"view": map[string]any{"id": v.ID, "type": kind, "hash": "1." + v.ID, "blocks": v.Blocks}})
}

// viewOpen opens a modal. https://docs.slack.dev/reference/methods/views.open
func (s *Server) viewOpen(c *call) {
	born, known := s.triggers[c.str("trigger_id")]
	switch {
	case !known:
		c.fail("invalid_trigger_id")
	case time.Since(born) > triggerLife:
		c.fail("expired_trigger_id")
	default:
		delete(s.triggers, c.str("trigger_id"))
		s.view(c, "modal", "")
	}
}

// viewPublish sets a home tab. https://docs.slack.dev/reference/methods/views.publish
func (s *Server) viewPublish(c *call) {
	if c.str("user_id") == "" {
		c.fail("invalid_arguments")
		return
	}
	s.view(c, "home", c.str("user_id"))
}

// Views lists the modals and home tabs so far.
func (s *Server) Views() []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]View(nil), s.views...)
}

// hook is a response_url: where it leads and how often it was used.
type hook struct {
	channel, user, thread string
	// source is the message that the press came from, in messages or whispers.
	source string
	uses   int
	born   time.Time
}

// The life of a response_url.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
const (
	hookUses = 5
	hookLife = 30 * time.Minute
)

func (s *Server) hook(h hook) string {
	id := s.id("hook")
	h.born = time.Now()
	s.hooks[id] = &h
	return s.base + "/respond/" + id
}

// respond takes what is posted to a response_url.
func (s *Server) respond(w http.ResponseWriter, r *http.Request) {
	c := &call{server: s, w: w, method: "response_url"}
	c.args = map[string]any{}
	c.read(r)
	if s.options.Latency > 0 {
		time.Sleep(s.options.Latency)
	}
	if fault := s.fault("response_url"); fault != nil && fault.before(c, r) {
		s.note(c)
		return
	}
	s.mu.Lock()
	status := s.useHook(c, s.hooks[r.PathValue("id")])
	s.mu.Unlock()
	c.said = http.StatusText(status)
	s.note(c)
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	if status == http.StatusOK {
		_, _ = w.Write([]byte("ok"))
		return
	}
	_, _ = w.Write([]byte(c.said))
}

func (s *Server) useHook(c *call, h *hook) int {
	if h == nil || h.uses >= hookUses || time.Since(h.born) > hookLife {
		return http.StatusNotFound
	}
	h.uses++
	if c.truth("delete_original") {
		for i := range s.whispers {
			if s.whispers[i].TS == h.source {
				s.whispers[i].Deleted = true
			}
		}
		return http.StatusOK
	}
	ch := s.channel(h.channel)
	m := Message{Channel: h.channel, User: BotUser, Bot: true, Text: c.str("text"), Blocks: c.raw("blocks"), Thread: c.str("thread_ts"), TS: s.clock.ts()}
	if code, _ := checkBlocks(m.Blocks, maxMessageBlocks, true); code != "" || m.Text == "" {
		return http.StatusInternalServerError
	}
	if c.str("response_type") == "in_channel" {
		s.add(ch, &m)
		return http.StatusOK
	}
	m.For = h.user
	s.whispers = append(s.whispers, m)
	return http.StatusOK
}
