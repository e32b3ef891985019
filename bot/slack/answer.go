package slack

import (
	"context"
	"runtime/debug"
	"time"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// delivery is a message event on its way to an answer.
type delivery struct {
	posting
	kind    string
	at      time.Time
	retry   int
	receipt *receipt
}

// stamp is the ts from which a delivery's age counts.
func (d delivery) stamp() string {
	if d.event != "" {
		return d.event
	}
	return d.ts
}

func (d delivery) spot() spot { return spot{d.channel, d.root, d.ts} }

// answer works on one delivery: find the reply first; silence needs no claim;
// claim the message, post, acknowledge.
func (b *Bot) answer(d delivery) {
	outcome := "failed"
	defer func() {
		b.metrics.events.WithLabelValues(d.kind, outcome).Inc()
		// A delivery that this process cannot finish is Slack's to send again.
		if b.work.Err() != nil && outcome == "failed" {
			d.receipt.withhold()
			return
		}
		d.receipt.give(nil)
	}()
	if _, known := b.seen.get(d.key()); known {
		outcome = "duplicate"
		return
	}
	m := b.reader.message(d.posting)
	if m.External && !m.Mention && !m.DM && !d.deletion {
		outcome = notMentioned
		return
	}
	reply := b.think(m, func(ctx context.Context) *bot.Reply {
		return b.answerer.Handle(ctx, m, thread{bot: b, team: m.Team, external: m.External})
	})
	if reply == nil {
		outcome = "silent"
		return
	}
	done, err := b.deliver(b.work, d, m, reply)
	if err != nil {
		b.lost(d.kind, err)
		return
	}
	outcome = done
}

// maxThinking bounds the replies that are worked out at once, and with them the
// downloads of files.
const maxThinking = 16

// thinkTime bounds one of them.
const thinkTime = 2 * time.Minute

// think finds a reply. A fault of the program costs this answer alone: who asked
// by name is told, and the log has the place, not what was being read.
func (b *Bot) think(m bot.Message, find func(context.Context) *bot.Reply) (reply *bot.Reply) {
	b.thinking <- struct{}{}
	defer func() { <-b.thinking }()
	ctx, cancel := context.WithTimeout(b.work, thinkTime)
	defer cancel()
	start := time.Now()
	defer func() {
		b.metrics.handle.Observe(time.Since(start).Seconds())
		if fault := recover(); fault != nil {
			b.metrics.dropped.WithLabelValues("panic").Inc()
			b.log.Error("panic while finding an answer", "channel", m.Channel, "ts", m.TS, "stack", string(debug.Stack()))
			reply = nil
			if m.Mention || m.DM || m.Command != "" {
				reply = sentence("I ran into a fault of my own while reading this. It says nothing about your trace; my log has the place.")
			}
		}
	}()
	return find(ctx)
}

// sentence is a reply of this room's own words.
func sentence(text string) *bot.Reply {
	return &bot.Reply{Mark: bot.Unsure, Blocks: []bot.Block{{Kind: bot.Paragraph, Lines: []words.Text{words.T(text)}}}}
}

// deliver brings a reply to Slack, and says how it was given.
func (b *Bot) deliver(ctx context.Context, d delivery, m bot.Message, r *bot.Reply) (string, error) {
	var way, ts string
	var err error
	switch {
	case r.Delete != "":
		way, err = b.remove(ctx, d, r)
	case r.UpdateOf != "":
		way, ts, err = b.revise(ctx, d, m, r)
	default:
		way, ts, err = b.publish(ctx, d, m, r)
	}
	if err != nil {
		return "", err
	}
	b.seen.put(d.key(), ts)
	switch way {
	case "posted", "updated", "whispered", "deleted":
		b.audit(way, d.spot(), m, r, d.at)
	}
	return way, nil
}

// publish gives a new answer, once.
func (b *Bot) publish(ctx context.Context, d delivery, m bot.Message, r *bot.Reply) (string, string, error) {
	mine, ts, err := b.mine(ctx, d, m.Mention)
	if err != nil || !mine {
		return "taken", ts, err
	}
	return b.give(ctx, d.spot(), m, r)
}

// give posts a reply, or shows it to the asker alone, as it wants to be given.
func (b *Bot) give(ctx context.Context, s spot, m bot.Message, r *bot.Reply) (way, ts string, err error) {
	switch {
	case len(r.Blocks) == 0:
		way = "whispered"
	case r.Ephemeral:
		way, err = "whispered", b.whisper(ctx, s, m.User, r)
	default:
		way = "posted"
		ts, err = b.post(ctx, s, r)
	}
	if err == errGone {
		return "gone", "", nil
	}
	if err == nil && r.Private != "" {
		// The answer stands without it.
		if err := b.whisper(ctx, s, m.User, private(r.Private)); err != nil {
			b.log.Warn("a private warning could not be shown", "error", plainError(err))
		}
	}
	return way, ts, err
}

// revise replaces the answer to an edited message, or gives one if there was
// none.
func (b *Bot) revise(ctx context.Context, d delivery, m bot.Message, r *bot.Reply) (string, string, error) {
	s := d.spot()
	s.answered = r.UpdateOf
	ts, err := b.answerOf(ctx, d, s)
	if err != nil && ctx.Err() != nil {
		return "", "", err
	}
	if ts == "" {
		var mine bool
		if mine, ts, err = b.unclaimedEdit(ctx, d, m.Mention); err != nil {
			return "", "", err
		}
		if mine {
			return b.give(ctx, s, m, r)
		}
	}
	if ts == "" {
		return "taken", "", nil
	}
	err = b.edit(ctx, s, ts, r)
	switch codeOf(err) {
	case "message_not_found", "cant_update_message", "edit_window_closed":
		return b.give(ctx, s, m, r)
	}
	return "updated", ts, err
}

// answerOf finds the answer to the message that a delivery edits or deletes: in
// memory, or else in the thread.
func (b *Bot) answerOf(ctx context.Context, d delivery, s spot) (string, error) {
	original := d.posting
	original.edit, original.deletion = false, false
	if ts, known := b.seen.get(original.key()); known && ts != "" {
		return ts, nil
	}
	return b.answerTo(ctx, s.channel, s.root, s.answered)
}

// unclaimedEdit decides about an edited message that seems to have no answer. If
// it was claimed, its answer may be on the way from another process.
func (b *Bot) unclaimedEdit(ctx context.Context, d delivery, mention bool) (bool, string, error) {
	switch b.claim(ctx, d.channel, d.ts, mention && !d.dm) {
	case granted, unclaimed:
		return true, "", nil
	case gone:
		return false, "", nil
	}
	return b.unanswered(ctx, d)
}

// remove takes an answer back whose message is gone.
func (b *Bot) remove(ctx context.Context, d delivery, r *bot.Reply) (string, error) {
	s := d.spot()
	s.answered = r.Delete
	ts, err := b.answerOf(ctx, d, s)
	if err == errNoHistory || err == nil && ts == "" {
		return "nothing", nil
	}
	if err != nil {
		return "", err
	}
	return "deleted", b.erase(ctx, s.channel, ts)
}

// audit logs and counts an answer: who asked where, what was found, how much was
// read. Nothing of the message itself.
func (b *Bot) audit(way string, s spot, m bot.Message, r *bot.Reply, at time.Time) {
	size := int64(len(m.Text))
	for _, f := range m.Files {
		size += f.Size
	}
	b.metrics.answered(way, r.Findings, r.Intent, r.Known, at)
	b.log.Info("answer", "way", way, "team", m.Team, "channel", s.channel, "user", m.User, "ts", s.answered, "thread", s.root,
		"findings", r.Findings, "intent", r.Intent, "bytes", size, "ms", time.Since(at).Milliseconds())
}

// lost notes an answer that did not arrive.
func (b *Bot) lost(kind string, err error) {
	if refused(err) {
		b.fail(explain(BotTokenVar, err))
	}
	if b.work.Err() != nil {
		return
	}
	b.metrics.dropped.WithLabelValues("answer").Inc()
	b.log.Error("an answer was lost", "kind", kind, "error", plainError(err))
}
