package slack

import (
	"context"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/bot"
)

// takeCommand answers /sipcode. A command is not delivered again, so it is
// acknowledged at once and answered by its response_url, to the asker alone.
// https://docs.slack.dev/interactivity/implementing-slash-commands
func (b *Bot) takeCommand(e envelope) {
	p := e.payload
	text, _ := unescape(p.str("text"), "")
	m := bot.Message{
		TS:      p.str("trigger_id"),
		Team:    p.str("team_id"),
		Channel: p.str("channel_id"),
		User:    p.str("user_id"),
		Command: strings.TrimPrefix(p.str("command"), "/"),
		Text:    strings.TrimSpace(text),
		DM:      strings.HasPrefix(p.str("channel_id"), "D"),
	}
	b.quickly(e, "command", func(ctx context.Context) error {
		reply := b.think(m, func(ctx context.Context) *bot.Reply { return b.answerer.Handle(ctx, m, nil) })
		if reply == nil {
			reply = sentence("I know nothing of that. Try a code, a header or a term: /sipcode 487")
		}
		err := b.respond(ctx, p.str("response_url"), toAsker, "", reply)
		if err != nil {
			// The address may have failed where the channel does not.
			err = b.whisper(ctx, spot{channel: m.Channel}, m.User, reply)
		}
		if err == nil {
			b.audit("command", spot{channel: m.Channel}, m, reply, e.at)
		}
		return err
	})
}

// quickly acknowledges at once and works where no paste that waits is in the way.
func (b *Bot) quickly(e envelope, kind string, job func(context.Context) error) {
	b.receipt(e, 0).give(nil)
	if !b.quick.add(e.id, func() { b.finish(kind, job) }) {
		b.metrics.events.WithLabelValues(kind, "overload").Inc()
		b.metrics.dropped.WithLabelValues("overload").Inc()
	}
}

func (b *Bot) finish(kind string, job func(context.Context) error) {
	outcome := "answered"
	if err := job(b.work); err != nil {
		outcome = "failed"
		b.lost(kind, err)
	}
	b.metrics.events.WithLabelValues(kind, outcome).Inc()
}

// takeInteraction hands out presses, shortcuts and modals.
// https://docs.slack.dev/reference/interaction-payloads
func (b *Bot) takeInteraction(e envelope) {
	switch p := e.payload; p.str("type") {
	case "block_actions":
		if a := pressed(p); a.ID != "" {
			b.press(e, a)
			return
		}
	case "message_action":
		if p.str("callback_id") == messageShortcut {
			b.analyze(e)
			return
		}
	case "shortcut":
		if p.str("callback_id") == globalShortcut {
			b.openModal(e)
			return
		}
	case "view_submission":
		if p.object("view").str("callback_id") == modalID {
			b.submit(e)
			return
		}
	}
	b.ignore(e, "interaction", otherEvent)
}

// pressed is the button of the bot's that was pressed. A number behind its
// action_id only tells it from its neighbour.
func pressed(p fields) bot.Action {
	for _, a := range p.objects("actions") {
		if a.str("type") != "button" {
			continue
		}
		id, _, _ := strings.Cut(a.str("action_id"), "#")
		return bot.Action{ID: id, Label: a.object("text").str("text"), Value: a.str("value")}
	}
	return bot.Action{}
}

// doublePress is the time in which a second press of one button is a slip.
const doublePress = 10 * time.Second

// press answers a button. What is to be public goes into the thread of the
// message with the button; from a message that one person alone sees, into the
// channel, in place of that message.
func (b *Bot) press(e envelope, a bot.Action) {
	p := e.payload
	in := p.object("container")
	message := p.object("message")
	m := b.reader.convert(message)
	m.TS, m.Channel = in.str("message_ts"), in.str("channel_id")
	m.Team, m.User = p.object("team").str("id"), p.object("user").str("id")
	m.DM = strings.HasPrefix(m.Channel, "D")
	m.Answers = answeredBy(message)
	if m.Thread == "" {
		m.Thread = in.str("thread_ts")
	}
	ephemeral, address := in.truth("is_ephemeral"), p.str("response_url")
	root := m.Thread
	if root == "" {
		root = m.TS
	}
	s := spot{channel: m.Channel, root: root, answered: m.TS}
	b.quickly(e, "press", func(ctx context.Context) error {
		slip := strings.Join([]string{"press", m.Channel, m.TS, m.User, a.ID, a.Value, time.Now().Truncate(doublePress).String()}, ":")
		if !b.seen.first(slip) {
			return nil
		}
		reply := b.think(m, func(ctx context.Context) *bot.Reply {
			return b.answerer.Press(ctx, a, m, thread{bot: b, team: m.Team})
		})
		if reply == nil {
			return nil
		}
		err := b.answerPress(ctx, s, m, reply, ephemeral, address)
		if err == nil {
			b.audit("press", s, m, reply, e.at)
		}
		return err
	})
}

func (b *Bot) answerPress(ctx context.Context, s spot, m bot.Message, r *bot.Reply, ephemeral bool, address string) error {
	switch {
	case r.Ephemeral:
		return b.respond(ctx, address, toAsker, m.Thread, r)
	case !ephemeral:
		_, err := b.post(ctx, s, r)
		return err
	}
	if err := b.respond(ctx, address, toChannel, m.Thread, r); err != nil {
		return err
	}
	if err := b.retract(ctx, address); err != nil {
		b.log.Debug("a message for one person stays", "error", plainError(err))
	}
	return nil
}
