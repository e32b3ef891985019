package parser

import (
	"fmt"
	"strings"
	"testing"
)

// TestLoginAnswers tells for each login of a script which challenge it answers and what
// came of it: the offered nonce, the nonce it was seen with, whether it is current,
// accepted, asked again or passed on to another hop.
func TestLoginAnswers(t *testing.T) {
	tests := []struct{ name, script, want string }{
		{"two hops ask, one after the other", `
			0 a>b INVITE 1 i f -
			0.1 b>a 401/INVITE 1 i f c | WWW-Authenticate: Digest realm="edge", nonce="e1"
			0.2 a>b INVITE 2 j f - | Authorization: Digest username="1", realm="edge", nonce="e1"
			0.3 b>a 407/INVITE 2 j f d | Proxy-Authenticate: Digest realm="core", nonce="c1"
			0.4 a>b INVITE 3 k f - | Authorization: Digest username="1", realm="edge", nonce="e1" | Proxy-Authorization: Digest username="1", realm="core", nonce="c1"
			0.5 b>a 183/INVITE 3 k f t`,
			"e1 e1 current accepted elsewhere|e1 e1 current accepted|c1 c1 current accepted"},
		{"the second hop refuses", `
			0 a>b INVITE 1 i f -
			0.1 b>a 407/INVITE 1 i f c | Proxy-Authenticate: Digest realm="edge", nonce="e1"
			0.2 a>b INVITE 2 j f - | Proxy-Authorization: Digest username="1", realm="edge", nonce="e1"
			0.3 b>a 407/INVITE 2 j f d | Proxy-Authenticate: Digest realm="core", nonce="c1"
			0.4 a>b INVITE 3 k f - | Proxy-Authorization: Digest username="1", realm="edge", nonce="e1" | Proxy-Authorization: Digest username="1", realm="core", nonce="c1"
			0.5 b>a 407/INVITE 3 k f d | Proxy-Authenticate: Digest realm="core", nonce="c2"`,
			"e1 e1 current accepted elsewhere|e1 e1 current accepted elsewhere|c1 c1 current again"},
		{"one of several algorithms", `
			0 a>b REGISTER 1 i f -
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="s", algorithm=SHA-256 | WWW-Authenticate: Digest realm="r", nonce="m", algorithm=MD5
			0.2 a>b REGISTER 2 j f - | Authorization: Digest username="1", realm="r", nonce="m"
			0.3 b>a 200/REGISTER 2 j f c`,
			"m m current accepted"},
		{"the nonce of the other algorithm's line", `
			0 a>b REGISTER 1 i f -
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="s", algorithm=SHA-256 | WWW-Authenticate: Digest realm="r", nonce="m", algorithm=MD5
			0.2 a>b REGISTER 2 j f - | Authorization: Digest username="1", realm="r", nonce="s"
			0.3 b>a 401/REGISTER 2 j f c | WWW-Authenticate: Digest realm="r", nonce="m2", algorithm=MD5`,
			"m s current again"},
		{"one nonce behind", `
			0 a>b REGISTER 1 i f -
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n1"
			0.2 a>b REGISTER 2 j f - | Authorization: Digest username="1", realm="r", nonce="n1"
			0.3 b>a 401/REGISTER 2 j f c | WWW-Authenticate: Digest realm="r", nonce="n2", stale=TRUE
			0.4 a>b REGISTER 3 k f - | Authorization: Digest username="1", realm="r", nonce="n1"
			0.5 b>a 401/REGISTER 3 k f c | WWW-Authenticate: Digest realm="r", nonce="n3", stale=TRUE`,
			"n1 n1 current again stale|n2 n1 again stale"},
		{"a challenge of the other side is not for this one", `
			0 a>b INVITE 1 i f -
			0.1 b>a 200/INVITE 1 i f t
			0.2 a>b ACK 1 k f t
			5 b>a BYE 7 y t f
			5.1 a>b 407/BYE 7 y t f | Proxy-Authenticate: Digest realm="r", nonce="a"
			5.2 a>b BYE 2 z f t | Proxy-Authorization: Digest username="1", realm="r", nonce="x"
			5.3 b>a 200/BYE 2 z f t`,
			"- - accepted"},
		{"a busy answer comes behind the login", `
			0 a>b INVITE 1 i f -
			0.1 b>a 401/INVITE 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
			0.2 a>b INVITE 2 j f - | Authorization: Digest username="1", realm="r", nonce="n"
			1.3 b>a 486/INVITE 2 j f d`,
			"n n current accepted"},
		{"the account announced before any challenge is no login", `
			0 a>b REGISTER 1 i f - | Authorization: Digest username="1@ims.example", realm="ims.example", nonce="", uri="sip:ims.example", response=""
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="ims.example", nonce="n", algorithm=MD5
			0.2 a>b REGISTER 2 j f - | Authorization: Digest username="1@ims.example", realm="ims.example", nonce="n", uri="sip:ims.example", response="0"
			0.3 b>a 200/REGISTER 2 j f c`,
			"n n current accepted"},
		{"credentials in the same branch are a try of their own", `
			0 a>b REGISTER 1 i f -
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
			0.2 a>b REGISTER 1 i f - | Authorization: Digest username="1", realm="r", nonce="n"
			0.3 b>a 200/REGISTER 1 i f c`,
			"n n current accepted"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for i, l := range script(t, test.script).Dialogs[0].Logins() {
				if i > 0 {
					got += "|"
				}
				got += tellLogin(l)
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func tellLogin(l *Login) string {
	nonce := func(c *Challenge) string {
		if c == nil {
			return "-"
		}
		return c.Nonce
	}
	s := fmt.Sprintf("%s %s", nonce(l.Offered), nonce(l.Seen))
	for _, fact := range []struct {
		name string
		is   bool
	}{
		{"current", l.Current()}, {"accepted", l.Accepted()}, {"again", l.Again != nil},
		{"stale", l.Again != nil && l.Again.Stale}, {"elsewhere", l.Elsewhere},
	} {
		if fact.is {
			s += " " + fact.name
		}
	}
	return s
}

// TestLoginOutcomes tells what a registration is called by how its login went.
func TestLoginOutcomes(t *testing.T) {
	tests := []struct {
		name, script string
		want         Outcome
	}{
		{"announced, challenged, and the trace ends", `
			0 a>b REGISTER 1 i f - | Authorization: Digest username="1", realm="r", nonce="", response=""
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"`, Challenged},
		{"credentials in the same branch", `
			0 a>b REGISTER 1 i f - | Contact: <sip:1@a.example>
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
			0.2 a>b REGISTER 1 i f - | Contact: <sip:1@a.example> | Authorization: Digest username="1", realm="r", nonce="n", response="0"
			0.3 b>a 200/REGISTER 1 i f c`, Registered},
		{"the second hop is not answered", `
			0 a>b INVITE 1 i f -
			0.1 b>a 407/INVITE 1 i f c | Proxy-Authenticate: Digest realm="edge", nonce="e1"
			0.2 a>b INVITE 2 j f - | Proxy-Authorization: Digest username="1", realm="edge", nonce="e1", response="0"
			0.3 b>a 407/INVITE 2 j f d | Proxy-Authenticate: Digest realm="core", nonce="c1"`, Challenged},
		{"another realm than the one asked for", `
			0 a>b INVITE 1 i f -
			0.1 b>a 407/INVITE 1 i f c | Proxy-Authenticate: Digest realm="edge", nonce="e1"
			0.2 a>b INVITE 2 j f - | Proxy-Authorization: Digest username="1", realm="mine", nonce="e1", response="0"
			0.3 b>a 407/INVITE 2 j f d | Proxy-Authenticate: Digest realm="edge", nonce="e2"`, Rejected},
		{"a refresh whose nonce ran out at the end", `
			0 a>b REGISTER 1 i f - | Contact: <sip:1@a.example>
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
			0.2 a>b REGISTER 2 j f - | Contact: <sip:1@a.example> | Authorization: Digest username="1", realm="r", nonce="n", response="0"
			0.3 b>a 200/REGISTER 2 j f c
			60 a>b REGISTER 3 k f - | Contact: <sip:1@a.example> | Authorization: Digest username="1", realm="r", nonce="n", response="0"
			60.1 b>a 401/REGISTER 3 k f c | WWW-Authenticate: Digest realm="r", nonce="n2"`, Registered},
		{"a refresh that goes on to be refused", `
			0 a>b REGISTER 1 i f - | Contact: <sip:1@a.example> | Authorization: Digest username="1", realm="r", nonce="n", response="0"
			0.3 b>a 200/REGISTER 1 i f c
			60 a>b REGISTER 3 k f - | Contact: <sip:1@a.example> | Authorization: Digest username="1", realm="r", nonce="n", response="0"
			60.1 b>a 401/REGISTER 3 k f c | WWW-Authenticate: Digest realm="r", nonce="n2"
			60.2 a>b REGISTER 4 l f - | Contact: <sip:1@a.example> | Authorization: Digest username="1", realm="r", nonce="n2", response="0"
			60.3 b>a 401/REGISTER 4 l f c | WWW-Authenticate: Digest realm="r", nonce="n3"`, Rejected},
		{"the same sent again without credentials", `
			0 a>b REGISTER 1 i f -
			0.1 b>a 401/REGISTER 1 i f c | WWW-Authenticate: Digest realm="r", nonce="n"
			0.5 a>b REGISTER 1 i f -`, Challenged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if d := script(t, test.script).Dialogs[0]; d.Outcome != test.want {
				t.Errorf("%s, want %s", d.Outcome, test.want)
			}
		})
	}
}

// TestVerifyAsSent verifies digests that were computed by the examples of RFC 7616
// 3.9.1 and RFC 2617 3.5, which are HTTP's, and over a count as it was written.
func TestVerifyAsSent(t *testing.T) {
	tests := []struct {
		name, header, method, password string
		want                           Verdict
	}{
		{"RFC 7616 MD5", `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="8ca523f5e9506fed4657c9700eebdbec"`, "GET", "Circle of Life", Right},
		{"RFC 7616 SHA-256", `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"`, "GET", "Circle of Life", Right},
		{"RFC 2617 MD5", `Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1"`, "GET", "Circle Of Life", Right},
		{"count in capitals", `Digest username="1", realm="r", nonce="n", uri="sip:r", qop=auth, nc=0000000A, cnonce="c", response="` + md5Hex(md5Hex("1:r:p")+":n:0000000A:c:auth:"+md5Hex("REGISTER:sip:r")) + `"`, "REGISTER", "p", Right},
		{"count missing", `Digest username="1", realm="r", nonce="n", uri="sip:r", qop=auth, cnonce="c", response="` + md5Hex("x") + `"`, "REGISTER", "p", Unverified},
		{"hashed user name", `Digest username="` + md5Hex("1:r") + `", userhash=true, realm="r", nonce="n", uri="sip:r", response="` + md5Hex("x") + `"`, "REGISTER", "p", Unverified},
		{"unknown algorithm", `Digest username="1", realm="r", nonce="n", uri="sip:r", algorithm=AKAv1-MD5, response="` + md5Hex("x") + `"`, "REGISTER", "p", Unverified},
		{"redacted", `Digest username="1", realm="r", nonce="n", uri="sip:r", response="xxxxxxxx"`, "REGISTER", "p", Unverified},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			trace := ReadString(test.method+" sip:r SIP/2.0\nCall-ID: a\nCSeq: 2 "+test.method+"\nAuthorization: "+test.header+"\n", Options{Password: test.password})
			if got := trace.Messages[0].Credentials()[0].Verified; got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

// TestCutCredentials reads a login whose line the log cut at some column: what is not there
// is taken for what was asked for.
func TestCutCredentials(t *testing.T) {
	const head = "Via: SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bK%s\nFrom: <sip:acct@sip.carrier.example>;tag=f1\nTo: <sip:acct@sip.carrier.example>\nCall-ID: cut@198.51.100.20\n"
	const whole = `Authorization: Digest username="acct", realm="sip.carrier.example", nonce="aa11bb22cc33", uri="sip:sip.carrier.example", response="00112233445566778899aabbccddeeff", algorithm=SHA-256, qop=auth, nc=00000001, cnonce="x1"`
	for _, end := range []int{45, 62, 80, 96, 130, 158, 162} {
		text := "REGISTER sip:sip.carrier.example SIP/2.0\n" + strings.ReplaceAll(head, "%s", "a") + "CSeq: 1 REGISTER\n\n" +
			"SIP/2.0 401 Unauthorized\n" + strings.ReplaceAll(head, "%s", "a") + "CSeq: 1 REGISTER\nWWW-Authenticate: Digest realm=\"sip.carrier.example\", nonce=\"aa11bb22cc33\", algorithm=SHA-256, qop=\"auth\"\n\n" +
			"REGISTER sip:sip.carrier.example SIP/2.0\n" + strings.ReplaceAll(head, "%s", "b") + "CSeq: 2 REGISTER\n" + whole[:end] + "\nContent-Length: 0\n\n"
		trace := Read([]Part{{Reader: strings.NewReader(text)}}, Options{})
		logins := trace.Dialogs[0].Logins()
		if len(logins) != 1 {
			t.Fatalf("cut at %d: %d logins", end, len(logins))
		}
		c := logins[0].Credentials
		if c.Username != "acct" || c.Realm != "sip.carrier.example" || c.Nonce != "aa11bb22cc33" || c.URI != "sip:sip.carrier.example" || c.Algorithm != "SHA-256" || !c.HasCnonce {
			t.Errorf("cut at %d: %+v", end, c)
		}
	}
}
