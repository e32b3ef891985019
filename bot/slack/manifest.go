package slack

import (
	_ "embed"
	"strings"
)

// Scope is a permission of the bot token.
type Scope struct {
	// Name is Slack's. Why says what it is for, Without what is lost.
	Name, Why, Without string
	// Needed is true for a scope of the minimal manifest as well.
	Needed bool
}

// Scopes lists every permission that the app asks for.
func Scopes() []Scope {
	return []Scope{
		{"app_mentions:read", "be told of messages that mention the bot", "it hears mentions only where it may read the channel", true},
		{"chat:write", "answer, and correct or remove its own answers", "it cannot answer at all", true},
		{"commands", "/sipcode and the shortcuts", "/sipcode and the shortcuts do not exist", true},
		{"im:history", "direct messages", "it is deaf in direct messages", true},
		{"files:read", "read snippets, text files and captures", "it answers pasted text alone", true},
		{"reactions:write", "put :eyes: on what it answers, which keeps two processes from answering twice", "run a single process, or answers may come twice", true},
		{"channels:history", "pastes and questions without a mention in public channels; read a thread again after a restart", "it answers only mentions there, and a restart forgets the thread", false},
		{"groups:history", "the same in private channels", "it answers only mentions there, and a restart forgets the thread", false},
		{"mpim:history", "the same in group messages", "it answers only mentions there, and a restart forgets the thread", false},
	}
}

// The names that Slack sends back with a shortcut, a modal and a command.
const (
	command         = "/sipcode"
	messageShortcut = "analyze_message"
	globalShortcut  = "open_trace_modal"
)

//go:embed manifest.yaml
var manifestYAML string

// Manifest is the app as Slack's "create an app from a manifest" takes it, in
// YAML. The minimal one reads no channel: it hears mentions, direct messages,
// the command and the shortcuts.
// https://docs.slack.dev/reference/app-manifest
func Manifest(minimal bool) string {
	var b strings.Builder
	for line := range strings.Lines(manifestYAML) {
		bare, full := strings.CutSuffix(strings.TrimRight(line, "\n"), " # full")
		if full && minimal {
			continue
		}
		b.WriteString(bare + "\n")
	}
	return b.String()
}
