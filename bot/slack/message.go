package slack

import (
	"fmt"
	"strings"

	"github.com/sipwhy/sipwhy/bot"
)

// The reasons for which an event is none of the bot's business, as the metrics
// name them.
const (
	fromBot      = "bot"
	otherSubtype = "subtype"
	notEdited    = "not-edited"
	notMentioned = "shared-channel"
	incomplete   = "incomplete"
	otherEvent   = "other"
)

// reader turns Slack's messages into the bot's.
type reader struct {
	// self is the bot's own user id, bot its bot id.
	self, bot string
	score     func(string) int
	files     func([]fields) []bot.File
}

// posting is a message event whose place is known and whose text is not read yet.
type posting struct {
	team, channel string
	// ts is the message that the event is about: the one posted, edited or
	// deleted. root is the thread in which an answer belongs.
	ts, root string
	// edit and deletion tell what happened to it; event is the event's own ts
	// where it is not the message's.
	edit, deletion bool
	event          string
	dm, external   bool
	// named is true where Slack itself says that the bot was mentioned.
	named   bool
	message fields
}

// key names what is to be answered once.
func (p posting) key() string {
	key := p.team + ":" + p.channel + ":" + p.ts
	switch {
	case p.edit:
		return key + ":edit:" + p.message.object("edited").str("ts")
	case p.deletion:
		return key + ":delete"
	}
	return key
}

// lane names the thread: what happens in it is taken up in its order.
func (p posting) lane() string { return p.team + ":" + p.channel + ":" + p.root }

// place finds out what the inner event of an events_api payload is about. The
// string says why an event is left alone; it is empty for one to be handled.
func (r reader) place(payload fields) (posting, string) {
	ev := payload.object("event")
	p := posting{
		team:     payload.str("team_id"),
		channel:  ev.str("channel"),
		external: payload.truth("is_ext_shared_channel"),
		message:  ev,
	}
	p.dm = ev.str("channel_type") == "im" || strings.HasPrefix(p.channel, "D")
	switch ev.str("type") {
	case "app_mention":
		p.named = true
	case "message":
	default:
		return p, otherEvent
	}
	switch ev.str("subtype") {
	case "", "file_share", "thread_broadcast":
		if ev.truth("hidden") {
			return p, otherSubtype
		}
	case "message_changed":
		if why := p.changed(ev); why != "" {
			return p, why
		}
	case "message_deleted":
		p.deletion, p.event = true, ev.str("ts")
		p.message = ev.object("previous_message")
		p.ts = ev.str("deleted_ts")
	default:
		return p, otherSubtype
	}
	if p.ts == "" {
		p.ts = p.message.str("ts")
	}
	if p.root = p.message.str("thread_ts"); p.root == "" {
		p.root = p.ts
	}
	switch {
	case r.own(p.message) || fromABot(p.message):
		return p, fromBot
	case p.channel == "" || p.ts == "":
		return p, incomplete
	}
	return p, ""
}

// changed takes up a message_changed. Slack sends it for more than edits: for
// an unfurled link, for a reply in the thread, and with the subtype "tombstone"
// when the first message of a thread is deleted.
func (p *posting) changed(ev fields) string {
	now, before := ev.object("message"), ev.object("previous_message")
	p.message, p.event = now, ev.str("ts")
	if now.str("subtype") == "tombstone" {
		p.deletion = true
		if before.has("ts") {
			p.message = before
		}
		p.ts = now.str("ts")
		return ""
	}
	switch now.str("subtype") {
	case "", "file_share", "thread_broadcast":
	default:
		return otherSubtype
	}
	edited := now.object("edited").str("ts")
	if edited == "" || now.str("text") == before.str("text") || edited == before.object("edited").str("ts") {
		return notEdited
	}
	p.edit = true
	return ""
}

func (r reader) own(m fields) bool {
	return r.self != "" && m.str("user") == r.self || r.bot != "" && m.str("bot_id") == r.bot
}

// fromABot is true for what apps, workflows and Slack itself post. Another bot
// that is answered answers back.
func fromABot(m fields) bool {
	return m.str("bot_id") != "" || m.has("bot_profile") || m.str("user") == "USLACKBOT" || m.str("subtype") == "bot_message"
}

// message reads a posting's text and files.
func (r reader) message(p posting) bot.Message {
	m := r.convert(p.message)
	m.Team, m.Channel = p.team, p.channel
	m.DM, m.External = p.dm, p.external
	m.Mention = m.Mention || p.named
	if p.root != p.ts {
		m.Thread = p.root
	}
	switch {
	case p.edit:
		m.TS, m.EditOf = p.event, p.ts
	case p.deletion:
		m = bot.Message{
			TS: p.event, Thread: m.Thread, Team: p.team, Channel: p.channel, User: m.User,
			DM: p.dm, External: p.external, DeleteOf: p.ts,
		}
	}
	return m
}

// convert reads what a message object itself says, wherever it comes from: an
// event, a shortcut, a thread that is re-read.
func (r reader) convert(m fields) bot.Message {
	written := Text(m["blocks"], m.str("text"), r.self, r.score)
	out := bot.Message{
		TS:      m.str("ts"),
		User:    m.str("user"),
		Text:    written.Text,
		Mention: written.Mention,
		Others:  written.Others,
		Bot:     r.own(m),
	}
	if root := m.str("thread_ts"); root != out.TS {
		out.Thread = root
	}
	for _, a := range m.objects("attachments") {
		if shared := r.shared(a); shared != "" {
			out.Text = strings.TrimLeft(fmt.Sprintf("%s\n%s", out.Text, shared), "\n")
		}
	}
	if r.files != nil {
		out.Files = r.files(m.objects("files"))
	}
	return out
}

// shared is the text of a message that was forwarded with this one.
func (r reader) shared(attachment fields) string {
	if !attachment.truth("is_share") {
		return ""
	}
	var texts []string
	for _, b := range attachment.objects("message_blocks") {
		if w := Text(b.object("message")["blocks"], "", "", r.score); w.Text != "" {
			texts = append(texts, w.Text)
		}
	}
	if len(texts) == 0 {
		texts = append(texts, Text(nil, attachment.str("text"), "", r.score).Text)
	}
	return strings.Join(texts, "\n")
}
