package fake

import (
	"encoding/json"
	"time"
)

// Delivery is an event, command or interaction on its way to the app.
type Delivery struct {
	// Kind is the type of the envelope, Event the event_id of an event, TS the
	// message that it is about, empty where it is about none.
	Kind, Event, TS string
	// Sent are the attempts so far.
	Sent []Attempt
	// Acked tells that one of them was acknowledged, Payload what came with it,
	// After the time from its sending.
	Acked   bool
	Payload json.RawMessage
	After   time.Duration
	// GaveUp is true once Slack sends it no more, or for a command the user sees
	// an error.
	GaveUp bool

	body    map[string]any
	payload bool
}

// Attempt is one sending of a delivery.
type Attempt struct {
	// Token is the app token of the process that got it, empty where no
	// connection was open.
	Token string
	At    time.Time
}

// attempt is one that waits for its acknowledgement.
type attempt struct {
	delivery *Delivery
	socket   *socket
	at       time.Time
	timer    *time.Timer
}

// Deliver sends a payload as an envelope of this kind: events_api,
// slash_commands or interactive. Events are sent again until acknowledged.
func (s *Server) Deliver(kind string, payload map[string]any) *Delivery {
	d := &Delivery{Kind: kind, body: payload}
	if kind == "events_api" {
		d.Event, _ = payload["event_id"].(string)
		if event, ok := payload["event"].(map[string]any); ok {
			d.TS, _ = event["ts"].(string)
		}
	}
	switch payload["type"] {
	case "view_submission", "block_suggestion":
		d.payload = true
	}
	d.payload = d.payload || kind == "slash_commands"
	s.mu.Lock()
	s.deliveries = append(s.deliveries, d)
	s.mu.Unlock()
	s.send(d)
	return d
}

// event wraps an event into its payload and delivers it.
func (s *Server) event(c *channel, event map[string]any) *Delivery {
	s.mu.Lock()
	id, shared := s.id("Ev0"), c != nil && c.shared
	s.mu.Unlock()
	return s.Deliver("events_api", map[string]any{
		"token": "deprecated", "team_id": Team, "context_team_id": Team, "api_app_id": App, "type": "event_callback",
		"event_id": id, "event_time": time.Now().Unix(), "is_ext_shared_channel": shared, "event_context": "4-fake",
		"authorizations": []any{map[string]any{"team_id": Team, "user_id": BotUser, "is_bot": true, "is_enterprise_install": false}},
		"event":          event,
	})
}

// send makes the next attempt at a delivery.
func (s *Server) send(d *Delivery) {
	s.mu.Lock()
	if s.closed || d.Acked {
		s.mu.Unlock()
		return
	}
	n := len(d.Sent)
	envelope := map[string]any{"envelope_id": s.id("env-"), "type": d.Kind, "accepts_response_payload": d.payload, "payload": d.body}
	if d.Kind == "events_api" {
		envelope["retry_attempt"], envelope["retry_reason"] = n, ""
		if n > 0 {
			envelope["retry_reason"] = "timeout"
		}
	}
	k := s.pick()
	made := Attempt{At: time.Now()}
	if k != nil {
		made.Token = k.token
	}
	d.Sent = append(d.Sent, made)
	a := &attempt{delivery: d, socket: k, at: made.At}
	id := envelope["envelope_id"].(string)
	s.awaited[id] = a
	a.timer = s.later(s.options.AckWithin, func() { s.missed(id) })
	s.mu.Unlock()
	if k != nil {
		k.send(envelope)
	}
}

// missed is called when an acknowledgement did not come in time.
func (s *Server) missed(id string) {
	s.mu.Lock()
	a := s.awaited[id]
	delete(s.awaited, id)
	if a == nil || a.delivery.Acked {
		s.mu.Unlock()
		return
	}
	d := a.delivery
	if d.Kind != "events_api" || len(d.Sent) > len(s.options.Redeliver) {
		d.GaveUp = true
		s.mu.Unlock()
		return
	}
	pause := s.options.Redeliver[len(d.Sent)-1]
	s.mu.Unlock()
	s.later(pause, func() { s.send(d) })
}

// acked takes an acknowledgement, which counts only on the connection that the
// envelope went to.
func (s *Server) acked(k *socket, id string, payload json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.awaited[id]
	if a == nil || a.socket != k {
		return
	}
	a.timer.Stop()
	delete(s.awaited, id)
	d := a.delivery
	if !d.Acked {
		d.Acked, d.After, d.Payload = true, time.Since(a.at), payload
	}
}

// Deliveries lists what was sent so far.
func (s *Server) Deliveries() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Delivery, len(s.deliveries))
	for i, d := range s.deliveries {
		out[i] = *d
		out[i].Sent = append([]Attempt(nil), d.Sent...)
	}
	return out
}

// State is a delivery as it stands now.
func (s *Server) State(d *Delivery) Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := *d
	out.Sent = append([]Attempt(nil), d.Sent...)
	return out
}

// Unsettled counts the deliveries that are neither acknowledged nor given up.
func (s *Server) Unsettled() int {
	n := 0
	for _, d := range s.Deliveries() {
		if !d.Acked && !d.GaveUp {
			n++
		}
	}
	return n
}

// Raw sends bytes as they are: envelopes that are damaged or unknown. It waits
// for the acknowledgement of the envelope with this id, once.
func (s *Server) Raw(id string, message []byte) *Delivery {
	d := &Delivery{Kind: "raw"}
	s.mu.Lock()
	k := s.pick()
	s.deliveries = append(s.deliveries, d)
	a := &attempt{delivery: d, socket: k, at: time.Now()}
	a.timer = s.later(s.options.AckWithin, func() { s.missed(id) })
	s.awaited[id] = a
	s.mu.Unlock()
	if k != nil {
		k.sendRaw(message)
	}
	return d
}
