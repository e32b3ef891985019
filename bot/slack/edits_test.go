package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

const otherToken = "xapp-1-OTHER"

func twoTokens() fake.Options {
	o := quickSlack()
	o.AppTokens = []string{otherToken}
	return o
}

func TestEditIsAnsweredInPlace(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"same process", "after a restart", "at another process"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			h := open(t, twoTokens())
			p := h.serve(&script{})
			root := h.Say(fake.Post{Channel: channel, Text: paste})
			h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
			h.settled(p)
			switch where {
			case "after a restart":
				p.stop(t)
				p = h.serve(&script{})
			case "at another process":
				p = h.serve(&script{}, as(otherToken))
				h.RouteTo(otherToken)
			}
			h.Edit(channel, root, paste+"\nContact: <sip:5550101@192.0.2.10>")
			h.until("the answer is edited", func() bool { return h.Answers(channel, root)[0].EditedTS != "" })
			h.settled(p)
			h.once(channel, root)
		})
	}
}

// TestEditIntoAPaste answers what becomes a paste by an edit, once.
func TestEditIntoAPaste(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	root := h.Say(fake.Post{Channel: channel, Text: "here comes a trace"})
	h.settled(p)
	h.Edit(channel, root, paste)
	h.until("the edit is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.settled(p)
	h.once(channel, root)
}

// TestEditOvertakesTheAnswer edits a paste whose answer is still on its way from
// another process.
func TestEditOvertakesTheAnswer(t *testing.T) {
	t.Parallel()
	h := open(t, twoTokens())
	slow, quick := h.serve(&script{}), h.serve(&script{}, as(otherToken))
	h.Break("chat.postMessage", fake.Fault{Hang: 300 * time.Millisecond})
	h.RouteTo(fake.AppToken)
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is claimed", func() bool { m, _ := h.Message(channel, root); return len(m.Reactions) > 0 })
	h.RouteTo(otherToken)
	h.Edit(channel, root, paste+"\nContact: <sip:5550101@192.0.2.10>")
	h.until("the answer is edited", func() bool {
		answers := h.Answers(channel, root)
		return len(answers) > 0 && answers[0].EditedTS != ""
	})
	h.settled(slow, quick)
	h.once(channel, root)
}

// TestWhatIsNoEdit leaves alone what Slack reports as a change and nobody edited.
func TestWhatIsNoEdit(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	s := &script{}
	p := h.serve(s)
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.settled(p)
	for range 5 {
		h.Unfurl(channel, root)
	}
	h.settled(p)
	if n := s.handled.Load(); n != 1 {
		t.Errorf("the answerer was asked %d times, want once: unfurls, replies and its own messages are no edits", n)
	}
	if edits := h.Calls("chat.update"); len(edits) != 0 {
		t.Errorf("%d edits of the answer", len(edits))
	}
	h.once(channel, root)
}

func TestDeleteTakesTheAnswerBack(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"same process", "after a restart"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			h := open(t, quickSlack())
			p := h.serve(&script{})
			root := h.Say(fake.Post{Channel: channel, Text: paste})
			inThread := h.Say(fake.Post{Channel: channel, Thread: root, Text: "one more\n" + paste})
			h.until("both are answered", func() bool { return len(h.Answers(channel, root)) == 2 })
			h.settled(p)
			if where == "after a restart" {
				p.stop(t)
				p = h.serve(&script{})
			}
			h.Delete(channel, inThread)
			h.until("one answer is gone", func() bool { return len(h.Answers(channel, root)) == 1 })
			if a := h.once(channel, root); metadataOf(t, a)["answered"] != root {
				t.Errorf("the wrong answer was removed")
			}
			h.Delete(channel, root)
			h.until("both answers are gone", func() bool { return len(h.Said(channel)) == 0 })
			h.settled(p)
		})
	}
}

func metadataOf(t *testing.T, m fake.Message) map[string]any {
	t.Helper()
	var meta struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	if err := json.Unmarshal(m.Metadata, &meta); err != nil || meta.Type != answerEvent {
		t.Fatalf("metadata %s: %v", m.Metadata, err)
	}
	return meta.Payload
}

func TestMetadataHoldsNoContent(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.settled(p)
	m := h.once(channel, root)
	meta := metadataOf(t, m)
	if meta["root"] != root || meta["answered"] != root || len(meta["findings"].([]any)) != 1 || len(meta) != 3 {
		t.Errorf("metadata %v", meta)
	}
	if strings.Contains(string(m.Metadata), "192.0.2") {
		t.Errorf("metadata with content: %s", m.Metadata)
	}
}

// TestQuestionAfterRestart answers a question about a paste of a former life, and
// of another process, from the thread itself.
func TestQuestionAfterRestart(t *testing.T) {
	t.Parallel()
	h := open(t, twoTokens())
	p := h.serve(&script{})
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.settled(p)
	p.stop(t)
	p = h.serve(&script{}, as(otherToken))
	h.Say(fake.Post{Channel: channel, Thread: root, Text: "is it the password?"})
	h.until("the question is answered", func() bool { return len(h.Answers(channel, root)) == 2 })
	h.settled(p)
	if text := h.Answers(channel, root)[1].Text; !strings.Contains(text, "from the thread of 3") {
		t.Errorf("answer %q, want one from the thread", text)
	}
}

// TestNoHistory says that it cannot look back where it was not granted that.
func TestNoHistory(t *testing.T) {
	t.Parallel()
	o := quickSlack()
	o.Scopes = "app_mentions:read,chat:write,commands,im:history,files:read,reactions:write"
	h := open(t, o)
	p := h.serve(&script{})
	root := h.Say(fake.Post{Channel: channel, Text: "<@" + fake.BotUser + ">\n" + paste})
	h.until("the mention is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	if _, err := (thread{bot: p.Bot}).Thread(t.Context(), channel, root); err != errNoHistory {
		t.Errorf("got %v, want %v", err, errNoHistory)
	}
	h.settled(p)
	h.once(channel, root)
}

// TestLongThreads reads a thread that has several pages.
func TestLongThreads(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	root := h.Say(fake.Post{Channel: channel, Text: "start"})
	for range 450 {
		h.Say(fake.Post{Channel: channel, Thread: root, Text: "talk"})
	}
	h.settled(p)
	messages, err := thread{bot: p.Bot}.Thread(t.Context(), channel, root)
	if err != nil || len(messages) != 451 {
		t.Errorf("%d messages, %v; want 451", len(messages), err)
	}
}
