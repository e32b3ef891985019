package fake

import (
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"
)

// place finds the channel of a call, or fails it.
func (s *Server) place(c *call) *channel {
	id := c.str("channel")
	if id == "" {
		c.fail("channel_not_found")
		return nil
	}
	ch := s.channel(id)
	if ch.absent {
		c.fail("not_in_channel")
		return nil
	}
	return ch
}

// content checks what a message consists of, or fails the call.
func (s *Server) content(c *call, m *Message) bool {
	m.Text, m.Blocks = c.str("text"), c.raw("blocks")
	if m.Text == "" && len(m.Blocks) == 0 {
		c.fail("no_text")
		return false
	}
	if utf8.RuneCountInString(m.Text) > maxText {
		c.fail("msg_too_long")
		return false
	}
	if code, why := checkBlocks(m.Blocks, maxMessageBlocks, true); code != "" {
		c.fail(code, "[ERROR] "+why)
		return false
	}
	meta := c.raw("metadata")
	var form struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	if len(meta) > 0 && (json.Unmarshal(meta, &form) != nil || form.Type == "" || form.Payload == nil) {
		c.fail("invalid_metadata_format")
		return false
	}
	m.Metadata = meta
	return true
}

// postMessage posts the bot's message. A reply to a message that was deleted
// comes out as a message of the channel.
// https://docs.slack.dev/reference/methods/chat.postMessage
func (s *Server) postMessage(c *call) {
	ch := s.place(c)
	if ch == nil {
		return
	}
	m := &Message{Channel: ch.id, User: BotUser, Bot: true}
	if !s.content(c, m) {
		return
	}
	m.TS = s.clock.ts()
	if root := ch.find(c.str("thread_ts")); root != nil && root.Subtype != tombstone {
		m.Thread = root.TS
	}
	s.add(ch, m)
	wire := m.wire()
	c.answer(map[string]any{"channel": ch.id, "ts": m.TS, "message": wire})
}

// add stores the bot's message and tells the app of it, as Slack does, and of the
// changed first message of the thread.
func (s *Server) add(ch *channel, m *Message) {
	ch.messages = append(ch.messages, m)
	own := m.wire()
	own["channel"], own["channel_type"], own["event_ts"] = ch.id, ch.kind, m.TS
	s.tell(ch, own)
	if root := ch.find(m.Thread); m.Thread != "" && root != nil {
		now := root.wire()
		now["reply_count"] = len(ch.thread(m.Thread)) - 1
		s.tell(ch, map[string]any{
			"type": "message", "subtype": "message_changed", "hidden": true, "channel": ch.id, "channel_type": ch.kind,
			"ts": m.TS, "event_ts": m.TS, "message": now, "previous_message": root.wire(),
		})
	}
}

// tell delivers an event once the server is free.
func (s *Server) tell(ch *channel, event map[string]any) {
	if !s.subscribed(ch) || s.closed {
		return
	}
	raw, err := json.Marshal(event)
	if err != nil {
		panic(err)
	}
	var copied map[string]any
	_ = json.Unmarshal(raw, &copied)
	s.work.Go(func() { s.event(ch, copied) })
}

// subscribed tells whether the app hears what is said in a channel: it needs the
// scope to read it.
func (s *Server) subscribed(ch *channel) bool {
	return !ch.absent && s.granted(historyScope(ch.kind))
}

// postEphemeral shows a message to one person.
// https://docs.slack.dev/reference/methods/chat.postEphemeral
func (s *Server) postEphemeral(c *call) {
	ch := s.place(c)
	if ch == nil {
		return
	}
	m := &Message{Channel: ch.id, User: BotUser, Bot: true, For: c.str("user"), Thread: c.str("thread_ts")}
	if m.For == "" {
		c.fail("user_not_in_channel")
		return
	}
	if !s.content(c, m) {
		return
	}
	m.TS = s.clock.ts()
	s.whispers = append(s.whispers, *m)
	c.answer(map[string]any{"message_ts": m.TS})
}

// update edits one of the bot's messages.
// https://docs.slack.dev/reference/methods/chat.update
func (s *Server) update(c *call) {
	ch := s.place(c)
	if ch == nil {
		return
	}
	m := ch.find(c.str("ts"))
	switch {
	case m == nil:
		c.fail("message_not_found")
	case !m.Bot:
		c.fail("cant_update_message")
	case utf8.RuneCountInString(c.str("text")) > maxUpdateText:
		c.fail("msg_too_long")
	default:
		next := *m
		if !s.content(c, &next) {
			return
		}
		before := m.wire()
		m.Text, m.Blocks, m.EditedTS = next.Text, next.Blocks, s.clock.ts()
		if len(next.Metadata) > 0 {
			m.Metadata = next.Metadata
		}
		s.tell(ch, map[string]any{
			"type": "message", "subtype": "message_changed", "hidden": true, "channel": ch.id, "channel_type": ch.kind,
			"ts": m.EditedTS, "event_ts": m.EditedTS, "message": m.wire(), "previous_message": before,
		})
		c.answer(map[string]any{"channel": ch.id, "ts": m.TS, "text": m.Text, "message": m.wire()})
	}
}

// erase deletes one of the bot's messages.
// https://docs.slack.dev/reference/methods/chat.delete
func (s *Server) erase(c *call) {
	ch := s.place(c)
	if ch == nil {
		return
	}
	m := ch.find(c.str("ts"))
	switch {
	case m == nil:
		c.fail("message_not_found")
	case !m.Bot:
		c.fail("cant_delete_message")
	default:
		m.Deleted = true
		ts := s.clock.ts()
		s.tell(ch, map[string]any{
			"type": "message", "subtype": "message_deleted", "hidden": true, "channel": ch.id, "channel_type": ch.kind,
			"ts": ts, "event_ts": ts, "deleted_ts": m.TS, "previous_message": m.wire(),
		})
		c.answer(map[string]any{"channel": ch.id, "ts": m.TS})
	}
}

// replies reads a thread, page by page.
// https://docs.slack.dev/reference/methods/conversations.replies
func (s *Server) replies(c *call) {
	ch := s.place(c)
	if ch == nil {
		return
	}
	if scope := historyScope(ch.kind); !s.granted(scope) {
		c.lack(scope)
		return
	}
	root := c.str("ts")
	thread := ch.thread(root)
	if ch.find(root) == nil {
		c.fail("thread_not_found")
		return
	}
	oldest := c.str("oldest")
	thread = slices.DeleteFunc(thread, func(m *Message) bool { return oldest != "" && m.TS != root && m.TS < oldest })
	from, _ := strconv.Atoi(c.str("cursor"))
	limit, _ := strconv.Atoi(c.str("limit"))
	if limit <= 0 || limit > 1000 {
		limit = 1000
	}
	page := thread[min(from, len(thread)):min(from+limit, len(thread))]
	var out []map[string]any
	for _, m := range page {
		wire := m.wire()
		if c.truth("include_all_metadata") && len(m.Metadata) > 0 {
			wire["metadata"] = m.Metadata
		}
		out = append(out, wire)
	}
	answer := map[string]any{"messages": out, "has_more": from+limit < len(thread)}
	if from+limit < len(thread) {
		answer["response_metadata"] = map[string]any{"next_cursor": strconv.Itoa(from + limit)}
	}
	c.answer(answer)
}

// react puts the bot's reaction on a message, each emoji once.
// https://docs.slack.dev/reference/methods/reactions.add
func (s *Server) react(c *call) {
	ch := s.place(c)
	if ch == nil {
		return
	}
	m := ch.find(c.str("timestamp"))
	if m == nil || m.Subtype == tombstone {
		c.fail("message_not_found")
		return
	}
	r := Reaction{Name: c.str("name"), User: BotUser}
	switch {
	case r.Name == "":
		c.fail("invalid_name")
	case slices.Contains(m.Reactions, r):
		c.fail("already_reacted")
	default:
		m.Reactions = append(m.Reactions, r)
		c.answer(nil)
	}
}
