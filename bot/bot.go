// Package bot is the conversation: a message comes in, a reply or silence goes
// out. Slack and `sipwhy chat` use the same Handler, so the same paste gets the
// same words everywhere.
package bot

import (
	"context"
	"io"

	"github.com/sipwhy/sipwhy/knowledge/words"
)

// Message is one message of a conversation, as a surface understood it.
type Message struct {
	// TS names the message within its channel; Thread is the TS of the thread's
	// first message, empty for a message that is in no thread yet.
	TS, Thread string
	// Team, Channel and User are the surface's own ids.
	Team, Channel, User string
	// Text is what was written. The surface removed its own mention of the bot
	// and took the best of several forms; chat damage may still be in it.
	Text  string
	Files []File
	// Mention is true where the bot is addressed by name, DM in a direct
	// message. Others is true where another person is addressed by name.
	Mention, DM, Others bool
	// Command is the slash command without its slash, "sipcode"; Text is then
	// what stood behind it.
	Command string
	// EditOf is the TS of the message that this one replaces the text of,
	// DeleteOf that of a message which is gone.
	EditOf, DeleteOf string
	// External is true in a channel shared with another company.
	External bool
	// Bot is true for messages written by this bot itself, as found when a
	// thread is re-read; Answers is then the TS of the message that it answers.
	Bot     bool
	Answers string
}

// File is an upload or snippet.
type File struct {
	Name string
	Size int64
	// Open fetches the content. Its error is read by people.
	Open func(context.Context) (io.ReadCloser, error)
}

// History re-reads a thread, for a question that comes after a restart or at
// another replica. Messages are in their order, the bot's own included.
type History interface {
	Thread(ctx context.Context, channel, thread string) ([]Message, error)
}

// Mark says in one sign how a reply judges: it stands in front of the verdict,
// and a surface may also show it on the message that was answered.
type Mark string

// The marks of a reply.
const (
	NoMark  Mark = ""
	Healthy Mark = "healthy"
	Fault   Mark = "fault"
	Risk    Mark = "risk"
	Unsure  Mark = "unsure"
)

// Block is one paragraph of a reply.
type Block struct {
	// Kind tells how a surface sets it.
	Kind BlockKind
	// Lines are the lines of the paragraph; of a Table the first is its head
	// and the cells of a line are its texts in Cells.
	Lines []words.Text
	Cells [][]string
}

// BlockKind is the form of a block.
type BlockKind uint8

// The forms of a block.
const (
	// Paragraph is running text, a line each.
	Paragraph BlockKind = iota
	// Headline is the verdict: first and strong.
	Headline
	// List has a bullet before each line.
	List
	// Figure is set in a fixed-width font as it stands: ladders, tables of SDP.
	Figure
	// Table has cells.
	Table
	// Context is small print: confidence, what was cut.
	Context
)

// Action is a button.
type Action struct {
	// ID is what the button does: "flow", "post", "more". Value says on what.
	ID, Label, Value string
}

// Reply is what the bot says, before any surface has set it.
type Reply struct {
	Mark    Mark
	Blocks  []Block
	Actions []Action
	// Findings are the ids of the findings behind the reply, Intent the id of
	// the follow-up that was answered. Known is false where the reply says that
	// the trace cannot tell.
	Findings []string
	Intent   string
	Known    bool
	// Ephemeral replies are shown to the asker alone. Private is a text that the
	// author alone is told besides.
	Ephemeral bool
	Private   string
	// UpdateOf is the TS of the user's message whose answer this reply replaces,
	// Delete that of the message whose answer is to be removed.
	UpdateOf, Delete string
}
