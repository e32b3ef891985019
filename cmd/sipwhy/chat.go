package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack"
)

// ChatCmd is the bot without Slack, through the handler that serves Slack.
type ChatCmd struct {
	JSON bool `name:"json" help:"Read one Slack message as JSON a line, and write one reply a line."`
	NetworkFlag
}

// selfID is the bot's own id in chat --json.
const selfID = "USIPWHY"

// Run talks until its input ends.
func (c *ChatCmd) Run(s streams) error {
	k, err := c.open()
	if err != nil {
		return err
	}
	handler := bot.New(k)
	if c.JSON {
		return chatJSON(handler, s)
	}
	return chatText(handler, s)
}

// chatText is a conversation on a terminal: one thread with oneself. A paste of
// several lines ends at an empty line followed by nothing, or at a line ".".
func chatText(h *bot.Handler, s streams) error {
	fmt.Fprintln(s.out, "Paste a trace and end it with a line that holds a single dot, or ask about a code. Ctrl-D leaves.")
	in := bufio.NewReaderSize(s.in, 1<<20)
	for n := 1; ; n++ {
		fmt.Fprint(s.out, "> ")
		text, err := readTurn(in)
		if strings.TrimSpace(text) != "" {
			m := bot.Message{TS: fmt.Sprint(n), Channel: "terminal", User: "you", DM: true, Text: text}
			if query, ok := strings.CutPrefix(text, "/sipcode"); ok {
				m.Command, m.Text = "sipcode", query
			}
			if reply := h.Handle(context.Background(), m, nil); reply != nil {
				fmt.Fprintln(s.out, reply.Text())
				if reply.Private != "" {
					fmt.Fprintln(s.out, "(for you alone: "+reply.Private+")")
				}
				fmt.Fprintln(s.out)
			}
		}
		if err != nil {
			fmt.Fprintln(s.out)
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// readTurn reads what is said next: a line, or, where more is already waiting as
// behind a paste, all lines up to a single dot or a pause.
func readTurn(in *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if strings.TrimRight(line, "\r\n") == "." {
			return b.String(), err
		}
		b.WriteString(line)
		if err != nil || in.Buffered() == 0 && !looksPasted(b.String()) {
			return b.String(), err
		}
	}
}

// looksPasted tells a first line of a trace, behind which more is to come.
func looksPasted(text string) bool {
	return strings.Contains(text, "SIP/2.0") || strings.Count(text, "\n") > 1
}

// jsonChat is one Slack message as chat --json takes it.
type jsonChat struct {
	TS       string          `json:"ts"`
	Thread   string          `json:"thread"`
	Channel  string          `json:"channel"`
	User     string          `json:"user"`
	Text     string          `json:"text"`
	Blocks   json.RawMessage `json:"blocks"`
	Files    []jsonFile      `json:"files"`
	Mention  bool            `json:"mention"`
	DM       bool            `json:"dm"`
	EditOf   string          `json:"edit_of"`
	DeleteOf string          `json:"delete_of"`
	External bool            `json:"external"`
}

type jsonFile struct {
	Path string `json:"path"`
	Name string `json:"name"`
}

// jsonReply is what chat --json answers to one message.
type jsonReply struct {
	TS    string     `json:"ts"`
	Reply *jsonWords `json:"reply"`
}

type jsonWords struct {
	Text      string   `json:"text"`
	Findings  []string `json:"findings"`
	Intent    string   `json:"intent"`
	Known     bool     `json:"known"`
	Blocks    any      `json:"blocks"`
	Ephemeral bool     `json:"ephemeral"`
	Private   string   `json:"private"`
	UpdateOf  string   `json:"update_of"`
	Delete    string   `json:"delete"`
}

// chatJSON answers each input line with exactly one output line.
func chatJSON(h *bot.Handler, s streams) error {
	in := bufio.NewReaderSize(s.in, 1<<20)
	out := bufio.NewWriter(s.out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	log := newTranscript()
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var m jsonChat
			if bad := json.Unmarshal(line, &m); bad != nil {
				return fmt.Errorf("a line of the input is no message: %w", bad)
			}
			message := m.message()
			reply := h.Handle(context.Background(), message, log)
			log.add(message, reply)
			if bad := enc.Encode(jsonReply{TS: m.TS, Reply: wordsOf(reply)}); bad != nil {
				return bad
			}
			if bad := out.Flush(); bad != nil {
				return bad
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// message is the bot's view of a Slack message.
func (m jsonChat) message() bot.Message {
	written := slack.Text(m.Blocks, m.Text, selfID, bot.Score)
	out := bot.Message{
		TS: m.TS, Thread: m.Thread, Channel: m.Channel, User: m.User, Text: written.Text,
		Mention: m.Mention || written.Mention, Others: written.Others, DM: m.DM,
		EditOf: m.EditOf, DeleteOf: m.DeleteOf, External: m.External,
	}
	if query, ok := strings.CutPrefix(strings.TrimSpace(m.Text), "/sipcode"); ok {
		out.Command, out.Text = "sipcode", strings.TrimSpace(query)
	}
	for _, f := range m.Files {
		out.Files = append(out.Files, openFile(f))
	}
	return out
}

func openFile(f jsonFile) bot.File {
	file := bot.File{Name: f.Name, Open: func(context.Context) (io.ReadCloser, error) { return os.Open(f.Path) }}
	if file.Name == "" {
		file.Name = f.Path
	}
	if info, err := os.Stat(f.Path); err == nil {
		file.Size = info.Size()
	}
	return file
}

func wordsOf(r *bot.Reply) *jsonWords {
	if r == nil {
		return nil
	}
	return &jsonWords{
		Text: r.Text(), Findings: orEmpty(r.Findings), Intent: r.Intent, Known: r.Known, Blocks: slack.Blocks(r),
		Ephemeral: r.Ephemeral, Private: r.Private, UpdateOf: r.UpdateOf, Delete: r.Delete,
	}
}
