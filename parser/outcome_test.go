package parser

import (
	"strings"
	"testing"
)

// tricky are dialogs whose outcome is easily misjudged.
var tricky = []struct{ name, script, want string }{
	{"two phones answer, one is released", `
		0 a>p INVITE 1 i f -
		1 p>a 180/INVITE 1 i f t1
		1.1 p>a 180/INVITE 1 i f t2
		4 p>a 200/INVITE 1 i f t1
		4.1 p>a 200/INVITE 1 i f t2
		4.2 a>p ACK 1 k1 f t1
		4.3 a>p ACK 1 k2 f t2
		4.4 a>p BYE 2 y2 f t2
		4.5 p>a 200/BYE 2 y2 f t2
		30 p>a BYE 1 y1 t1 f
		30.1 a>p 200/BYE 1 y1 t1 f`,
		"call answered 200 by=callee setup=4s dur=26s ring=3s"},
	{"both hops of a proxy", `
		0 a>p INVITE 1 i f -
		0.01 p>b INVITE 1 q,i f -
		0.02 p>a 100/INVITE 1 i f -
		1 b>p 180/INVITE 1 q,i f t
		1.01 p>a 180/INVITE 1 i f t
		4 b>p 200/INVITE 1 q,i f t
		4.02 p>a 200/INVITE 1 i f t
		4.1 a>p ACK 1 k f t
		4.11 p>b ACK 1 kq,k f t
		9 b>p BYE 7 y t f
		9.01 p>a BYE 7 yq,y t f
		9.1 a>p 200/BYE 7 yq,y t f
		9.11 p>b 200/BYE 7 y t f`,
		"call answered 200 by=callee setup=4.02s dur=4.98s ring=3.01s"},
	{"only the hop behind the proxy", `
		0.01 p>b INVITE 1 q,i f -
		1 b>p 180/INVITE 1 q,i f t
		4 b>p 486/INVITE 1 q,i f t
		4.1 p>b ACK 1 q f t`,
		"call rejected 486 by= setup=0s dur=0s ring=3s"},
	{"a BYE while it rings", `
		0 a>b INVITE 1 i f -
		1 b>a 180/INVITE 1 i f t
		5 a>b BYE 2 y f t
		5.1 b>a 200/BYE 2 y f t
		5.2 b>a 487/INVITE 1 i f t
		5.3 a>b ACK 1 i f t`,
		"call cancelled 487 by=caller setup=0s dur=0s ring=4.2s"},
	{"reliable ringing and an UPDATE before the answer", `
		0 a>b INVITE 1 i f -
		1 b>a 183/INVITE 1 i f t | Require: 100rel | RSeq: 1
		1.1 a>b PRACK 2 p f t | RAck: 1 1 INVITE
		1.2 b>a 200/PRACK 2 p f t
		1.3 a>b UPDATE 3 u f t
		1.4 b>a 200/UPDATE 3 u f t
		3 b>a 180/INVITE 1 i f t
		6 b>a 200/INVITE 1 i f t
		6.1 a>b ACK 1 k f t`,
		"call answered 200 by= setup=6s dur=0s ring=3s"},
	{"a CANCEL too late for a busy", `
		0 a>b INVITE 1 i f -
		3 b>a 486/INVITE 1 i f t
		3.01 a>b CANCEL 1 i f -
		3.02 a>b ACK 1 i f t
		3.03 b>a 481/CANCEL 1 i f t`,
		"call rejected 486 by= setup=0s dur=0s ring=0s"},
	{"a CANCEL too late for an answer that holds", `
		0 a>b INVITE 1 i f -
		3 b>a 200/INVITE 1 i f t
		3.01 a>b CANCEL 1 i f -
		3.02 b>a 481/CANCEL 1 i f t
		3.1 a>b ACK 1 k f t
		60 b>a BYE 1 y t f
		60.1 a>b 200/BYE 1 y t f`,
		"call answered 200 by=callee setup=3s dur=57s ring=0s"},
	{"cancelled, and the trace ends with the CANCEL", `
		0 a>b INVITE 1 i f -
		1 b>a 180/INVITE 1 i f t
		6 a>b CANCEL 1 i f -`,
		"call cancelled 0 by=caller setup=0s dur=0s ring=5s"},
	{"responses alone", `
		0.1 b>a 100/INVITE 1 i f -
		1 b>a 180/INVITE 1 i f t
		4 b>a 200/INVITE 1 i f t
		9 b>a 200/BYE 2 y f t`,
		"call answered 200 by= setup=3.9s dur=0s ring=3s"},
	{"requests alone", `
		0 a>b INVITE 1 i f -
		4.1 a>b ACK 1 k f t
		9 a>b BYE 2 y f t`,
		"call ongoing 0 by= setup=0s dur=0s ring=0s"},
	{"everything sent twice", `
		0 a>b INVITE 1 i f -
		0.5 a>b INVITE 1 i f -
		0.6 b>a 100/INVITE 1 i f -
		0.9 b>a 100/INVITE 1 i f -
		1 b>a 180/INVITE 1 i f t
		1.5 b>a 180/INVITE 1 i f t
		4 b>a 200/INVITE 1 i f t
		4.5 b>a 200/INVITE 1 i f t
		4.6 a>b ACK 1 k f t
		4.9 a>b ACK 1 k f t
		9 a>b BYE 2 y f t
		9.5 a>b BYE 2 y f t
		9.6 b>a 200/BYE 2 y f t
		9.8 b>a 200/BYE 2 y f t`,
		"call answered 200 by=caller setup=4s dur=5s ring=3s"},
	{"refused, tried again and answered under one Call-ID", `
		0 a>b INVITE 1 i f -
		1 b>a 488/INVITE 1 i f t
		1.1 a>b ACK 1 i f t
		1.2 a>b INVITE 2 j f -
		5 b>a 200/INVITE 2 j f u
		5.1 a>b ACK 2 k f u`,
		"call answered 200 by= setup=5s dur=0s ring=0s"},
	{"challenged twice by two hops", `
		0 a>b INVITE 1 i f -
		0.1 b>a 407/INVITE 1 i f c | Proxy-Authenticate: Digest realm="p", nonce="n"
		0.2 a>b INVITE 2 j f - | Proxy-Authorization: Digest username="1", realm="p", nonce="n", uri="sip:2@b.example", response="0"
		0.3 b>a 401/INVITE 2 j f c | WWW-Authenticate: Digest realm="q", nonce="m"
		0.4 a>b INVITE 3 l f - | Proxy-Authorization: Digest username="1", realm="p", nonce="n", uri="sip:2@b.example", response="0" | Authorization: Digest username="1", realm="q", nonce="m", uri="sip:2@b.example", response="0"
		2 b>a 180/INVITE 3 l f t
		3 b>a 480/INVITE 3 l f t`,
		"call rejected 480 by= setup=0s dur=0s ring=1s"},
	{"refused with a 6xx on one fork while the other is cancelled", `
		0 a>p INVITE 1 i f -
		0.01 p>b INVITE 1 q1,i f -
		0.02 p>c INVITE 1 q2,i f -
		1 b>p 180/INVITE 1 q1,i f t1
		1.01 p>a 180/INVITE 1 i f t1
		2 c>p 603/INVITE 1 q2,i f t2
		2.01 p>b CANCEL 1 q1 f -
		2.02 b>p 200/CANCEL 1 q1 f t1
		2.03 b>p 487/INVITE 1 q1,i f t1
		2.04 p>a 603/INVITE 1 i f t2`,
		"call rejected 603 by= setup=0s dur=0s ring=1.03s"},
	{"a re-INVITE that crosses the BYE", `
		0 a>b INVITE 1 i f -
		4 b>a 200/INVITE 1 i f t
		4.1 a>b ACK 1 k f t
		20 a>b INVITE 2 r f t
		20.01 b>a BYE 1 y t f
		20.02 a>b 200/BYE 1 y t f
		20.03 b>a 487/INVITE 2 r f t
		20.04 a>b ACK 2 r f t`,
		"call answered 200 by=callee setup=4s dur=16.01s ring=0s"},
	{"both hang up at once: the first BYE counts", `
		0 a>b INVITE 1 i f -
		4 b>a 200/INVITE 1 i f t
		4.1 a>b ACK 1 k f t
		20 b>a BYE 1 y t f
		20.01 a>b BYE 2 z f t
		20.02 a>b 481/BYE 1 y t f
		20.03 b>a 200/BYE 2 z f t`,
		"call answered 200 by=callee setup=4s dur=16s ring=0s"},
	{"a keep-alive nobody answers", `
		0 a>b OPTIONS 1 i f -
		0.5 a>b OPTIONS 1 i f -
		1.5 a>b OPTIONS 1 i f -
		3.5 a>b OPTIONS 1 i f -`,
		"options no-response 0 by= setup=0s dur=0s ring=0s"},
	{"a subscription that is challenged and accepted", `
		0 a>b SUBSCRIBE 1 i f -
		0.1 b>a 401/SUBSCRIBE 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
		0.2 a>b SUBSCRIBE 2 j f - | Authorization: Digest username="1", realm="r", nonce="n", uri="sip:b.example", response="0"
		0.3 b>a 202/SUBSCRIBE 2 j f t`,
		"subscription answered 202 by= setup=0s dur=0s ring=0s"},
	{"a text message refused", `
		0 a>b MESSAGE 1 i f -
		0.1 b>a 415/MESSAGE 1 i f t`,
		"message rejected 415 by= setup=0s dur=0s ring=0s"},
	{"a registration refreshed, then removed", `
		0 a>b REGISTER 1 i f - | Contact: <sip:1@a.example> | Expires: 60
		0.1 b>a 200/REGISTER 1 i f c
		30 a>b REGISTER 2 j f - | Contact: <sip:1@a.example> | Expires: 60
		30.1 b>a 200/REGISTER 2 j f c
		50 a>b REGISTER 3 k f - | Contact: * | Expires: 0
		50.1 b>a 200/REGISTER 3 k f c`,
		"registration removed 200 by= setup=0s dur=0s ring=0s"},
	{"a registration removed and made anew", `
		0 a>b REGISTER 1 i f - | Contact: <sip:1@a.example> | Expires: 0
		0.1 b>a 200/REGISTER 1 i f c
		1 a>b REGISTER 2 j f - | Contact: <sip:1@a.example> | Expires: 60
		1.1 b>a 200/REGISTER 2 j f c`,
		"registration registered 200 by= setup=0s dur=0s ring=0s"},
	{"one old contact removed as another is set", `
		0 a>b REGISTER 1 i f - | Contact: <sip:1@old.example>;expires=0, <sip:1@a.example>;expires=60
		0.1 b>a 200/REGISTER 1 i f c`,
		"registration registered 200 by= setup=0s dur=0s ring=0s"},
	{"a registration refused after it stood", `
		0 a>b REGISTER 1 i f - | Contact: <sip:1@a.example>
		0.1 b>a 200/REGISTER 1 i f c
		30 a>b REGISTER 2 j f - | Contact: <sip:1@a.example> | Authorization: Digest username="1", realm="r", nonce="n", uri="sip:b.example", response="0"
		30.1 b>a 403/REGISTER 2 j f c`,
		"registration rejected 403 by= setup=0s dur=0s ring=0s"},
}

func TestTrickyOutcome(t *testing.T) {
	for _, c := range tricky {
		t.Run(c.name, func(t *testing.T) {
			lines := strings.Split(strings.TrimSpace(c.script), "\n")
			checkSame(t, "as it was", c.want, lines, false)
			if tr := script(t, c.script); len(tr.Dialogs) != 1 {
				t.Errorf("%d dialogs", len(tr.Dialogs))
			}
		})
	}
}

// TestTrickyOrder gives the same dialogs newest first, and without times in either
// direction.
func TestTrickyOrder(t *testing.T) {
	for _, c := range tricky {
		t.Run(c.name, func(t *testing.T) {
			lines := strings.Split(strings.TrimSpace(c.script), "\n")
			var reversed []string
			for i := len(lines) - 1; i >= 0; i-- {
				reversed = append(reversed, lines[i])
			}
			checkSame(t, "newest first", c.want, reversed, false)
			checkSame(t, "without times", c.want, untimed(lines), true)
			checkSame(t, "newest first without times", c.want, untimed(reversed), true)
		})
	}
}
