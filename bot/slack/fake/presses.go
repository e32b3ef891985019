package fake

import "encoding/json"

// Slash sends a slash command.
func (s *Server) Slash(user, channel, command, text string) *Delivery {
	s.mu.Lock()
	payload := map[string]any{
		"token": "deprecated", "team_id": Team, "team_domain": "acme-voip", "channel_id": channel, "channel_name": "voice-noc",
		"user_id": user, "user_name": "alice", "command": command, "text": text, "api_app_id": App, "is_enterprise_install": "false",
		"response_url": s.hook(hook{channel: channel, user: user}), "trigger_id": s.trigger(),
	}
	s.mu.Unlock()
	return s.Deliver("slash_commands", payload)
}

// person is the part of an interaction that says who acted.
func person(user string) map[string]any {
	return map[string]any{
		"team": map[string]any{"id": Team, "domain": "acme-voip"}, "enterprise": nil, "is_enterprise_install": false,
		"user": map[string]any{"id": user, "username": "alice", "name": "alice", "team_id": Team}, "api_app_id": App, "token": "deprecated",
	}
}

// Press presses the first button with this action_id on a message of the bot's,
// of a channel or one that the person alone sees. It returns nil where there is
// no such button.
func (s *Server) Press(user string, m Message, actionID string) *Delivery {
	button := buttonOf(m.Blocks, actionID)
	if button == nil {
		return nil
	}
	s.mu.Lock()
	p := person(user)
	p["type"], p["trigger_id"] = "block_actions", s.trigger()
	container := map[string]any{"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": m.For != ""}
	if m.Thread != "" {
		container["thread_ts"] = m.Thread
	}
	p["container"], p["channel"] = container, map[string]any{"id": m.Channel, "name": "voice-noc"}
	if m.For == "" {
		wire := m.wire()
		if len(m.Metadata) > 0 {
			wire["metadata"] = m.Metadata
		}
		p["message"] = wire
	}
	p["state"] = map[string]any{"values": map[string]any{}}
	p["response_url"] = s.hook(hook{channel: m.Channel, user: user, thread: m.Thread, source: m.TS})
	p["actions"] = []any{map[string]any{
		"action_id": actionID, "block_id": "b1", "type": "button", "text": button["text"], "value": button["value"], "action_ts": s.clock.ts(),
	}}
	s.mu.Unlock()
	return s.Deliver("interactive", p)
}

func buttonOf(blocks json.RawMessage, actionID string) map[string]any {
	var all []map[string]any
	_ = json.Unmarshal(blocks, &all)
	for _, b := range all {
		if b["type"] != "actions" {
			continue
		}
		for _, e := range list(b["elements"]) {
			if e["action_id"] == actionID {
				return e
			}
		}
	}
	return nil
}

// MessageShortcut chooses a shortcut on a message.
func (s *Server) MessageShortcut(user string, m Message, callback string) *Delivery {
	s.mu.Lock()
	p := person(user)
	p["type"], p["callback_id"], p["trigger_id"], p["action_ts"] = "message_action", callback, s.trigger(), s.clock.ts()
	p["channel"], p["message_ts"], p["message"] = map[string]any{"id": m.Channel, "name": "voice-noc"}, m.TS, m.wire()
	p["response_url"] = s.hook(hook{channel: m.Channel, user: user})
	s.mu.Unlock()
	return s.Deliver("interactive", p)
}

// GlobalShortcut chooses a shortcut of the app.
func (s *Server) GlobalShortcut(user, callback string) *Delivery {
	s.mu.Lock()
	p := person(user)
	p["type"], p["callback_id"], p["trigger_id"], p["action_ts"] = "shortcut", callback, s.trigger(), s.clock.ts()
	s.mu.Unlock()
	return s.Deliver("interactive", p)
}

// Submit sends the form of a modal with a value for its one input. What the app
// answers is the payload of the delivery's acknowledgement.
func (s *Server) Submit(user string, v View, blockID, actionID, value string) *Delivery {
	s.mu.Lock()
	p := person(user)
	p["type"], p["trigger_id"], p["response_urls"] = "view_submission", s.trigger(), []any{}
	p["view"] = map[string]any{
		"id": v.ID, "team_id": Team, "type": "modal", "callback_id": v.CallbackID, "private_metadata": "", "hash": "1.x",
		"blocks": v.Blocks, "title": map[string]any{"type": "plain_text", "text": "t"}, "root_view_id": v.ID, "app_id": App, "bot_id": BotID,
		"state": map[string]any{"values": map[string]any{blockID: map[string]any{actionID: map[string]any{"type": "plain_text_input", "value": value}}}},
	}
	s.mu.Unlock()
	return s.Deliver("interactive", p)
}

// Home opens the app's home tab.
func (s *Server) Home(user string) *Delivery {
	s.mu.Lock()
	ts := s.clock.ts()
	s.mu.Unlock()
	return s.event(nil, map[string]any{"type": "app_home_opened", "user": user, "channel": "D0" + user[1:], "tab": "home", "event_ts": ts})
}
