package slack

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/sipwhy/sipwhy/bot"
)

// The parts of the modal for a trace that nobody else is to see.
const (
	modalID    = "trace_modal"
	traceBlock = "trace_b"
	traceInput = "trace_a"
)

// analyze answers the shortcut on a message, to the one who chose it alone: the
// bot need not be in the channel for that.
func (b *Bot) analyze(e envelope) {
	p := e.payload
	m := b.reader.convert(p.object("message"))
	m.Team, m.Channel = p.object("team").str("id"), p.object("channel").str("id")
	m.User = p.object("user").str("id")
	// It was chosen for this message, whoever is addressed in it.
	m.Mention, m.Others, m.Bot, m.DM = true, false, false, strings.HasPrefix(m.Channel, "D")
	root := m.Thread
	if root == "" {
		root = m.TS
	}
	b.quickly(e, "shortcut", func(ctx context.Context) error {
		reply := b.think(m, func(ctx context.Context) *bot.Reply {
			return b.answerer.Handle(ctx, m, thread{bot: b, team: m.Team})
		})
		if reply == nil || len(reply.Blocks) == 0 {
			reply = sentence("I find no SIP in this message. I read pasted SIP messages, logs, header lines and SDP, snippets, text files and captures.")
		}
		reply.Actions = nil
		err := b.respond(ctx, p.str("response_url"), toAsker, root, reply)
		if err == nil {
			b.audit("shortcut", spot{m.Channel, root, m.TS}, m, reply, e.at)
		}
		return err
	})
}

// openModal shows the form for a trace. Its trigger is good for 3 seconds.
// https://docs.slack.dev/surfaces/modals
func (b *Bot) openModal(e envelope) {
	trigger := e.payload.str("trigger_id")
	b.quickly(e, "shortcut", func(ctx context.Context) error {
		return b.web.do(ctx, request{method: "views.open", hasty: true, patience: 3 * time.Second, call: func(ctx context.Context) error {
			_, err := b.web.OpenViewContext(ctx, trigger, modal())
			return err
		}})
	})
}

func modal() slack.ModalViewRequest {
	input := slack.NewPlainTextInputBlockElement(
		slack.NewTextBlockObject(slack.PlainTextType, "INVITE sip:5550102@example.net SIP/2.0 …", false, false), traceInput)
	input.Multiline, input.MaxLength = true, maxInput
	return slack.ModalViewRequest{
		Type:       slack.VTModal,
		CallbackID: modalID,
		Title:      slack.NewTextBlockObject(slack.PlainTextType, "Paste a SIP trace", false, false),
		Close:      slack.NewTextBlockObject(slack.PlainTextType, "Close", false, false),
		Submit:     slack.NewTextBlockObject(slack.PlainTextType, "Analyze", false, false),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock(traceBlock,
				slack.NewTextBlockObject(slack.PlainTextType, "Trace, log or header lines", false, false),
				slack.NewTextBlockObject(slack.PlainTextType, "Only you see the answer. Up to 3,000 characters; longer ones send as a file in a direct message.", false, false),
				input),
		}},
	}
}

// submit answers the form in its own window. The answer is the acknowledgement,
// so it cannot come before it is found, nor after 3 seconds.
func (b *Bot) submit(e envelope) {
	p := e.payload
	view := p.object("view")
	m := bot.Message{
		TS:      view.str("id"),
		Team:    p.object("team").str("id"),
		User:    p.object("user").str("id"),
		Text:    view.object("state").object("values").object(traceBlock).object(traceInput).str("value"),
		Mention: true,
		DM:      true,
	}
	receipt := b.receipt(e, 0)
	late := time.AfterFunc(b.timing.ack, func() {
		receipt.give(inputError("This takes longer than Slack waits. Send the trace in a direct message instead."))
	})
	taken := b.quick.add(e.id, func() {
		defer late.Stop()
		b.finish("modal", func(context.Context) error {
			reply := b.think(m, func(ctx context.Context) *bot.Reply { return b.answerer.Handle(ctx, m, nil) })
			if reply == nil || len(reply.Blocks) == 0 {
				receipt.give(inputError("I find no SIP in this. Paste a SIP message, a log, header lines or an SDP."))
				return nil
			}
			receipt.give(answerView(reply))
			b.audit("modal", spot{answered: m.TS}, m, reply, e.at)
			return nil
		})
	})
	if !taken {
		late.Stop()
		receipt.give(inputError("Too much is waiting at the moment. Try again in a minute."))
		b.metrics.dropped.WithLabelValues("overload").Inc()
	}
}

func inputError(text string) any {
	return slack.NewErrorsViewSubmissionResponse(map[string]string{traceBlock: text})
}

// answerView is the window with the answer. Slack drops an acknowledgement that
// is too large without a word, so a long answer is cut from its end.
func answerView(r *bot.Reply) any {
	view := slack.ModalViewRequest{
		Type:  slack.VTModal,
		Title: slack.NewTextBlockObject(slack.PlainTextType, "What happened", false, false),
		Close: slack.NewTextBlockObject(slack.PlainTextType, "Close", false, false),
	}
	bare := *r
	bare.Actions = nil
	set := setter{}.blocks(&bare)
	for n := len(set); n > 0; n-- {
		view.Blocks.BlockSet = set[:n:n]
		if n < len(set) {
			rest := setter{}.blocks(sentence("… the rest does not fit in this window. Send the trace in a direct message for all of it."))
			view.Blocks.BlockSet = append(view.Blocks.BlockSet, rest...)
		}
		response := slack.NewUpdateViewSubmissionResponse(&view)
		if wire, err := json.Marshal(response); err == nil && len(wire) < maxPayload {
			return response
		}
	}
	return inputError("The answer does not fit in this window. Send the trace in a direct message.")
}

// takeHome shows what the bot does on its home tab.
// https://docs.slack.dev/surfaces/app-home
func (b *Bot) takeHome(e envelope) {
	ev := e.payload.object("event")
	if ev.str("tab") != "home" {
		b.ignore(e, "app_home_opened", otherEvent)
		return
	}
	b.quickly(e, "home", func(ctx context.Context) error {
		return b.web.do(ctx, request{method: "views.publish", repeat: true, call: func(ctx context.Context) error {
			_, err := b.web.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: ev.str("user"), View: home()})
			return err
		}})
	})
}
