package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/bot"
)

// refused is a call of its own that was answered with this line.
func refused(n int, status string) string {
	head := fmt.Sprintf("Via: SIP/2.0/UDP 198.51.100.20:5060;rport;branch=z9hG4bKt%d\nFrom: <sip:3105550120@sip.carrier.example>;tag=f%d\n", n, n)
	tail := fmt.Sprintf("Call-ID: t%d@198.51.100.20\nCSeq: 1 INVITE\nContent-Length: 0\n\n", n)
	to := fmt.Sprintf("sip:41555501%02d@sip.carrier.example", n)
	return "INVITE " + to + " SIP/2.0\n" + head + "To: <" + to + ">\n" + tail +
		"SIP/2.0 " + status + "\n" + head + "To: <" + to + ">;tag=t\n" + tail
}

// TestTableFits proves that a capture with many outcomes and many reasons keeps to
// the lines of a reply, and still names the call to look at first.
func TestTableFits(t *testing.T) {
	answers := []string{
		"486 Busy Here", "404 Not Found", "403 Insufficient funds", "503 Service Unavailable", "484 Address Incomplete",
		"488 Not Acceptable Here", "600 Busy Everywhere", "410 Gone", "480 User not registered", "483 Too Many Hops",
	}
	var trace strings.Builder
	for n := range 30 {
		trace.WriteString(refused(n, answers[n%len(answers)]))
	}
	r := newRoom(t)
	_, reply := r.say(bot.Message{Text: trace.String(), DM: true})
	if reply == nil {
		t.Fatal("the bot says nothing")
	}
	text := reply.Text()
	if n := len(strings.Split(strings.TrimSpace(text), "\n")); n > 12 {
		t.Errorf("%d lines:\n%s", n, text)
	}
	for _, want := range []string{"30 calls", "3 rejected (486)", "Look first at"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
}

// TestFailingCallFirst proves that among healthy dialogs the failing one comes first, in
// full, and the healthy ones in one line at the end.
func TestFailingCallFirst(t *testing.T) {
	trace := refused(1, "200 OK") + strings.ReplaceAll(refused(2, "200 OK"), "INVITE", "OPTIONS") +
		strings.ReplaceAll(refused(3, "200 OK"), "INVITE", "REGISTER") + refused(4, "403 Insufficient funds") + refused(5, "403 Insufficient funds")
	r := newRoom(t)
	_, reply := r.say(bot.Message{Text: trace, DM: true})
	if reply == nil {
		t.Fatal("the bot says nothing")
	}
	all := strings.Split(strings.TrimSpace(reply.Text()), "\n")
	if !strings.Contains(all[0], "No credit") || !strings.Contains(all[0], "4155550104") {
		t.Errorf("the first line is not on the failing call: %s", all[0])
	}
	last := all[len(all)-1]
	for _, want := range []string{"Fine: ", "4155550101", "one keep-alive", "one registration"} {
		if !strings.Contains(last, want) {
			t.Errorf("%q is missing in the last line: %s", want, last)
		}
	}
	if !strings.Contains(reply.Text(), "The same: 4155550105 (#9).") {
		t.Errorf("the second call is not named as the same:\n%s", reply.Text())
	}
	if len(all) > 12 {
		t.Errorf("%d lines", len(all))
	}
}

// TestLogBesideMessages proves that a reply on messages tells what log lines say of
// others, in one line at its end.
func TestLogBesideMessages(t *testing.T) {
	line := func(user string) string {
		return "[2026-01-05 10:00:01] NOTICE[1234] res_pjsip/pjsip_distributor.c: log_failed_request: Request 'REGISTER' from '<sip:" + user +
			"@192.0.2.20>' failed for '198.51.100.7:5060' (callid: r" + user + ") - Failed to authenticate\n"
	}
	r := newRoom(t)
	for _, trace := range []string{refused(1, "404 Not Found"), refused(1, "404 Not Found") + refused(2, "503 Service Unavailable")} {
		_, reply := r.say(bot.Message{Text: trace + line("201") + line("202"), DM: true})
		if reply == nil {
			t.Fatal("the bot says nothing")
		}
		all := strings.Split(strings.TrimSpace(reply.Text()), "\n")
		if last := all[len(all)-1]; !strings.Contains(last, "201 did not authenticate") || !strings.Contains(last, "1 more.") {
			t.Errorf("the last line is %q", last)
		}
		if len(all) > 12 || strings.Contains(all[0], "authenticate") {
			t.Errorf("%d lines, the first is %q", len(all), all[0])
		}
	}
}
