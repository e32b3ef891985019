package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/bot"
)

// The two halves of a call that was refused, as a thread may bring them.
const (
	invite = "INVITE sip:4155550177@sip.carrier.example SIP/2.0\n" +
		"Via: SIP/2.0/UDP 198.51.100.20:5060;rport;branch=z9hG4bKc2b7\n" +
		"From: <sip:3105550120@sip.carrier.example>;tag=b9e851\n" +
		"To: <sip:4155550177@sip.carrier.example>\n" +
		"Call-ID: b13c7bcae289@198.51.100.20\n" +
		"CSeq: 2 INVITE\n" +
		"Authorization: Digest username=\"3105550118\", realm=\"sip.carrier.example\", nonce=\"7c1e55b0\", uri=\"sip:4155550177@sip.carrier.example\", response=\"ff0d08cf7b43e0ba1c2b1ffb54dea43d\"\n"
	forbidden = "SIP/2.0 403 Forbidden\n" +
		"Via: SIP/2.0/UDP 198.51.100.20:5060;rport=5060;branch=z9hG4bKc2b7\n" +
		"From: <sip:3105550120@sip.carrier.example>;tag=b9e851\n" +
		"To: <sip:4155550177@sip.carrier.example>;tag=90ab12\n" +
		"Call-ID: b13c7bcae289@198.51.100.20\n" +
		"CSeq: 2 INVITE\n"
)

// room is a channel with its threads, and the bot in it.
type room struct {
	t        *testing.T
	bot      *bot.Handler
	messages []bot.Message
	n        int
}

func newRoom(t *testing.T) *room { return &room{t: t, bot: handler(t)} }

// Thread returns what was said in a thread, as Slack would.
func (r *room) Thread(_ context.Context, _, thread string) ([]bot.Message, error) {
	var all []bot.Message
	for _, m := range r.messages {
		if m.TS == thread || m.Thread == thread {
			all = append(all, m)
		}
	}
	return all, nil
}

// say brings a message to the bot and keeps it, and the answer.
func (r *room) say(m bot.Message) (ts string, reply *bot.Reply) {
	r.t.Helper()
	r.n++
	m.TS, m.Channel, m.User = fmt.Sprint(r.n), "C1", "U1"
	reply = r.bot.Handle(context.Background(), m, r)
	r.messages = append(r.messages, m)
	if reply != nil {
		r.n++
		thread := m.Thread
		if thread == "" {
			thread = m.TS
		}
		r.messages = append(r.messages, bot.Message{TS: fmt.Sprint(r.n), Thread: thread, Channel: "C1", Bot: true, Answers: m.TS, Text: reply.Text()})
	}
	return m.TS, reply
}

// restart forgets everything but the channel.
func (r *room) restart() { r.bot = handler(r.t) }

func has(t *testing.T, reply *bot.Reply, wants ...string) {
	t.Helper()
	if reply == nil {
		t.Fatalf("no reply; %q was expected", wants)
	}
	for _, want := range wants {
		if !strings.Contains(reply.Text(), want) {
			t.Errorf("%q is not in the reply:\n%s", want, reply.Text())
		}
	}
}

func silent(t *testing.T, reply *bot.Reply) {
	t.Helper()
	if reply != nil {
		t.Errorf("answered: %s", reply.Text())
	}
}

// TestSplitTrace puts together what comes in two messages of a thread.
func TestSplitTrace(t *testing.T) {
	r := newRoom(t)
	root, reply := r.say(bot.Message{Text: "look at this\n" + invite})
	has(t, reply, "4155550177")
	_, reply = r.say(bot.Message{Thread: root, Text: "and the answer:\n" + forbidden})
	has(t, reply, "do not match", "3105550118", "3105550120")
	if !slices.Contains(reply.Findings, "auth-id-from-mismatch-rejected") {
		t.Errorf("findings: %v", reply.Findings)
	}
	_, reply = r.say(bot.Message{Thread: root, Text: "show message 2"})
	has(t, reply, "403 Forbidden")
	if strings.Contains(reply.Text(), "ff0d08cf") {
		t.Error("the digest response is shown")
	}
}

// TestQuestionAfterRestart answers from the thread itself, and knows what was
// talked about.
func TestQuestionAfterRestart(t *testing.T) {
	r := newRoom(t)
	root, _ := r.say(bot.Message{Text: invite + "\n" + forbidden})
	r.restart()
	_, reply := r.say(bot.Message{Thread: root, Text: "which number is wrong?"})
	has(t, reply, "3105550118", "3105550120")
	r.restart()
	_, reply = r.say(bot.Message{Thread: root, Text: "how sure are you"})
	has(t, reply, "Likely")
}

// TestThreadManners stays out of what people say to each other.
func TestThreadManners(t *testing.T) {
	r := newRoom(t)
	root, _ := r.say(bot.Message{Text: invite + "\n" + forbidden})
	for _, text := range []string{"thanks!", "ok will tell him", "lunch?", "let me check with the customer"} {
		_, reply := r.say(bot.Message{Thread: root, Text: text})
		silent(t, reply)
	}
	_, reply := r.say(bot.Message{Thread: root, Text: "is it the password?", Others: true})
	silent(t, reply)
	_, reply = r.say(bot.Message{Thread: root, Text: "is it the password?", Others: true, Mention: true})
	has(t, reply, "password")
	_, reply = r.say(bot.Message{Text: "is it the password?"})
	silent(t, reply)
}

// TestEdits replaces and removes the answer to a paste that changed.
func TestEdits(t *testing.T) {
	r := newRoom(t)
	root, _ := r.say(bot.Message{Text: invite + "\n" + forbidden})
	edit := func(text string) *bot.Reply {
		return r.bot.Handle(context.Background(), bot.Message{TS: "90", Channel: "C1", User: "U1", EditOf: root, Text: text}, r)
	}
	reply := edit(strings.Replace(invite, "3105550120@", "3105550118@", 1) + "\n" + strings.Replace(forbidden, "3105550120@", "3105550118@", 1))
	has(t, reply, "403")
	if reply.UpdateOf != root {
		t.Errorf("replaces the answer to %q, want %q", reply.UpdateOf, root)
	}
	if slices.Contains(reply.Findings, "auth-id-from-mismatch-rejected") {
		t.Error("equal numbers are still said to differ")
	}
	if reply = edit("never mind"); reply == nil || reply.Delete != root {
		t.Errorf("the answer to what is no paste any more stays: %+v", reply)
	}
}

// TestSharedChannel answers in a channel with another company only when asked.
func TestSharedChannel(t *testing.T) {
	r := newRoom(t)
	_, reply := r.say(bot.Message{Text: invite + "\n" + forbidden, External: true})
	silent(t, reply)
	_, reply = r.say(bot.Message{Text: invite + "\n" + forbidden, External: true, Mention: true})
	has(t, reply, "do not match")
	if !strings.Contains(reply.Private, "digest responses") {
		t.Errorf("the author is told: %q", reply.Private)
	}
}

// TestPrivateWarning tells the author alone of secrets that are good for more than
// one call.
func TestPrivateWarning(t *testing.T) {
	r := newRoom(t)
	_, reply := r.say(bot.Message{Text: "INVITE sip:5550102:hunter2@192.0.2.20 SIP/2.0\nCSeq: 1 INVITE\nCall-ID: a\n\nv=0\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\n"})
	if reply == nil || !strings.Contains(reply.Private, "password") || !strings.Contains(reply.Private, "SRTP key") {
		t.Fatalf("the author is told: %+v", reply)
	}
	if all := reply.Text() + reply.Private; strings.Contains(all, "hunter2") || strings.Contains(all, "d0RmdmcmVCsp") {
		t.Errorf("a secret is shown: %s", all)
	}
	_, reply = r.say(bot.Message{Text: invite})
	if reply.Private != "" {
		t.Errorf("a digest response is masked without a word, the author is told: %s", reply.Private)
	}
}

// TestFiles reads what is uploaded, and says in a sentence what it cannot read.
func TestFiles(t *testing.T) {
	r := newRoom(t)
	_, reply := r.say(bot.Message{Files: []bot.File{bot.TextFile("pbx.log", []byte(invite+"\n"+forbidden))}})
	has(t, reply, "do not match")
	for name, test := range map[string]struct{ content, want string }{
		"shot.png":  {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"},
		"logs.zip":  {"PK\x03\x04\x14\x00\x00\x00", "archive"},
		"empty.txt": {"", "empty"},
	} {
		_, reply := r.say(bot.Message{Text: "", Files: []bot.File{bot.TextFile(name, []byte(test.content))}})
		if reply == nil || !strings.Contains(reply.Text(), test.want) || strings.Count(reply.Text(), "\n") > 1 {
			t.Errorf("%s: %+v", name, reply)
		}
	}
	broken := bot.File{Name: "gone.pcap", Open: func(context.Context) (io.ReadCloser, error) { return nil, errors.New("it was deleted") }}
	_, reply = r.say(bot.Message{Mention: true, Files: []bot.File{broken}})
	has(t, reply, "gone.pcap", "deleted")
}

// TestMessageAndFile reads a message and its file as one trace.
func TestMessageAndFile(t *testing.T) {
	r := newRoom(t)
	_, reply := r.say(bot.Message{Text: "here is what we send:\n" + invite, Files: []bot.File{bot.TextFile("answer.txt", []byte(forbidden))}})
	has(t, reply, "do not match")
}

// TestFlow draws the call flow on request, also after a restart.
func TestFlow(t *testing.T) {
	r := newRoom(t)
	root, reply := r.say(bot.Message{Text: invite + "\n" + forbidden})
	if len(reply.Actions) == 0 || reply.Actions[0].ID != bot.ActionFlow {
		t.Fatalf("actions: %+v", reply.Actions)
	}
	for range 2 {
		flow := r.bot.Press(context.Background(), reply.Actions[0], bot.Message{TS: "2", Thread: root, Channel: "C1"}, r)
		has(t, flow, "#1", "INVITE", "403 Forbidden")
		r.restart()
	}
}

// TestCommand answers /sipcode to the asker alone.
func TestCommand(t *testing.T) {
	r := newRoom(t)
	for text, want := range map[string]string{
		"487": "Request Terminated", "403 forbidden": "403", "help": "/sipcode", "": "/sipcode", "698": "6xx", "list 4xx": "404", "q850 34": "34", "no credit": "credit",
	} {
		_, reply := r.say(bot.Message{Command: "sipcode", Text: text})
		has(t, reply, want)
		if !reply.Ephemeral {
			t.Errorf("/sipcode %s is shown to all", text)
		}
	}
}

// TestReplyLength keeps every reply to a paste within its lines.
func TestReplyLength(t *testing.T) {
	r := newRoom(t)
	_, reply := r.say(bot.Message{Text: invite + "\n" + forbidden})
	if n := strings.Count(reply.Text(), "\n") + 1; n > 12 {
		t.Errorf("%d lines, 12 are the most:\n%s", n, reply.Text())
	}
}
