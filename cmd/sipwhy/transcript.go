package main

import (
	"context"
	"slices"

	"github.com/sipwhy/sipwhy/bot"
)

// transcript is what was said in chat --json: the threads that Slack would keep.
type transcript struct {
	threads map[string][]bot.Message
}

func newTranscript() *transcript { return &transcript{threads: map[string][]bot.Message{}} }

// add notes a message, an edit or a deletion, and the bot's answer to it.
func (t *transcript) add(m bot.Message, reply *bot.Reply) {
	original := m.TS
	switch {
	case m.EditOf != "":
		original = m.EditOf
	case m.DeleteOf != "":
		original = m.DeleteOf
	}
	root := m.Thread
	if root == "" {
		root = original
	}
	key := m.Channel + "/" + root
	kept := slices.DeleteFunc(t.threads[key], func(have bot.Message) bool {
		return have.TS == original || have.Bot && have.Answers == original && reply != nil
	})
	if m.DeleteOf == "" {
		m.TS, m.EditOf = original, ""
		kept = append(kept, m)
	}
	if reply != nil && reply.Delete == "" && !reply.Ephemeral {
		kept = append(kept, bot.Message{TS: original + ".answer", Thread: root, Channel: m.Channel, Bot: true, Answers: original})
	}
	t.threads[key] = kept
}

// Thread returns what was said in a thread.
func (t *transcript) Thread(_ context.Context, channel, thread string) ([]bot.Message, error) {
	return slices.Clone(t.threads[channel+"/"+thread]), nil
}
