package fake

import (
	"encoding/json"
	"slices"
	"strings"
)

// Message is a message of a channel, or one that a single person sees.
type Message struct {
	Channel, TS, Thread, User, Text string
	// Bot is true for the bot's own.
	Bot     bool
	Subtype string
	// Blocks and Metadata are as they were sent.
	Blocks, Metadata json.RawMessage
	Files            []*File
	// EditedTS is the time of the last edit, empty for none.
	EditedTS  string
	Reactions []Reaction
	Deleted   bool
	// For is the person who alone sees it.
	For string
}

// tombstone is the subtype of a deleted message that has replies.
const tombstone = "tombstone"

// Reaction is an emoji on a message.
type Reaction struct{ Name, User string }

// channel is a conversation and what was said in it.
type channel struct {
	id, kind string
	shared   bool
	absent   bool
	messages []*Message
}

// kinds of channels by the first letter of their id; G is a group message.
func kindOf(id string) string {
	switch id[:1] {
	case "D":
		return "im"
	case "G":
		return "mpim"
	case "P":
		return "group"
	}
	return "channel"
}

// historyScope is what reading a channel needs.
func historyScope(kind string) string {
	switch kind {
	case "im":
		return "im:history"
	case "mpim":
		return "mpim:history"
	case "group":
		return "groups:history"
	}
	return "channels:history"
}

// channel is one that exists as soon as it is named.
func (s *Server) channel(id string) *channel {
	c := s.channels[id]
	if c == nil {
		c = &channel{id: id, kind: kindOf(id)}
		s.channels[id] = c
	}
	return c
}

func (c *channel) find(ts string) *Message {
	for _, m := range c.messages {
		if m.TS == ts && !m.Deleted {
			return m
		}
	}
	return nil
}

// thread lists the messages of a thread, its first one included.
func (c *channel) thread(root string) []*Message {
	var out []*Message
	for _, m := range c.messages {
		if !m.Deleted && (m.TS == root || m.Thread == root) {
			out = append(out, m)
		}
	}
	return out
}

func (c *channel) replied(root string) bool {
	return slices.ContainsFunc(c.messages, func(m *Message) bool { return !m.Deleted && m.Thread == root && m.TS != root })
}

// Share makes a channel one that another company is in.
func (s *Server) Share(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channel(id).shared = true
}

// Leave takes the bot out of a channel.
func (s *Server) Leave(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channel(id).absent = true
}

// Answers lists what the bot said in a thread and did not delete.
func (s *Server) Answers(channel, root string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.channel(channel).thread(root) {
		if m.Bot {
			out = append(out, *m)
		}
	}
	return out
}

// Said lists all that the bot said in a channel and did not delete, in threads or
// not.
func (s *Server) Said(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.channel(channel).messages {
		if m.Bot && !m.Deleted {
			out = append(out, *m)
		}
	}
	return out
}

// Message returns a message, false for one that is not there.
func (s *Server) Message(channel, ts string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.channel(channel).find(ts); m != nil {
		return *m, true
	}
	return Message{}, false
}

// Whispers lists what a person alone was shown and what is still there.
func (s *Server) Whispers(user string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.whispers {
		if m.For == user && !m.Deleted {
			out = append(out, m)
		}
	}
	return out
}

// wire is a message as Slack puts it on the wire.
func (m *Message) wire() map[string]any {
	out := map[string]any{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS, "team": Team}
	if m.Thread != "" {
		out["thread_ts"] = m.Thread
	}
	if len(m.Blocks) > 0 {
		out["blocks"] = m.Blocks
	}
	if m.Bot {
		out["bot_id"], out["app_id"] = BotID, App
		out["bot_profile"] = map[string]any{"id": BotID, "name": "sipwhy", "app_id": App}
	} else {
		out["client_msg_id"] = "5f0d7a10-1111-4222-8333-" + strings.ReplaceAll(m.TS, ".", "")[4:]
	}
	if m.Subtype != "" {
		out["subtype"] = m.Subtype
	}
	if m.EditedTS != "" {
		out["edited"] = map[string]any{"user": m.User, "ts": m.EditedTS}
	}
	if len(m.Files) > 0 {
		var files []map[string]any
		for _, f := range m.Files {
			files = append(files, f.wire())
		}
		out["files"] = files
	}
	if len(m.Reactions) > 0 {
		var list []map[string]any
		for _, r := range m.Reactions {
			list = append(list, map[string]any{"name": r.Name, "users": []string{r.User}, "count": 1})
		}
		out["reactions"] = list
	}
	return out
}
