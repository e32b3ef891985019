package bot_test

import (
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/bot"
)

// TestReferenceInThread asks for meanings in the thread of a trace: what the term is
// comes from the reference, and what this trace shows of it stands beside it. A
// question about SIP as such gets the reference's card, one about this call does not.
func TestReferenceInThread(t *testing.T) {
	r := newRoom(t)
	for _, q := range []struct{ trace, text, intent, wants string }{
		// What the trace has.
		{"early", "what is rport", "meaning", "answer to the port;#1 INVITE `Via:;9 messages"},
		{"early", "whats a 183", "code-here", "#3 (183;before the answer"},
		{"early", "what's 100rel", "meaning", "confirmed by PRACK;`Require: 100rel`"},
		{"early", "what is early media", "meaning", "before the call is answered;#3 (183) brings an SDP"},
		{"early", "whats pcma", "meaning", "A-law;`m=audio"},
		{"early", "explain sendrecv", "meaning", "both ways;`a=sendrecv`"},
		{"early", "was bedeutet rport?", "meaning", "answer to the port;`Via:"},
		{"busy", "what does cause 17 mean", "cause-here", "17;#3"},
		{"secure", "what is a re-invite", "meaning", "inside a running call;#6 INVITE"},
		// What it has not.
		{"early", "what does Retry-After mean", "meaning", "seconds;This trace has none"},
		{"early", "what is a 404", "meaning", "Not Found;This trace has none"},
		{"early", "what is a B2BUA", "meaning", "two legs"},
		{"early", "rport?", "meaning", "answer to the port"},
		// SIP as such.
		{"early", "difference between 180 and 183", "", "180 Ringing;183 Session Progress;The difference"},
		// This call, although the reference has the word.
		{"early", "what is the codec", "codec", "PCMU"},
		{"mismatch", "what is the problem", "why", "do not match"},
		{"mismatch", "what is in the contact header", "header", "Contact:"},
		{"mismatch", "what is wrong", "why", "do not match"},
		{"noack", "whats missing", "", ""},
	} {
		root := r.thread(q.trace)
		_, reply := r.say(bot.Message{Thread: root, Text: q.text})
		if q.wants == "" {
			if reply != nil && reply.Intent == "meaning" {
				t.Errorf("%s: %q is explained: %s", q.trace, q.text, reply.Text())
			}
			continue
		}
		has(t, reply, strings.Split(q.wants, ";")...)
		if reply.Intent != q.intent {
			t.Errorf("%s: %q is taken for %q, want %q", q.trace, q.text, reply.Intent, q.intent)
		}
	}
}

// TestReferenceWithoutTrace explains to who asks the bot, and leaves a thread alone
// that has no trace.
func TestReferenceWithoutTrace(t *testing.T) {
	r := newRoom(t)
	_, reply := r.say(bot.Message{Text: "what is rport", Mention: true})
	has(t, reply, "rport")
	root, _ := r.say(bot.Message{Text: "the new phones are here"})
	_, reply = r.say(bot.Message{Thread: root, Text: "what is rport"})
	silent(t, reply)
}

// TestHonesty holds answers to what a trace can tell: an ALG cannot be proven off, a
// lone 403 blames no password, a log without a zone has no UTC.
func TestHonesty(t *testing.T) {
	r := newRoom(t)
	for _, q := range []struct {
		trace, text string
		known       bool
		wants       string
	}{
		{"oneway", "is alg on", false, "No sign of one;cannot prove an ALG off;To check;192.168.20.5"},
		{"call-ok", "is it SIP ALG", false, "No sign of one;cannot prove an ALG off;To check"},
		{"refused", "is it the password", false, "This trace cannot tell;in order;What settles"},
		{"reg-403", "wrong password?", false, "possible;What settles it"},
		{"nocredit", "is it the password?", true, "not the password"},
		{"mismatch", "what if i change the From?", false, "send 3125550130 in From;settles it"},
		{"mismatch", "what if i change the codec", false, "nothing in it points to that;do not match"},
		{"call-ok", "what time was that in UTC", false, "no time zone"},
		{"mismatch", "compare with the one that worked", false, "Paste one"},
		{"two", "compare with the one that worked", true, "Different between #1 and #8;Request-URI"},
		{"two", "what about call 2", true, "2125550171"},
		{"mismatch", "how do i capture that on a Fritz!Box", true, "support.lua"},
		{"mismatch", "how do i capture that on a yealink", true, "Pcap"},
		{"mismatch", "how do i capture that", true, "3CX"},
		{"reg-ok", "did the audio work?", true, "No call is in this trace"},
		{"call-ok", "what do i tell the customer", true, "You can write;65 s"},
	} {
		root := r.thread(q.trace)
		_, reply := r.say(bot.Message{Thread: root, Text: q.text})
		has(t, reply, strings.Split(q.wants, ";")...)
		if reply.Known != q.known {
			t.Errorf("%s: %q has known %v, want %v: %s", q.trace, q.text, reply.Known, q.known, reply.Text())
		}
	}
	root, _ := r.say(bot.Message{Text: forbidden})
	_, reply := r.say(bot.Message{Thread: root, Text: "is it the password"})
	has(t, reply, "This trace cannot tell", "stands alone", "Authorization")
	if reply.Known {
		t.Error("a lone 403 is said to tell whether it is the password")
	}
}
