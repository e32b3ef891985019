package fake

import (
	"encoding/json"
	"regexp"
	"strings"
)

// Post is what a person posts.
type Post struct {
	Channel, User, Thread string
	// Text is as typed; a mention is <@U…>. Code sets the text in a code block.
	Text string
	Code bool
	// Before stands above a code block, as an ordinary line.
	Before string
	Files  []*File
	// Broadcast shows a reply in the channel too.
	Broadcast bool
	// MentionFirst delivers the app_mention before the message.
	MentionFirst bool
}

// Say posts a message and returns its ts. The app is told of it as Slack would: by
// a message event where it may read the channel, and by an app_mention where it is
// mentioned.
func (s *Server) Say(p Post) string {
	if p.User == "" {
		p.User = "U0ALICE001"
	}
	s.mu.Lock()
	ch := s.channel(p.Channel)
	text, blocks := typed(p)
	m := &Message{Channel: p.Channel, TS: s.clock.ts(), Thread: p.Thread, User: p.User, Text: text, Blocks: blocks, Files: p.Files}
	for _, f := range p.Files {
		s.keep(f)
	}
	switch {
	case len(p.Files) > 0:
		m.Subtype = "file_share"
	case p.Broadcast:
		m.Subtype = "thread_broadcast"
	}
	ch.messages = append(ch.messages, m)
	event := m.wire()
	event["channel"], event["channel_type"], event["event_ts"] = ch.id, ch.kind, m.TS
	var events []map[string]any
	if s.subscribed(ch) {
		events = append(events, event)
	}
	if strings.Contains(text, "<@"+BotUser+">") && ch.kind != "im" && s.granted("app_mentions:read") && !ch.absent {
		mention := m.wire()
		delete(mention, "subtype")
		mention["type"], mention["channel"], mention["event_ts"] = "app_mention", ch.id, m.TS
		events = append(events, mention)
		if p.MentionFirst && len(events) == 2 {
			events[0], events[1] = events[1], events[0]
		}
	}
	s.mu.Unlock()
	for _, e := range events {
		s.event(ch, e)
	}
	return m.TS
}

// Place stores a message of which the app is told by other means, or never.
func (s *Server) Place(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channel(m.Channel)
	ch.messages = append(ch.messages, &m)
}

var (
	escaper  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	mentions = regexp.MustCompile(`<@[A-Z0-9]+>`)
	// emails are what Slack makes links of in text that is no code.
	emails = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)
)

// typed gives text and blocks as Slack's client sends what a person typed:
// escaped in the text, with links for what looks like an email address, and taken
// apart in the blocks.
func typed(p Post) (string, json.RawMessage) {
	if p.Text == "" && p.Before == "" {
		return "", nil
	}
	var text strings.Builder
	var elements []any
	if p.Code {
		above := []any{}
		if p.Before != "" {
			above = inline(&text, p.Before+"\n")
		}
		if len(above) > 0 {
			elements = append(elements, map[string]any{"type": "rich_text_section", "elements": above})
		}
		text.WriteString("```" + escaper.Replace(p.Text) + "```")
		elements = append(elements, map[string]any{"type": "rich_text_preformatted", "border": 0, "elements": []any{map[string]any{"type": "text", "text": p.Text}}})
	} else {
		elements = append(elements, map[string]any{"type": "rich_text_section", "elements": inline(&text, p.Text)})
	}
	blocks, err := json.Marshal([]any{map[string]any{"type": "rich_text", "block_id": "Rt1", "elements": elements}})
	if err != nil {
		panic(err)
	}
	return text.String(), blocks
}

func inline(text *strings.Builder, typed string) []any {
	var out []any
	plain := func(s string) {
		for s != "" {
			at := emails.FindStringIndex(s)
			if at == nil {
				at = []int{len(s), len(s)}
			}
			if at[0] > 0 {
				out = append(out, map[string]any{"type": "text", "text": s[:at[0]]})
				text.WriteString(escaper.Replace(s[:at[0]]))
			}
			if mail := s[at[0]:at[1]]; mail != "" {
				out = append(out, map[string]any{"type": "link", "url": "mailto:" + mail, "text": mail})
				text.WriteString("<mailto:" + mail + "|" + mail + ">")
			}
			s = s[at[1]:]
		}
	}
	for {
		at := mentions.FindStringIndex(typed)
		if at == nil {
			plain(typed)
			return out
		}
		plain(typed[:at[0]])
		id := typed[at[0]+2 : at[1]-1]
		out = append(out, map[string]any{"type": "user", "user_id": id})
		text.WriteString("<@" + id + ">")
		typed = typed[at[1]:]
	}
}

// Edit changes what a person posted.
func (s *Server) Edit(channel, ts, text string) {
	s.changed(channel, ts, func(m *Message) {
		m.Text, m.Blocks = typed(Post{Text: text})
		m.EditedTS = s.clock.ts()
	})
}

// Unfurl shows the preview of a link on a message, of which the app is told as of
// a change.
func (s *Server) Unfurl(channel, ts string) { s.changed(channel, ts, func(*Message) {}) }

func (s *Server) changed(channel, ts string, change func(*Message)) {
	s.mu.Lock()
	ch := s.channel(channel)
	m := ch.find(ts)
	if m == nil {
		s.mu.Unlock()
		return
	}
	before := m.wire()
	change(m)
	at := s.clock.ts()
	event := map[string]any{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": ch.id, "channel_type": ch.kind,
		"ts": at, "event_ts": at, "message": m.wire(), "previous_message": before,
	}
	heard := s.subscribed(ch)
	s.mu.Unlock()
	if heard {
		s.event(ch, event)
	}
}

// Delete removes what a person posted. The first message of a thread leaves a
// tombstone.
func (s *Server) Delete(channel, ts string) {
	s.mu.Lock()
	ch := s.channel(channel)
	m := ch.find(ts)
	if m == nil {
		s.mu.Unlock()
		return
	}
	before, at := m.wire(), s.clock.ts()
	event := map[string]any{"type": "message", "hidden": true, "channel": ch.id, "channel_type": ch.kind, "ts": at, "event_ts": at, "previous_message": before}
	if ch.replied(ts) {
		m.Subtype, m.Text, m.Blocks, m.Files = tombstone, "This message was deleted.", nil, nil
		event["subtype"] = "message_changed"
		now := m.wire()
		now["user"], now["thread_ts"] = "USLACKBOT", m.TS
		event["message"] = now
	} else {
		m.Deleted = true
		event["subtype"], event["deleted_ts"] = "message_deleted", m.TS
	}
	heard := s.subscribed(ch)
	s.mu.Unlock()
	if heard {
		s.event(ch, event)
	}
}
