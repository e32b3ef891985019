package bot

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// question answers a message without a trace in it: a question about the trace of
// its thread, or, if the bot is addressed, about a code or term.
func (h *Handler) question(ctx context.Context, m Message, history History) *Reply {
	addressed := m.Mention || m.DM
	text := strings.TrimSpace(m.Text)
	switch {
	case addressed && (text == "" || isHelp(text)):
		return help()
	case !addressed && (m.Thread == "" || !h.plausible(text)):
		return nil
	}
	file := h.recall(ctx, m, history)
	if file == nil {
		if !addressed {
			return nil
		}
		return h.card(text, false)
	}
	if reply := h.aboutQuoted(file, m); reply != nil {
		return reply
	}
	if h.isGeneral(text, file.report.Trace) {
		return h.card(text, false)
	}
	answer := h.ask(file, m)
	switch {
	case answer == nil && !addressed:
		return nil
	case answer == nil:
		return h.card(text, false)
	case answer.Intent == answers.NotUnderstood && h.explains(text):
		return h.card(text, false)
	}
	return answerReply(answer)
}

// general is how a question begins, or what it holds, that asks about SIP as such:
// "difference between 401 and 407", "how does digest work". In a thread it goes to
// the reference although the trace may have one of those. What a single thing is,
// the answers explain with what the trace shows of it.
var general = regexp.MustCompile(`(?i)^\W*(so |and |ok |btw |hey )*((what('?s| is) )?(the )?(difference|diff) between |explain .+ (vs\.?|versus|and) |how does .+ work\b|.+ in general\W*$)|` +
	`^\W*[\w-]+ (vs\.?|versus) [\w-]+\W*$`)

// isGeneral tells a question about SIP as such, which the reference has an entry
// for and which names no code of this trace alone.
func (h *Handler) isGeneral(text string, t *parser.Trace) bool {
	if !general.MatchString(text) || namesOneCode(text, t) {
		return false
	}
	return h.explains(text)
}

var threeDigits = regexp.MustCompile(`\b[1-6]\d\d\b`)

// namesOneCode tells whether the text names a single code, and the trace has it:
// "what is a 202 doing here".
func namesOneCode(text string, t *parser.Trace) bool {
	codes := threeDigits.FindAllString(text, -1)
	if len(codes) != 1 {
		return false
	}
	for _, m := range t.Messages {
		if strconv.Itoa(m.Code) == codes[0] {
			return true
		}
	}
	return false
}

// explains tells whether the reference knows what is asked for by its name.
func (h *Handler) explains(text string) bool {
	found, err := h.know.Explain(text)
	if err != nil {
		return false
	}
	switch found.How {
	case reference.Unknown, reference.Searched:
		return false
	case reference.Corrected:
		return len(strings.Fields(text)) <= 3
	}
	return true
}

// answerReply sets an answer about a trace.
func answerReply(a *answers.Answer) *Reply {
	reply := &Reply{Known: a.Known, Intent: a.Intent, Findings: a.Findings}
	reply.add(Paragraph, a.Lines...)
	reply.add(Figure, a.Figure...)
	return reply
}

// command answers /sipcode.
func (h *Handler) command(m Message) *Reply {
	text := strings.TrimSpace(m.Text)
	var reply *Reply
	if text == "" || isHelp(text) {
		reply = help()
	} else {
		reply = h.card(text, false)
		if reply.Known {
			reply.Actions = append(reply.Actions, Action{ID: ActionPost, Label: "Post to channel", Value: text})
		}
	}
	reply.Ephemeral = true
	return reply
}

// byName turns the bot's name in plain text into a mention.
func byName(m Message) Message {
	i := strings.Index(strings.ToLower(m.Text), "@sipwhy")
	if i < 0 {
		return m
	}
	m.Mention = true
	m.Text = strings.TrimSpace(m.Text[:i] + " " + m.Text[i+len("@sipwhy"):])
	return m
}

func isHelp(text string) bool {
	switch strings.ToLower(strings.Trim(text, " ?!.")) {
	case "help", "hilfe", "hi", "hello", "hey", "what can you do", "how does this work", "how do i use you", "how do i send you a trace", "usage", "commands":
		return true
	}
	return false
}

// help says what the bot does and how to give it something.
func help() *Reply {
	reply := &Reply{Known: true}
	reply.add(Headline, words.Text{{Text: "I read SIP traces and say what went wrong, which line proves it and what to do next.", Style: words.Strong}})
	reply.add(List,
		words.T("Paste an INVITE, half a log or a whole trace: in a code block or as a snippet, where nothing of it is changed. Or upload a text file or a pcap. I answer in the thread."),
		words.Cat(words.T("Then ask in that thread: "), words.Quote("who hung up?"), words.T(" "), words.Quote("is it the password?"), words.T(" "), words.Quote("which number is wrong?"), words.T(" "), words.Quote("show message 4")),
		words.Cat(words.Quote("/sipcode 487"), words.T(" explains a code, a cause ("), words.Quote("q850 34"), words.T("), a header, an SDP line or a term; "), words.Quote("/sipcode list 4xx"), words.T(" lists them.")),
	)
	reply.add(Context, words.T("The answers come from rules, not from guessing, and nothing that you paste is kept. Mask passwords before you paste them."))
	return reply
}

// plausible tells whether a message may be about a trace, before its thread is read
// for that.
func (h *Handler) plausible(text string) bool { return len(text) < 2000 && h.know.MayAsk(text) }
