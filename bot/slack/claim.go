package slack

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/slack-go/slack"
)

// claimEmoji is what the bot puts on a message that it answers. Slack grants it
// once, whichever process asks.
const claimEmoji = "eyes"

// claim is what came of asking for a message.
type claim uint8

const (
	// granted: this process answers. taken: another one does.
	granted claim = iota
	taken
	// doubtful: granted to this process or another; Slack's answer was lost.
	doubtful
	// unclaimed: Slack could not be asked. gone: the message is no more.
	unclaimed
	gone
)

// mentionPatience is how long a mention waits for its claim. Slack delivers a
// mention twice, as app_mention and as message, maybe to two processes; all else
// comes once and goes ahead unclaimed when the claims are used up.
const mentionPatience = 20 * time.Second

// claim asks for a message by its reaction.
// https://docs.slack.dev/reference/methods/reactions.add
func (b *Bot) claim(ctx context.Context, channel, ts string, twice bool) claim {
	const method = "reactions.add"
	if !twice && !b.reactions.try(method, b.timing.reactReserve) {
		return unclaimed
	}
	lost := false
	r := request{
		method: method, repeat: true, hasty: !twice, patience: mentionPatience,
		limited: func(d time.Duration) { b.reactions.hold(method, d) },
		call: func(ctx context.Context) error {
			err := b.web.AddReactionContext(ctx, claimEmoji, slack.NewRefToMessage(channel, ts))
			if outcome, _ := judge(err); outcome == unknown {
				lost = true
			}
			return err
		},
	}
	if twice {
		r.before = func(ctx context.Context) error { return b.reactions.wait(ctx, method) }
	}
	err := b.web.do(ctx, r)
	switch code := codeOf(err); {
	case err == nil, code == "already_reacted" && lost && !twice:
		return granted
	case code == "already_reacted" && lost:
		return doubtful
	case code == "already_reacted":
		return taken
	case code == "message_not_found":
		return gone
	case code != "":
		b.log.Warn("no claim on a message", "error", code)
	}
	return unclaimed
}

// mine decides whether this process answers a message, and waits where another
// one may be at it. The string is the ts of an answer that is already there.
func (b *Bot) mine(ctx context.Context, d delivery, mention bool) (bool, string, error) {
	twice := mention && !d.dm
	if d.retry == 0 {
		switch b.claim(ctx, d.channel, d.ts, twice) {
		case granted, unclaimed:
			return true, "", nil
		case taken, gone:
			return false, "", nil
		}
		return b.unanswered(ctx, d)
	}
	answer, err := b.answerTo(ctx, d.channel, d.root, d.ts)
	if err == nil && answer != "" {
		return false, answer, nil
	}
	c := b.claim(ctx, d.channel, d.ts, errors.Is(err, errNoHistory))
	switch {
	case c == gone:
		return false, "", nil
	case errors.Is(err, errNoHistory):
		// Nothing can be looked up: a claim counts as done.
		return c != taken, "", nil
	}
	return b.unanswered(ctx, d)
}

// unanswered waits until a message is old enough for whoever took it to have
// answered, and looks again.
func (b *Bot) unanswered(ctx context.Context, d delivery) (bool, string, error) {
	if err := sleep(ctx, min(b.timing.settle-age(d.stamp(), time.Now()), b.timing.settle)); err != nil {
		return false, "", err
	}
	answer, err := b.answerTo(ctx, d.channel, d.root, d.ts)
	if err != nil {
		return true, "", nil
	}
	return answer == "", answer, nil
}

// age is how long ago Slack took a message with this ts, which is seconds since
// 1970; never negative, whatever the clocks say.
func age(ts string, now time.Time) time.Duration {
	seconds, err := strconv.ParseFloat(ts, 64)
	if err != nil {
		return 0
	}
	return max(0, now.Sub(time.UnixMicro(int64(seconds*1e6))))
}
