package slack

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/sipwhy/sipwhy/bot"
)

// answerEvent is the type of the metadata on the bot's answers. It names the
// message that was answered and the findings, never what a trace says.
// https://docs.slack.dev/messaging/message-metadata
const answerEvent = "sipwhy_answer"

// maxThread bounds how much of a thread is read again; pages are of pageSize.
const (
	maxThread = 1000
	pageSize  = 200
)

// errNoHistory means that the bot may not read what was said before.
var errNoHistory = errors.New("the thread cannot be read again without the scope channels:history, groups:history, im:history or mpim:history")

// thread is the bot's way to what was said before, in one workspace.
type thread struct {
	bot      *Bot
	team     string
	external bool
}

// Thread reads a thread again, its files at hand. https://docs.slack.dev/reference/methods/conversations.replies
func (t thread) Thread(ctx context.Context, channel, root string) ([]bot.Message, error) {
	replies, err := t.bot.replies(ctx, channel, root, "")
	if err != nil {
		return nil, err
	}
	var out []bot.Message
	for _, r := range replies {
		m := t.bot.reader.convert(r)
		if !m.Bot && fromABot(r) {
			continue
		}
		m.Team, m.Channel, m.External = t.team, channel, t.external
		m.Answers = answeredBy(r)
		out = append(out, m)
	}
	return out, nil
}

// answeredBy is the ts of the message that one of the bot's messages answers.
func answeredBy(m fields) string {
	meta := m.object("metadata")
	if meta.str("event_type") != answerEvent {
		return ""
	}
	return meta.object("event_payload").str("answered")
}

// answerTo finds the bot's answer to a message in its thread, empty for none.
func (b *Bot) answerTo(ctx context.Context, channel, root, answered string) (string, error) {
	replies, err := b.replies(ctx, channel, root, answered)
	if err != nil {
		return "", err
	}
	for _, r := range replies {
		if b.reader.own(r) && answeredBy(r) == answered {
			return r.str("ts"), nil
		}
	}
	return "", nil
}

// replies reads a thread from a message on, empty for all of it.
func (b *Bot) replies(ctx context.Context, channel, root, oldest string) ([]fields, error) {
	var out []fields
	for cursor := ""; ; {
		form := url.Values{
			"channel": {channel}, "ts": {root}, "limit": {strconv.Itoa(pageSize)},
			"inclusive": {"1"}, "include_all_metadata": {"1"},
		}
		if oldest != "" {
			form.Set("oldest", oldest)
		}
		if cursor != "" {
			form.Set("cursor", cursor)
		}
		var page fields
		err := b.web.do(ctx, request{method: "conversations.replies", repeat: true, call: func(ctx context.Context) (err error) {
			page, err = b.web.raw(ctx, "conversations.replies", form)
			return err
		}})
		switch codeOf(err) {
		case "missing_scope", "not_in_channel", "channel_not_found", "no_permission":
			return nil, errNoHistory
		case "thread_not_found":
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the thread again: %s", plainError(err))
		}
		out = append(out, page.objects("messages")...)
		cursor = page.object("response_metadata").str("next_cursor")
		if cursor == "" || len(out) >= maxThread {
			return out, nil
		}
	}
}
