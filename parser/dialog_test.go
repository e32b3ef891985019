package parser

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// script builds the messages of a call from lines such as
//
//	0.00 a>b INVITE 1 br1 f -      time, hop, method, CSeq, branch, From tag, To tag
//	0.10 b>a 180/INVITE 1 br1 f t  a response names its code first
//
// with header lines behind a bar: "… | Reason: SIP;cause=200". A time of - gives
// a message without one; a branch of x,y a Via stack.
func script(t *testing.T, text string) *Trace {
	t.Helper()
	tr := newTrace()
	r := reader{trace: tr, opt: Options{Limits: Limits{}.withDefaults()}}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		f := scriptFrame(t, line)
		r.add(&f, 1)
	}
	r.group()
	return tr
}

func scriptFrame(t *testing.T, line string) dialect.Frame {
	t.Helper()
	head, extra, _ := strings.Cut(line, "|")
	w := strings.Fields(head)
	if len(w) < 7 {
		t.Fatalf("script line %q has too few words", line)
	}
	var f dialect.Frame
	if seconds, err := strconv.ParseFloat(w[0], 64); err == nil {
		f.Clock, f.Time = true, time.Date(2026, 2, 3, 10, 0, 0, 0, time.UTC).Add(time.Duration(math.Round(seconds*1e6))*time.Microsecond)
	}
	src, dst, hop := strings.Cut(w[1], ">")
	if hop {
		f.Src, f.Dst = src+".example:5060", dst+".example:5060"
	}
	method, start := w[2], w[2]+" sip:2@b.example SIP/2.0"
	if code, m, ok := strings.Cut(w[2], "/"); ok {
		method, start = m, "SIP/2.0 "+code+" Phrase"
	}
	tag := func(s string) string {
		if s == "-" {
			return ""
		}
		return ";tag=" + s
	}
	lines := []string{start}
	for _, branch := range strings.Split(w[4], ",") {
		lines = append(lines, "Via: SIP/2.0/UDP host-of-"+branch+".example;branch=z9hG4bK"+branch)
	}
	lines = append(lines, "From: <sip:1@a.example>"+tag(w[5]), "To: <sip:2@b.example>"+tag(w[6]), "Call-ID: call@a.example", "CSeq: "+w[3]+" "+method)
	for _, h := range strings.Split(extra, "|") {
		if h = strings.TrimSpace(h); h != "" {
			lines = append(lines, h)
		}
	}
	f.Text = strings.Join(lines, "\n")
	return f
}

// tell is a dialog in one line, for tables.
func tell(d *Dialog) string {
	return fmt.Sprintf("%s %s %d by=%s setup=%v dur=%v ring=%v", d.Kind, d.Outcome, d.Code, d.EndedBy, d.Setup, d.Duration, d.RingTime)
}

var calls = []struct{ name, script, want string }{
	{"answered and hung up by the callee", `
		0 a>b INVITE 1 i f -
		0.1 b>a 100/INVITE 1 i f -
		1 b>a 180/INVITE 1 i f t
		4 b>a 200/INVITE 1 i f t
		4.1 a>b ACK 1 k f t
		9 b>a BYE 7 y t f
		9.1 a>b 200/BYE 7 y t f`,
		"call answered 200 by=callee setup=4s dur=5s ring=3s"},
	{"challenged, then answered", `
		0 a>b INVITE 1 i f -
		0.1 b>a 407/INVITE 1 i f c | Proxy-Authenticate: Digest realm="r", nonce="n"
		0.2 a>b ACK 1 i f c
		0.3 a>b INVITE 2 j f - | Proxy-Authorization: Digest username="1", realm="r", nonce="n", uri="sip:2@b.example", response="00000000000000000000000000000000"
		2 b>a 200/INVITE 2 j f t
		2.1 a>b ACK 2 k f t
		3 a>b BYE 3 y f t
		3.1 b>a 200/BYE 3 y f t`,
		"call answered 200 by=caller setup=2s dur=1s ring=0s"},
	{"challenged and left", `
		0 a>b INVITE 1 i f -
		0.1 b>a 401/INVITE 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
		0.2 a>b ACK 1 i f c`,
		"call challenged 401 by= setup=0s dur=0s ring=0s"},
	{"credentials refused", `
		0 a>b INVITE 1 i f -
		0.1 b>a 401/INVITE 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
		0.3 a>b INVITE 2 j f - | Authorization: Digest username="1", realm="r", nonce="n", uri="sip:2@b.example", response="00000000000000000000000000000000"
		0.4 b>a 401/INVITE 2 j f c | WWW-Authenticate: Digest realm="r", nonce="m"`,
		"call rejected 401 by= setup=0s dur=0s ring=0s"},
	{"cancelled", `
		0 a>b INVITE 1 i f -
		1 b>a 180/INVITE 1 i f t
		6.5 a>b CANCEL 1 i f -
		6.6 b>a 200/CANCEL 1 i f t
		6.7 b>a 487/INVITE 1 i f t
		6.8 a>b ACK 1 i f t`,
		"call cancelled 487 by=caller setup=0s dur=0s ring=5.5s"},
	{"cancelled, the answer crossing", `
		0 a>b INVITE 1 i f -
		1 b>a 180/INVITE 1 i f t
		5 a>b CANCEL 1 i f -
		5.01 b>a 200/INVITE 1 i f t
		5.02 b>a 200/CANCEL 1 i f t
		5.1 a>b ACK 1 k f t
		5.2 a>b BYE 2 y f t
		5.3 b>a 200/BYE 2 y f t`,
		"call answered 200 by=caller setup=5.01s dur=190ms ring=4.01s"},
	{"487 without its CANCEL", `
		0 a>b INVITE 1 i f -
		6.7 b>a 487/INVITE 1 i f t`,
		"call cancelled 487 by= setup=0s dur=0s ring=0s"},
	{"redirected and followed", `
		0 a>b INVITE 1 i f -
		0.1 b>a 302/INVITE 1 i f t | Contact: <sip:3@c.example>
		0.2 a>b ACK 1 i f t
		0.3 a>c INVITE 2 j f -
		2 c>a 200/INVITE 2 j f u
		2.1 a>c ACK 2 k f u`,
		"call answered 200 by= setup=2s dur=0s ring=0s"},
	{"redirected and left", `
		0 a>b INVITE 1 i f -
		0.1 b>a 302/INVITE 1 i f t | Contact: <sip:3@c.example>
		0.2 a>b ACK 1 i f t`,
		"call redirected 302 by= setup=0s dur=0s ring=0s"},
	{"failed over under one Call-ID", `
		0 a>b INVITE 1 i f -
		0.1 b>a 503/INVITE 1 i f t
		0.2 a>b ACK 1 i f t
		0.3 a>c INVITE 1 j f -
		2 c>a 200/INVITE 1 j f u`,
		"call answered 200 by= setup=2s dur=0s ring=0s"},
	{"forked behind a proxy, seen on both sides", `
		0 a>p INVITE 1 i f -
		0.01 p>b INVITE 1 q1,i f -
		0.02 p>c INVITE 1 q2,i f -
		1 b>p 180/INVITE 1 q1,i f t1
		1.01 p>a 180/INVITE 1 i f t1
		1.2 c>p 180/INVITE 1 q2,i f t2
		1.21 p>a 180/INVITE 1 i f t2
		4 c>p 200/INVITE 1 q2,i f t2
		4.01 p>a 200/INVITE 1 i f t2
		4.02 p>b CANCEL 1 q1 f - | Reason: SIP;cause=200
		4.03 b>p 200/CANCEL 1 q1 f t1
		4.04 b>p 487/INVITE 1 q1,i f t1
		4.1 a>p ACK 1 k f t2`,
		"call answered 200 by= setup=4.01s dur=0s ring=3s"},
	{"forked, seen behind the proxy only", `
		0 p>b INVITE 1 q1,i f -
		0.01 p>c INVITE 1 q2,i f -
		1 b>p 486/INVITE 1 q1,i f t1
		2 c>p 200/INVITE 1 q2,i f t2`,
		"call answered 200 by= setup=2s dur=0s ring=0s"},
	{"forked, all refuse: a 6xx wins", `
		0 p>b INVITE 1 q1,i f -
		0.01 p>c INVITE 1 q2,i f -
		1 b>p 603/INVITE 1 q1,i f t1
		2 c>p 480/INVITE 1 q2,i f t2`,
		"call rejected 603 by= setup=0s dur=0s ring=0s"},
	{"no answer to seven sendings", `
		0 a>b INVITE 1 i f -
		0.5 a>b INVITE 1 i f -
		1.5 a>b INVITE 1 i f -
		3.5 a>b INVITE 1 i f -`,
		"call no-response 0 by= setup=0s dur=0s ring=0s"},
	{"one INVITE and nothing more", `0 a>b INVITE 1 i f -`, "call ongoing 0 by= setup=0s dur=0s ring=0s"},
	{"trying when the trace ends", `
		0 a>b INVITE 1 i f -
		0.1 b>a 100/INVITE 1 i f -`,
		"call ongoing 0 by= setup=0s dur=0s ring=0s"},
	{"hung up by a BYE without From tag", `
		0 a>b INVITE 1 i f -
		2 b>a 200/INVITE 1 i f t
		2.1 a>b ACK 1 k f t
		9 b>a BYE 3 y - f
		9.1 a>b 481/BYE 3 y - f`,
		"call answered 200 by=callee setup=2s dur=7s ring=0s"},
	{"re-INVITE refused: the call stands", `
		0 a>b INVITE 1 i f -
		2 b>a 200/INVITE 1 i f t
		2.1 a>b ACK 1 k f t
		5 b>a INVITE 1 r t f
		5.1 a>b 488/INVITE 1 r t f
		5.2 b>a ACK 1 r t f
		9 a>b BYE 2 y f t
		9.1 b>a 200/BYE 2 y f t`,
		"call answered 200 by=caller setup=2s dur=7s ring=0s"},
	{"the end of a call only", `
		9 b>a BYE 3 y t f
		9.1 a>b 200/BYE 3 y t f`,
		"call unknown 200 by= setup=0s dur=0s ring=0s"},
	{"registered after a challenge", `
		0 a>b REGISTER 1 i f -
		0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
		0.2 a>b REGISTER 2 j f - | Contact: <sip:1@a.example> | Authorization: Digest username="1", realm="r", nonce="n", uri="sip:b.example", response="00000000000000000000000000000000"
		0.3 b>a 200/REGISTER 2 j f c | Contact: <sip:1@a.example>;expires=60`,
		"registration registered 200 by= setup=0s dur=0s ring=0s"},
	{"registered, the refresh just challenged", `
		0 a>b REGISTER 2 j f - | Contact: <sip:1@a.example>
		0.3 b>a 200/REGISTER 2 j f c | Contact: <sip:1@a.example>;expires=60
		30 a>b REGISTER 3 k f - | Contact: <sip:1@a.example>
		30.1 b>a 401/REGISTER 3 k f c | WWW-Authenticate: Digest realm="r", nonce="n"`,
		"registration registered 200 by= setup=0s dur=0s ring=0s"},
	{"logged out", `
		0 a>b REGISTER 2 j f - | Contact: <sip:1@a.example>;expires=0
		0.3 b>a 200/REGISTER 2 j f c`,
		"registration removed 200 by= setup=0s dur=0s ring=0s"},
	{"keep-alive refused", `
		0 a>b OPTIONS 1 i f -
		0.1 b>a 404/OPTIONS 1 i f t`,
		"options rejected 404 by= setup=0s dur=0s ring=0s"},
	{"subscription", `
		0 a>b SUBSCRIBE 1 i f -
		0.1 b>a 200/SUBSCRIBE 1 i f t
		0.2 b>a NOTIFY 1 n t f
		0.3 a>b 200/NOTIFY 1 n t f`,
		"subscription answered 200 by= setup=0s dur=0s ring=0s"},
	{"text message", `
		0 a>b MESSAGE 1 i f -
		0.1 b>a 202/MESSAGE 1 i f t`,
		"message answered 202 by= setup=0s dur=0s ring=0s"},
}

func TestOutcome(t *testing.T) {
	for _, c := range calls {
		t.Run(c.name, func(t *testing.T) {
			tr := script(t, c.script)
			if len(tr.Dialogs) != 1 {
				t.Fatalf("%d dialogs", len(tr.Dialogs))
			}
			if got := tell(tr.Dialogs[0]); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestOrder shuffles and reverses every call, with and without times: what
// happened must come out the same.
func TestOrder(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for _, c := range calls {
		lines := strings.Split(strings.TrimSpace(c.script), "\n")
		reversed := slices.Clone(lines)
		slices.Reverse(reversed)
		t.Run(c.name, func(t *testing.T) {
			checkSame(t, "reversed", c.want, reversed, false)
			for range 20 {
				shuffled := slices.Clone(lines)
				random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
				checkSame(t, "shuffled", c.want, shuffled, false)
			}
			checkSame(t, "without times", c.want, untimed(lines), true)
			checkSame(t, "reversed without times", c.want, untimed(reversed), true)
		})
	}
}

func untimed(lines []string) []string {
	out := slices.Clone(lines)
	for i, line := range out {
		line = strings.TrimSpace(line)
		_, rest, _ := strings.Cut(line, " ")
		out[i] = "- " + rest
	}
	return out
}

func checkSame(t *testing.T, how, want string, lines []string, noTimes bool) {
	t.Helper()
	got := tell(script(t, strings.Join(lines, "\n")).Dialogs[0])
	if noTimes {
		got, _, _ = strings.Cut(got, " setup")
		want, _, _ = strings.Cut(want, " setup")
	}
	if got != want {
		t.Errorf("%s:\n%s\ngot  %s\nwant %s", how, strings.Join(lines, "\n"), got, want)
	}
}

func TestRetransmissions(t *testing.T) {
	tr := script(t, `
		0 a>b INVITE 1 i f -
		0.5 a>b INVITE 1 i f -
		0.6 b>a 180/INVITE 1 i f t1
		0.7 b>a 180/INVITE 1 i f t2
		1.2 b>a 180/INVITE 1 i f t1
		1.201 b>a 180/INVITE 1 i f t1
		2 b>a 200/INVITE 1 i f t1
		2.5 b>a 200/INVITE 1 i f t1
		2.6 a>b ACK 1 k f t1
		2.7 a>b ACK 1 k f t1
		3 a>b INVITE 2 r f t1`)
	var got []string
	for _, m := range tr.Messages {
		s := strconv.Itoa(m.RetransmissionOf)
		if m.Copy {
			s += "copy"
		}
		got = append(got, s)
	}
	if want := "0 1 0 0 3 3copy 0 7 0 9 0"; strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if n := tr.Dialogs[0].Invites[0].Sendings(); n != 2 {
		t.Errorf("the INVITE was sent twice, counted %d", n)
	}
	if n := len(tr.Dialogs[0].Forks); n != 2 {
		t.Errorf("%d forks, want 2", n)
	}
}

// TestKinds keeps what happens inside a call with the call, and what only shares
// its Call-ID apart.
func TestKinds(t *testing.T) {
	tr := script(t, `
		0 a>b OPTIONS 5 o g -
		0.1 b>a 200/OPTIONS 5 o g x
		1 a>b INVITE 1 i f -
		2 b>a 200/INVITE 1 i f t
		2.1 a>b ACK 1 k f t
		3 a>b REFER 2 r f t
		3.1 b>a 202/REFER 2 r f t
		3.2 b>a NOTIFY 1 n t f
		3.3 a>b 200/NOTIFY 1 n t f
		4 a>b OPTIONS 3 p f t
		4.1 b>a 200/OPTIONS 3 p f t
		5 a>b BYE 4 y f t
		5.1 b>a 200/BYE 4 y f t`)
	var got []string
	for _, d := range tr.Dialogs {
		got = append(got, fmt.Sprintf("%s:%d", d.Kind, len(d.Messages)))
	}
	if want := "options:2 call:11"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// TestLoose puts messages that lost their Call-ID where they belong.
func TestLoose(t *testing.T) {
	tr := ReadString("INVITE sip:5550102@192.0.2.20 SIP/2.0\nVia: SIP/2.0/UDP 198.51.100.7;branch=z9hG4bKa\n"+
		"From: <sip:5550101@192.0.2.20>;tag=f\nTo: <sip:5550102@192.0.2.20>\nCall-ID: c\nCSeq: 1 INVITE\n\nSIP/2.0 404 Not Found\n", Options{})
	if len(tr.Dialogs) != 1 || tr.Dialogs[0].Outcome != Rejected || tr.Dialogs[0].Code != 404 {
		t.Errorf("a bare answer behind a request must be its answer: %+v", tr.Dialogs)
	}
	alone := ReadString("SIP/2.0 486 Busy Here\n", Options{})
	if len(alone.Dialogs) != 1 || alone.Dialogs[0].CallID != "" || alone.Dialogs[0].Code != 486 {
		t.Errorf("a lone answer must be judged: %+v", alone.Dialogs)
	}
}

func TestLogins(t *testing.T) {
	tr := script(t, `
		0 a>b INVITE 1 i f - | Authorization: Digest username="1", realm="r", nonce="old", uri="sip:2@b.example", response="00000000000000000000000000000000"
		0.1 b>a 401/INVITE 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth" | WWW-Authenticate: Digest realm="r", nonce="n2", algorithm=MD5, stale=TRUE
		0.3 a>b INVITE 2 j f - | Authorization: Digest username="1", realm="r", nonce="n2", uri="sip:2@b.example", response="00000000000000000000000000000000"
		0.4 b>a 407/INVITE 2 j f c | Proxy-Authenticate: Digest realm="p", nonce="pn"
		0.5 a>b INVITE 3 k f - | Authorization: Digest username="1", realm="r", nonce="n2", uri="sip:2@b.example", response="00000000000000000000000000000000" | Proxy-Authorization: Digest username="1", realm="p", nonce="pn", uri="sip:2@b.example", response="00000000000000000000000000000000"
		2 b>a 200/INVITE 3 k f t`)
	var got []string
	for _, l := range tr.Dialogs[0].Logins() {
		got = append(got, fmt.Sprintf("proxy=%v offered=%v current=%v again=%v elsewhere=%v accepted=%v",
			l.Credentials.Proxy, l.Offered != nil, l.Current(), l.Again != nil, l.Elsewhere, l.Accepted()))
	}
	want := []string{
		"proxy=false offered=false current=false again=true elsewhere=false accepted=false",
		"proxy=false offered=true current=true again=false elsewhere=true accepted=true",
		"proxy=false offered=true current=true again=false elsewhere=false accepted=true",
		"proxy=true offered=true current=true again=false elsewhere=false accepted=true",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestStream reads many calls as a stream: the outcomes must be those of Read, and
// what is finished must not be held.
func TestStream(t *testing.T) {
	count := func(into map[Outcome]int, tr *Trace) {
		for _, d := range tr.Dialogs {
			into[d.Outcome]++
		}
	}
	want, got := map[Outcome]int{}, map[Outcome]int{}
	whole := reader{trace: newTrace(), opt: Options{Limits: Limits{}.withDefaults()}}
	streamed := newTrace()
	s := newStream(streamed, "", func(batch *Trace) { count(got, batch) })
	r := reader{trace: streamed, opt: whole.opt, stream: s}
	for n := range 300 {
		for _, line := range strings.Split(strings.TrimSpace(calls[n%len(calls)].script), "\n") {
			f := scriptFrame(t, strings.TrimSpace(line))
			f.Text = strings.Replace(f.Text, "Call-ID: call@", fmt.Sprintf("Call-ID: call%d@", n), 1)
			f.Time = f.Time.Add(time.Duration(n) * time.Minute)
			whole.add(&f, 1)
			r.add(&f, 1)
		}
		if len(s.open) > 60 {
			t.Fatalf("%d dialogs are held open", len(s.open))
		}
	}
	whole.group()
	count(want, whole.trace)
	s.finish()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
