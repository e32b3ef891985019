package traffic

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"net/netip"
)

const (
	domain   = "sip.carrier.example"
	password = "not-a-secret-8chars"
)

func (c *call) newBranch() { c.branch = fmt.Sprintf("z9hG4bK%016x", c.g.random.Uint64()) }

// remote is the Contact of the carrier.
func (c *call) remote() string { return "sip:" + c.to + "@" + c.sbc.String() + ";transport=udp" }

func (c *call) local() string { return "sip:" + c.account + "@" + c.pbx.String() }

// head begins a message up to its CSeq.
func (c *call) head(b *bytes.Buffer, start, received, toTag, method string, cseq int) {
	fmt.Fprintf(b, "%s\r\nVia: SIP/2.0/UDP %s;branch=%s%s\r\n", start, c.pbx, c.branch, received)
	fmt.Fprintf(b, "From: \"%s\" <sip:%s@%s>;tag=%s\r\nTo: <sip:%s@%s>", c.from, c.from, domain, c.fromTag, c.to, domain)
	if toTag != "" {
		b.WriteString(";tag=" + toTag)
	}
	fmt.Fprintf(b, "\r\nCall-ID: %s\r\nCSeq: %d %s\r\n", c.callID, cseq, method)
}

func finish(b *bytes.Buffer, body string) []byte {
	if body != "" {
		b.WriteString("Content-Type: application/sdp\r\n")
	}
	fmt.Fprintf(b, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return b.Bytes()
}

// request is a request of the PBX.
func (c *call) request(method, uri string, cseq int, toTag, body string, contact bool) []byte {
	var b bytes.Buffer
	c.head(&b, method+" "+uri+" SIP/2.0", ";rport", toTag, method, cseq)
	b.WriteString("Max-Forwards: 70\r\n")
	if contact {
		fmt.Fprintf(&b, "Contact: <%s>\r\nAllow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY\r\nSupported: replaces, timer\r\n", c.local())
	}
	fmt.Fprintf(&b, "User-Agent: %s\r\n", c.software)
	return finish(&b, body)
}

func (c *call) invite(credentials string) []byte {
	var b bytes.Buffer
	c.head(&b, "INVITE sip:"+c.to+"@"+domain+" SIP/2.0", ";rport", "", "INVITE", c.cseq)
	fmt.Fprintf(&b, "Max-Forwards: 70\r\nContact: <%s>\r\nUser-Agent: %s\r\n", c.local(), c.software)
	b.WriteString("Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY\r\nSupported: replaces, timer\r\n")
	fmt.Fprintf(&b, "P-Asserted-Identity: <sip:%s@%s>\r\nDate: Wed, 11 Feb 2026 %02d:%02d:%02d GMT\r\n", c.from, domain, c.at.Hour(), c.at.Minute(), c.at.Second())
	if credentials != "" {
		b.WriteString("Proxy-Authorization: " + credentials + "\r\n")
	}
	return finish(&b, c.sdp(c.pbx, "sendrecv"))
}

// ack confirms a refusal.
func (c *call) ack() []byte {
	return c.request("ACK", "sip:"+c.to+"@"+domain, c.cseq, c.toTag, "", false)
}

// answer is an answer of the carrier to the request at hand.
func (c *call) answer(method string, code int, phrase string, tagged, sdp bool) []byte {
	var b bytes.Buffer
	toTag, body := "", ""
	if tagged {
		toTag = c.toTag
	}
	if sdp {
		body = c.sdp(c.sbc, "sendrecv")
	}
	received := fmt.Sprintf(";rport=%d;received=%s", c.pbx.Port(), c.pbx.Addr())
	c.head(&b, fmt.Sprintf("SIP/2.0 %d %s", code, phrase), received, toTag, method, c.cseq)
	if method == "INVITE" && code > 100 && code < 300 {
		fmt.Fprintf(&b, "Contact: <%s>\r\nAllow: INVITE, ACK, CANCEL, OPTIONS, BYE, UPDATE\r\n", c.remote())
	}
	if code == 503 {
		b.WriteString("Retry-After: 30\r\n")
	}
	b.WriteString("Server: Carrier SBC 9.3\r\n")
	return finish(&b, body)
}

// challenge asks for credentials.
func (c *call) challenge(method string, code int) {
	c.nonce = fmt.Sprintf("%016x%016x", c.g.random.Uint64(), c.g.random.Uint64())
	name, phrase := "Proxy-Authenticate", "Proxy Authentication Required"
	if code == 401 {
		name, phrase = "WWW-Authenticate", "Unauthorized"
	}
	var b bytes.Buffer
	received := fmt.Sprintf(";rport=%d;received=%s", c.pbx.Port(), c.pbx.Addr())
	c.head(&b, fmt.Sprintf("SIP/2.0 %d %s", code, phrase), received, c.toTag, method, c.cseq)
	fmt.Fprintf(&b, "%s: Digest realm=\"%s\", nonce=\"%s\", algorithm=MD5, qop=\"auth\"\r\nServer: Carrier SBC 9.3\r\n", name, domain, c.nonce)
	c.down(finish(&b, ""))
}

// credentials answers the challenge (RFC 2617 3.2.2).
func (c *call) credentials(method, uri string) string {
	sum := func(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) }
	cnonce := fmt.Sprintf("%08x", c.g.random.Uint32())
	response := sum(sum(c.account+":"+domain+":"+password) + ":" + c.nonce + ":00000001:" + cnonce + ":auth:" + sum(method+":"+uri))
	return fmt.Sprintf("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=MD5, cnonce=\"%s\", qop=auth, nc=00000001",
		c.account, domain, c.nonce, uri, response, cnonce)
}

// backwards is a request of the carrier inside the dialog.
func (c *call) backwards(method string, cseq int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP %s;branch=%s;rport\r\n", method, c.local(), c.sbc, c.branch)
	c.parties(&b, method, cseq)
	b.WriteString("Max-Forwards: 69\r\nReason: Q.850;cause=16;text=\"Normal call clearing\"\r\n")
	return finish(&b, "")
}

// answerBackwards is the PBX's answer to it.
func (c *call) answerBackwards(method string, cseq int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP %s;branch=%s;rport=%d;received=%s\r\n", c.sbc, c.branch, c.sbc.Port(), c.sbc.Addr())
	c.parties(&b, method, cseq)
	fmt.Fprintf(&b, "Server: %s\r\n", c.software)
	return finish(&b, "")
}

func (c *call) parties(b *bytes.Buffer, method string, cseq int) {
	fmt.Fprintf(b, "From: <sip:%s@%s>;tag=%s\r\nTo: \"%s\" <sip:%s@%s>;tag=%s\r\nCall-ID: %s\r\nCSeq: %d %s\r\n",
		c.to, domain, c.toTag, c.from, c.from, domain, c.fromTag, c.callID, cseq, method)
}

func (c *call) registerRequest(credentials string) []byte {
	var b bytes.Buffer
	c.head(&b, "REGISTER sip:"+domain+" SIP/2.0", ";rport", "", "REGISTER", c.cseq)
	fmt.Fprintf(&b, "Max-Forwards: 70\r\nContact: <%s>\r\nExpires: 3600\r\nUser-Agent: %s\r\n", c.local(), c.software)
	if credentials != "" {
		b.WriteString("Authorization: " + credentials + "\r\n")
	}
	return finish(&b, "")
}

func (c *call) registered() []byte {
	var b bytes.Buffer
	received := fmt.Sprintf(";rport=%d;received=%s", c.pbx.Port(), c.pbx.Addr())
	c.head(&b, "SIP/2.0 200 OK", received, c.toTag, "REGISTER", c.cseq)
	fmt.Fprintf(&b, "Contact: <%s>;expires=3600\r\nServer: Carrier SBC 9.3\r\n", c.local())
	return finish(&b, "")
}

func (c *call) sdp(at netip.AddrPort, direction string) string {
	return fmt.Sprintf("v=0\r\no=- %d %d IN IP4 %s\r\ns=session\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %d RTP/AVP 0 8 9 101\r\n"+
		"a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:9 G722/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=%s\r\n",
		c.session, c.session+c.changes, at.Addr(), at.Addr(), c.port, direction)
}
