package dialect

import (
	"strings"
	"testing"
)

// notSIP is what people write and paste that is none: words of SIP in talk, and
// other protocols that share its headers.
var notSIP = []string{
	"please invite sip:bob to the call", "the From: header was fine", "via: zoom", "To: do tomorrow", "Subject: phones", "Contact: Jo, 555-0142", "Contact: *x*", "To: *",
	"From: Jo <jo@example.com>", "To: support@example.com; cc: ops@example.com", "From: Jo\nTo: Al\nDate: today\nSubject: hello",
	"Contact: +1 212 555 0142", "Route: 66", "Event: standup at 10", "Warning: wet floor", "Warning: 199 host \"misc\"", "WARNING: disk full", "Reason: because I said so",
	"Reason: customer asked, cause unknown", "Call-ID: 12345", "Call ID: abc-123", "Session-Expires: soon", "Allow: all", "Supported: yes", "Require: two people",
	"User-Agent: Mozilla/5.0", "Server: nginx\nContent-Length: 12\nContent-Type: text/html", "Max-Forwards: 70", "Expires: 3600", "CSeq: 4", "CSeq: 4 DESCRIBE", "Content-Type: application/json",
	"HTTP/1.1 200 OK\nVia: 1.1 varnish\nContent-Length: 3\n\nfoo", "HTTP/2 403\nserver: cloudflare", "> GET / HTTP/1.1\n> Host: example.com\n> Accept: */*\n<\n< HTTP/1.1 404 Not Found",
	"POST /api HTTP/1.1\nContent-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\nm=audio 4000 RTP/AVP 0",
	"DESCRIBE rtsp://192.0.2.1/1 RTSP/1.0\nCSeq: 2\nAccept: application/sdp", "RTSP/1.0 200 OK\nCSeq: 2\nContent-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 192.0.2.1\nm=video 0 RTP/AVP 96",
	"CRCX 1200 aaln/1@gw.example MGCP 1.0\nC: A3C47F21\nL: p:10", "WWW-Authenticate: Basic realm=\"x\"", "WWW-Authenticate: Bearer", "retry-after: 120", "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT", "Privacy: please", "Server: Apache/2.4", "Identity: Jo", "Authorization: Bearer abc", "Authorization: Digest username=\"u\", uri=\"/index\"",
	"a=b", "c=3", "m=audio", "s=session", "x=1\ny=2", "v=1", "t=5", "o=me", "b=2 so c=4", "k=v", "i=0; i<10; i++", "v=0 works for us", "t=0 means start",
	"SIP/2.0 is old", "those SIP/2.0 200 responses are fine", "we speak SIP/2.0 over TLS", "RFC 3261 defines SIP/2.0", "SIP/100-00000012 is ringing", "Dial(SIP/200,20)", "image: sip/2.0", "sip:alice@example.com", "<sip:alice@example.com>",
	"curl -H 'Via: x' https://example.com", "the 403 comes from them", "REGISTER now for the webinar", "OPTIONS: a, b, c", "BYE!", "ACK, will do", "404 Not Found", "500 Server Internal Error on the portal",
	"let me know: 200 OK means answered?", "send 100 bytes to 192.0.2.1", "Received: from mx.example by mail.example; Mon, 5 Jan 2026 10:00:00 +0000",
	"0000  45 00 00 1c 00 00 40 00  E.....@.\n0010  40 11 00 00 c0 00 02 01  @.......", "2026-01-05 10:00:00 INFO Hangup of the meeting", "| name | value |\n| a | b |",
}

// isSIP is what must be read, though little of it is there.
var isSIP = []string{
	"Via: SIP/2.0/UDP 192.0.2.1", "via: sip/2.0/udp 192.0.2.1;branch=z9hG4bK1", "VIA: SIP/2.0/TLS sbc.example;branch=z9hG4bK1", "v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1", "CSeq: 4 INVITE", "CSEQ: 102 REGISTER",
	"From: <sip:5550101@example.com>;tag=1", "From: sip:5550101@example.com;tag=1", "To: <sips:5550101@example.com>", "Contact: <sip:5550101@192.0.2.1:5060>;expires=60", "P-Asserted-Identity: <tel:+12125550101>",
	"Remote-Party-ID: \"A\" <sip:5550101@example.com>;party=calling", "Diversion: <sip:5550101@example.com>;reason=no-answer", "Record-Route: <sip:192.0.2.1;lr>", "Refer-To: <sip:5550101@example.com>",
	"Warning: 304 192.0.2.1 \"Media type not available\"", "Warning: 399 host \"text\"", "Reason: Q.850;cause=16", "Reason: SIP ;cause=200 ;text=\"Call completed elsewhere\"", "Session-Expires: 1800;refresher=uac", "Min-SE: 90",
	"RSeq: 1", "RAck: 1 1 INVITE", "Allow: INVITE, ACK, BYE", "Supported: replaces, timer", "Require: 100rel", "Unsupported: timer", "Subscription-State: terminated;reason=noresource", "Call-ID: 7d1e0c5b@198.51.100.7",
	"Authorization: Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"sip:example.com\", response=\"d\"", "X-Asterisk-HangupCause: Normal Clearing", "From: Al\nContact: sip:al@192.0.2.1\nCall-ID: 1234567890",
	"Contact: *", "Contact: *\nExpires: 0",
	"m=audio 4000 RTP/AVP 0", "m=image 4000 udptl t38", "m=video 0 RTP/SAVPF 96", "c=IN IP4 10.0.0.5", "a=rtpmap:0 PCMU/8000", "a=sendonly", "a=inactive", "a=fmtp:101 0-16", "o=- 1 1 IN IP4 192.0.2.1", "v=0\nt=0 0",
	"v=0\ns=-", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc", "b=AS:64", "SIP/2.0 486 Busy Here", "we get SIP/2.0 503 Service Unavailable now", "got \"SIP/2.0 404 Not Found\" back", "`SIP/2.0 603 Decline`",
	"they answer 'SIP/2.0 480 Temporarily Unavailable' always", "BYE sip:5550101@192.0.2.1 SIP/2.0", "it sends INVITE sip:5550101@192.0.2.1 SIP/2.0 and nothing comes", "OPTIONS sip:* SIP/2.0", "> SIP/2.0 200 OK",
	"WWW-Authenticate: Digest realm=\"asterisk\", nonce=\"y\"", "Proxy-Authenticate: Digest realm=\"sip.example.com\", nonce=\"n\", algorithm=MD5", "Retry-After: 3600", "Retry-After: 18000;duration=3600", "Retry-After: 120 (I'm in a meeting)",
	"Server: Asterisk PBX 18.9.0", "User-Agent: Yealink SIP-T46S 66.86.0.15", "User-Agent: friendly-scanner", "Privacy: id", "Error-Info: <sip:announcement@example.com>", "Reason: X.int ;text=\"RTP Timeout\"",
	"* Via: SIP/2.0/UDP 192.0.2.1", "the header `Reason: Q.850;cause=34` is new", "12:00:01 phone: Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1", "NVITE sip:5550101@192.0.2.1 SIP/2.0", "IP/2.0 200 OK",
	"INVITE sip:5550101@192.0.2.1\nVia: SIP/2.0/UDP 192.0.2.1", "FOO sip:5550101@192.0.2.1 SIP/2.0", "INVITE tel:+12125550101 SIP/2.0", "INVITE urn:service:sos SIP/2.0", "INVITE <removed> SIP/2.0", "SIP/2.0 488",
	"12   9.997954 192.0.2.20 → 198.51.100.7 SIP 379 Status: 488 Not Acceptable Here | ", "{\"m\":\"SIP/2.0 403 Forbidden\\r\\nCSeq: 1 INVITE\\r\\n\"}", "b'BYE sip:a@192.0.2.1 SIP/2.0\\r\\nCSeq: 2 BYE\\r\\n'",
}

func TestGate(t *testing.T) {
	for _, text := range notSIP {
		if r := Frames(linesOf(text)); len(r.Frames)+len(r.Facts) > 0 {
			t.Errorf("%q gave %+v %+v", text, r.Frames, r.Facts)
		}
	}
	for _, text := range isSIP {
		r := Frames(linesOf(text))
		if len(r.Frames) != 1 {
			t.Errorf("%q gave %d frames", text, len(r.Frames))
		} else if strings.ContainsAny(r.Frames[0].Text, "`|") || strings.HasSuffix(r.Frames[0].Text, "\"") && !strings.Contains(text, "=\"") && !strings.HasPrefix(text, "Warning") {
			t.Errorf("%q gave %q", text, r.Frames[0].Text)
		}
	}
	if len(notSIP) < 60 || len(isSIP) < 60 {
		t.Errorf("%d and %d texts", len(notSIP), len(isSIP))
	}
}

// TestFacts keeps what logs say of a call without showing a message.
func TestFacts(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"[2026-01-05 10:00:01] NOTICE[123] res_pjsip/pjsip_distributor.c: Request 'REGISTER' from '<sip:5550101@192.0.2.20>' failed for '198.51.100.7:5060' (callid: c1@h) - No matching endpoint found", "no-matching-endpoint REGISTER 5550101 198.51.100.7:5060 c1@h No matching endpoint found"},
		{"[2026-01-05 10:00:01] NOTICE[123] res_pjsip/pjsip_distributor.c: Request 'INVITE' from '<sip:5550101@192.0.2.20>' failed for '198.51.100.7:5060' (callid: c1) - Failed to authenticate", "failed-to-authenticate INVITE 5550101 198.51.100.7:5060 c1 Failed to authenticate"},
		{`chan_sip.c: Registration from '"a" <sip:5550101@192.0.2.20>' failed for '198.51.100.7:5060' - Wrong password`, "wrong-password REGISTER 5550101 198.51.100.7:5060  Wrong password"},
		{"WARNING[48]: chan_sip.c: Retransmission timeout reached on transmission 7d1e@198.51.100.10 for seqno 102 (Critical Response)", "retransmission-timeout    7d1e@198.51.100.10 Critical Response"},
		{"2026-01-05 10:00:01.1 [NOTICE] switch_core_state_machine.c:386 Hangup sofia/external/5550102@192.0.2.20 [CS_EXECUTE] [NO_ANSWER]", "hangup-cause  sofia/external/5550102@192.0.2.20   NO_ANSWER"},
		{"05-Jan-2026 10:00:01.123 [CM503003]: Call(C:12): Call to <sip:5550102@192.0.2.20> has failed; Cause: 404 Not Found/INVITE from 192.0.2.20:5060", "hangup-cause INVITE  192.0.2.20:5060  404"},
		{"2026-01-05 10:00:01 [WARNING] sofia_reg.c:1842 SIP auth failure (REGISTER) on sofia profile 'internal' for [5550101@192.0.2.20] from ip 198.51.100.7", "failed-to-authenticate REGISTER 5550101 198.51.100.7  "},
	} {
		r := Frames(linesOf(test.line))
		if len(r.Facts) != 1 || len(r.Frames) > 0 {
			t.Errorf("%s\ngave %+v %+v", test.line, r.Facts, r.Frames)
			continue
		}
		f := r.Facts[0]
		if got := strings.Join([]string{f.Kind, f.Method, f.User, f.Peer, f.CallID, f.Cause}, " "); got != test.want {
			t.Errorf("%s\ngave %q\nwant %q", test.line, got, test.want)
		}
	}
}
