package slack

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// spot is where an answer belongs and what it answers.
type spot struct{ channel, root, answered string }

// content is a reply as a message of Slack's: blocks, and the text for what
// cannot show them.
func content(r *bot.Reply, blocks bool) []slack.MsgOption {
	options := []slack.MsgOption{
		slack.MsgOptionText(Fallback(r), false),
		slack.MsgOptionDisableLinkUnfurl(),
		slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionDisableMarkdown(),
		slack.MsgOptionLinkNames(false),
		slack.MsgOptionParse(false),
	}
	if blocks {
		options = append(options, slack.MsgOptionBlocks(Blocks(r)...))
	}
	return options
}

// maxMetadata bounds the findings named in the metadata of an answer.
const maxMetadata = 20

func (s spot) metadata(r *bot.Reply) slack.MsgOption {
	ids := append([]string{}, r.Findings[:min(len(r.Findings), maxMetadata)]...)
	return slack.MsgOptionMetadata(slack.SlackMetadata{
		EventType:    answerEvent,
		EventPayload: map[string]any{"root": s.root, "answered": s.answered, "findings": ids},
	})
}

// errGone means that the message to be answered was deleted meanwhile.
var errGone = errors.New("the message is gone")

// maxSends bounds how often an answer is sent whose fate stays unknown.
const maxSends = 5

// post sends an answer into its thread once. Where Slack's own answer is lost,
// the thread tells whether the message arrived.
func (b *Bot) post(ctx context.Context, s spot, r *bot.Reply) (string, error) {
	blocks := true
	for attempt := 0; ; attempt++ {
		ts, err := b.send(ctx, s, r, blocks)
		outcome, _ := judge(err)
		switch {
		case err == nil || errors.Is(err, errGone) || ctx.Err() != nil:
			return ts, err
		case outcome == refusal && blocks && blocksRefused(codeOf(err)):
			b.log.Error("slack refused the blocks of an answer: sent as text", "error", codeOf(err))
			b.metrics.dropped.WithLabelValues("blocks").Inc()
			blocks = false
			continue
		case outcome != unknown || attempt == maxSends-1:
			return "", err
		}
		if err := sleep(ctx, b.timing.pause(attempt)); err != nil {
			return "", err
		}
		if ts, err := b.answerTo(ctx, s.channel, s.root, s.answered); err == nil && ts != "" {
			return ts, nil
		}
	}
}

// blocksRefused tells whether a message may still be sent without its blocks.
func blocksRefused(code string) bool {
	return strings.HasPrefix(code, "invalid_blocks") || code == "msg_blocks_too_long" || code == "invalid_arguments"
}

func (b *Bot) send(ctx context.Context, s spot, r *bot.Reply, blocks bool) (string, error) {
	options := append(content(r, blocks), slack.MsgOptionTS(s.root), s.metadata(r))
	var ts string
	var posted slack.Message
	err := b.web.do(ctx, request{
		method:  "chat.postMessage",
		before:  func(ctx context.Context) error { return b.pace.wait(ctx, s.channel) },
		limited: func(d time.Duration) { b.pace.hold(s.channel, d) },
		call: func(ctx context.Context) (err error) {
			_, ts, posted, err = b.web.PostMessageWithResponseContext(ctx, s.channel, options...)
			return err
		},
	})
	if err == nil && posted.ThreadTimestamp != s.root {
		// A reply to a deleted message is posted into the channel, where nobody
		// knows what it is about.
		_ = b.erase(ctx, s.channel, ts)
		return "", errGone
	}
	return ts, err
}

// edit replaces an answer.
func (b *Bot) edit(ctx context.Context, s spot, ts string, r *bot.Reply) error {
	options := append(content(r, true), s.metadata(r))
	return b.web.do(ctx, request{method: "chat.update", repeat: true, call: func(ctx context.Context) error {
		_, _, _, err := b.web.UpdateMessageContext(ctx, s.channel, ts, options...)
		return err
	}})
}

// erase removes an answer. One that is not there is removed.
func (b *Bot) erase(ctx context.Context, channel, ts string) error {
	err := b.web.do(ctx, request{method: "chat.delete", repeat: true, call: func(ctx context.Context) error {
		_, _, err := b.web.DeleteMessageContext(ctx, channel, ts)
		return err
	}})
	if codeOf(err) == "message_not_found" {
		return nil
	}
	return err
}

// whisper shows a reply to one person alone, in the thread.
func (b *Bot) whisper(ctx context.Context, s spot, user string, r *bot.Reply) error {
	options := append(content(r, true), slack.MsgOptionTS(s.root))
	return b.web.do(ctx, request{method: "chat.postEphemeral", call: func(ctx context.Context) error {
		_, err := b.web.PostEphemeralContext(ctx, s.channel, user, options...)
		return err
	}})
}

// private is a text for one person as a reply.
func private(text string) *bot.Reply {
	return &bot.Reply{Known: true, Blocks: []bot.Block{{Kind: bot.Paragraph, Lines: []words.Text{words.T(text)}}}}
}

// The visibility of what a response_url is sent.
const (
	toAsker   = "ephemeral"
	toChannel = "in_channel"
)

// respond answers by the response_url of a command or a press, which works in
// channels that the bot is no member of, five times within half an hour.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func (b *Bot) respond(ctx context.Context, address, visibility, root string, r *bot.Reply) error {
	if !b.web.responds(address) {
		return errors.New("no response_url of slack's")
	}
	options := append(content(r, true), slack.MsgOptionResponseURL(address, visibility))
	if root != "" {
		options = append(options, slack.MsgOptionTS(root))
	}
	return b.web.do(ctx, request{method: "response_url", call: func(ctx context.Context) error {
		_, _, err := b.web.PostMessageContext(ctx, "", options...)
		return err
	}})
}

// retract removes the message that a press came from, where only its reader
// sees it.
func (b *Bot) retract(ctx context.Context, address string) error {
	return b.web.do(ctx, request{method: "response_url", repeat: true, call: func(ctx context.Context) error {
		_, _, err := b.web.PostMessageContext(ctx, "", slack.MsgOptionDeleteOriginal(address))
		return err
	}})
}

// responds tells whether an address is one of Slack's, or of the API in use.
func (w *web) responds(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if api, err := url.Parse(w.tokens.API); err == nil && api.Host != "" {
		return u.Host == api.Host
	}
	host := u.Hostname()
	return u.Scheme == "https" && (strings.HasSuffix(host, ".slack.com") || strings.HasSuffix(host, ".slack-gov.com"))
}
