package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// Handler answers messages. It is safe for use by several goroutines.
type Handler struct {
	know  *knowledge.Knowledge
	cases *cases
}

// New makes a handler with this knowledge.
func New(k *knowledge.Knowledge) *Handler {
	return &Handler{know: k, cases: newCases()}
}

// Handle answers a message or stays silent (nil). history re-reads a thread that
// the handler does not remember; it may be nil.
func (h *Handler) Handle(ctx context.Context, m Message, history History) *Reply {
	m = byName(m)
	switch {
	case m.Bot:
		return nil
	case m.Command != "":
		return h.command(m)
	case m.DeleteOf != "":
		return h.deleted(ctx, m, history)
	case m.EditOf != "":
		return h.edited(ctx, m, history)
	case m.External && !m.Mention && !m.DM:
		return nil
	}
	return h.message(ctx, m, history)
}

// Press answers a button of one of the bot's own replies; m is the message that
// bears it.
func (h *Handler) Press(ctx context.Context, a Action, m Message, history History) *Reply {
	switch a.ID {
	case ActionFlow:
		file := h.recall(ctx, m, history)
		if file == nil {
			return say(words.T("I no longer have this trace and cannot read the thread again. Paste it once more."))
		}
		return flow(file.report, a.Value)
	case ActionMore:
		return h.card(a.Value, true)
	case ActionPost:
		reply := h.card(a.Value, false)
		reply.Ephemeral, reply.Actions = false, nil
		return reply
	}
	return nil
}

// The buttons.
const (
	ActionFlow = "flow"
	ActionMore = "more"
	ActionPost = "post"
)

// message answers a paste, a question, or nothing.
func (h *Handler) message(ctx context.Context, m Message, history History) *Reply {
	trace := h.read(ctx, []Message{m})
	if holdsSIP(trace) {
		if m.Thread != "" && len(m.Files) == 0 && isPiece(trace) {
			if reply := h.aboutQuoted(h.recall(ctx, m, history), m); reply != nil {
				return reply
			}
		}
		return h.paste(ctx, m, history)
	}
	if m.Others && !m.Mention {
		return nil
	}
	if len(m.Files) > 0 {
		if reply := h.unreadable(m, trace); reply != nil {
			return reply
		}
	}
	return h.question(ctx, m, history)
}

func holdsSIP(t *parser.Trace) bool { return t.Tells() }

// read reads the trace that several messages hold together.
func (h *Handler) read(ctx context.Context, messages []Message) *parser.Trace {
	var parts []parser.Part
	var notes []string
	for _, m := range messages {
		if strings.TrimSpace(m.Text) != "" {
			parts = append(parts, parser.Part{Reader: strings.NewReader(m.Text)})
		}
		for _, f := range m.Files {
			content, err := f.Open(ctx)
			if err != nil {
				notes = append(notes, fmt.Sprintf("%s could not be read: %v", f.Name, err))
				continue
			}
			defer content.Close()
			parts = append(parts, parser.Part{Name: f.Name, Reader: content})
		}
	}
	trace := parser.Read(parts, parser.Options{Plan: h.know.Plan()})
	trace.Notes = append(notes, trace.Notes...)
	return trace
}

// paste answers a trace. In a thread that has one already, both are read as one,
// and what the new part touches is told.
func (h *Handler) paste(ctx context.Context, m Message, history History) *Reply {
	key := keyOf(m)
	pastes := []Message{m}
	if m.Thread != "" {
		if file := h.recall(ctx, m, history); file != nil {
			pastes = append(without(file.pastes, m.TS), m)
		}
	}
	return h.tell(ctx, key, pastes, m)
}

// tell reads the pastes of a case and composes what is to be said of the newest.
func (h *Handler) tell(ctx context.Context, key caseKey, pastes []Message, newest Message) *Reply {
	trace := h.read(ctx, pastes)
	report := h.know.Diagnose(trace)
	file := &caseFile{pastes: pastes, report: report}
	h.cases.put(key, file)
	if newest.DM && newest.Thread == "" {
		h.cases.put(caseKey{newest.Team, newest.Channel, ""}, file)
	}
	reply := Compose(report)
	if flowable(report) {
		reply.Actions = append(reply.Actions, Action{ID: ActionFlow, Label: "Show call flow", Value: report.Judgements[0].Dialog.CallID})
	}
	reply.Private = warning(trace, newest)
	return reply
}

// without leaves out the message with this TS: an edited paste replaces itself.
func without(messages []Message, ts string) []Message {
	return slices.DeleteFunc(slices.Clone(messages), func(m Message) bool { return m.TS == ts })
}

func keyOf(m Message) caseKey {
	thread := m.Thread
	if thread == "" {
		thread = m.TS
	}
	return caseKey{m.Team, m.Channel, thread}
}

// recall finds the case that a message is about: of its thread, remembered or
// read again; in a direct message without a thread, the last one.
func (h *Handler) recall(ctx context.Context, m Message, history History) *caseFile {
	if m.Thread == "" {
		if m.DM {
			return h.cases.get(caseKey{m.Team, m.Channel, ""})
		}
		return nil
	}
	key := keyOf(m)
	if file := h.cases.get(key); file != nil {
		return file
	}
	if history == nil {
		return nil
	}
	thread, err := history.Thread(ctx, m.Channel, m.Thread)
	if err != nil {
		return nil
	}
	return h.rebuild(ctx, key, thread, m)
}

// rebuild reads a thread's pastes again, and follows its earlier questions so that
// "it" means what it meant.
func (h *Handler) rebuild(ctx context.Context, key caseKey, thread []Message, before Message) *caseFile {
	var pastes, questions []Message
	for _, m := range thread {
		m = byName(m)
		if m.Bot || m.TS == before.TS {
			continue
		}
		if holdsSIP(h.read(ctx, []Message{m})) {
			pastes = append(pastes, m)
		} else {
			questions = append(questions, m)
		}
	}
	if len(pastes) == 0 {
		return nil
	}
	file := &caseFile{pastes: pastes, report: h.know.Diagnose(h.read(ctx, pastes))}
	for _, q := range questions {
		h.ask(file, q)
	}
	h.cases.put(key, file)
	return file
}

// ask puts a question to a case and remembers what it was about.
func (h *Handler) ask(file *caseFile, m Message) *answers.Answer {
	about := file.about()
	about.Addressed = m.Mention || m.DM
	answer := h.know.Answer(m.Text, about)
	if answer != nil {
		file.turn(answer)
	}
	return answer
}

// edited answers a message whose text was changed, in place of the answer that it
// had.
func (h *Handler) edited(ctx context.Context, m Message, history History) *Reply {
	original := m.EditOf
	m.TS, m.EditOf = original, ""
	file := h.recall(ctx, m, history)
	if file == nil && m.Thread == "" {
		file = h.cases.get(keyOf(m))
	}
	reply := h.message(ctx, m, history)
	if reply == nil {
		if file != nil && slices.ContainsFunc(file.pastes, func(p Message) bool { return p.TS == original }) {
			h.cases.remove(keyOf(m))
			return &Reply{Known: true, Delete: original}
		}
		return nil
	}
	reply.UpdateOf = original
	return reply
}

// deleted takes back the answer to a message that is gone.
func (h *Handler) deleted(ctx context.Context, m Message, history History) *Reply {
	gone := m.DeleteOf
	m.TS, m.DeleteOf = gone, ""
	key := keyOf(m)
	file := h.cases.get(key)
	if file == nil {
		if !h.answered(ctx, m, gone, history) {
			return nil
		}
		return &Reply{Known: true, Delete: gone}
	}
	left := without(file.pastes, gone)
	if len(left) == len(file.pastes) {
		return nil
	}
	h.cases.remove(key)
	if len(left) > 0 {
		h.cases.put(key, &caseFile{pastes: left, report: h.know.Diagnose(h.read(ctx, left))})
	}
	return &Reply{Known: true, Delete: gone}
}

// answered looks in the thread for an answer of the bot to this message.
func (h *Handler) answered(ctx context.Context, m Message, ts string, history History) bool {
	if history == nil {
		return false
	}
	thread := m.Thread
	if thread == "" {
		thread = ts
	}
	messages, err := history.Thread(ctx, m.Channel, thread)
	return err == nil && slices.ContainsFunc(messages, func(x Message) bool { return x.Bot && x.Answers == ts })
}

// unreadable says in one sentence why a file gave nothing, where somebody may
// expect an answer.
func (h *Handler) unreadable(m Message, t *parser.Trace) *Reply {
	if len(t.Notes) == 0 || !(m.Mention || m.DM || m.Thread != "" || strings.TrimSpace(m.Text) == "" || h.plausible(m.Text)) {
		return nil
	}
	reply := say(words.T(t.Notes[0]))
	reply.Mark, reply.Known = Unsure, false
	return reply
}

// flow draws the call flow of the dialog with this Call-ID.
func flow(r *rules.Report, callID string) *Reply {
	for _, j := range r.Judgements {
		if j.Dialog.CallID == callID {
			return &Reply{Known: true, Blocks: []Block{{Kind: Figure, Lines: Ladder(j.Dialog)}}}
		}
	}
	return say(words.T("This call is not in the trace any more."))
}

func flowable(r *rules.Report) bool {
	return len(r.Judgements) > 0 && len(r.Judgements[0].Dialog.Messages) > 1
}

// warning tells the author alone of secrets that the paste shows to everybody.
func warning(t *parser.Trace, m Message) string {
	kinds := map[string]bool{}
	for _, s := range t.Secrets {
		if s.Kind != "digest-response" || m.External {
			kinds[s.Kind] = true
		}
	}
	var found []string
	for _, kind := range []struct{ key, name string }{
		{"password", "a password in clear text"}, {"token", "an access token"},
		{"srtp-key", "an SRTP key (good for that call's sound only)"}, {"digest-response", "digest responses, from which a weak password can be guessed"},
	} {
		if kinds[kind.key] {
			found = append(found, kind.name)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "Your paste shows " + strings.Join(found, ", ") + " to everyone in this channel. Delete or edit it there, and change what is still in use. I keep none of it."
}

var errNoHistory = errors.New("this conversation keeps no history")

// NoHistory is a History that has nothing, for surfaces without one.
type NoHistory struct{}

// Thread returns an error always.
func (NoHistory) Thread(context.Context, string, string) ([]Message, error) {
	return nil, errNoHistory
}

// TextFile is a file with this content, for surfaces that have it at hand.
func TextFile(name string, content []byte) File {
	return File{Name: name, Size: int64(len(content)), Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(string(content))), nil
	}}
}
