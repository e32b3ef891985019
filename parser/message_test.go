package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// frame builds one message of a text whose lines are numbered from first.
func frame(t *testing.T, text string, first int, exact bool) *Message {
	t.Helper()
	f := dialect.Frame{Text: text, Exact: exact}
	for i := range strings.Count(text, "\n") + 1 {
		f.Lines = append(f.Lines, first+i)
	}
	m := build(&f, "")
	if m == nil {
		t.Fatalf("nothing was built of %q", text)
	}
	return m
}

const folded = `INVITE sip:5550102@example.com SIP/2.0
v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa,
  SIP/2.0/TCP [2001:db8::5]:5070;received=2001:db8::9;rport=6000;branch=z9hG4bKb
F: "Bell, \"Al\" <x>" <sip:5550101@example.com;user=phone>;tag=abc
TO: <sip:5550102@example.com>
i: c1
cSEQ:  7   INVITE
Subject: one
	two
Content-Type: application/sdp

v=0
o=- 1 2 IN IP4 192.0.2.1
c=IN IP4 192.0.2.1
m=audio 4000 RTP/AVP 18 101`

func TestBuild(t *testing.T) {
	m := frame(t, folded, 10, false)
	got := fmt.Sprintf("%s %s lines=%v body=%d call=%s cseq=%d %s from=%s to=%q branch=%s by=%s subject=%q transport=%s",
		m.Method, m.RequestURI, m.Lines, m.BodyLine, m.CallID, m.CSeq, m.CSeqMethod, m.FromTag, m.ToTag, m.Branch, m.SentBy, m.Header("Subject"), m.Transport)
	want := `INVITE sip:5550102@example.com lines=[10 24] body=21 call=c1 cseq=7 INVITE from=abc to="" branch=z9hG4bKa by=192.0.2.1 subject="one two" transport=udp`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	from := m.From()
	if from.Display != `Bell, "Al" <x>` || from.URI.User != "5550101" || from.URI.Host != "example.com" {
		t.Errorf("from: %+v", from)
	}
	vias := m.Vias()
	if len(vias) != 2 || vias[1].Host != "2001:db8::5" || vias[1].Port != 5070 || vias[1].Received != "2001:db8::9" || vias[1].RPort != 6000 || vias[1].Transport != "TCP" {
		t.Errorf("vias: %+v", vias)
	}
	if codecs := m.SDP().Audio().Codecs(); len(codecs) != 2 || codecs[0].Name != "G729" || codecs[1].Name != "" {
		t.Errorf("codecs: %+v", codecs)
	}
}

// TestLines checks that evidence cites the input's own lines.
func TestLines(t *testing.T) {
	m := frame(t, folded, 10, false)
	for name, want := range map[string]int{"Via": 11, "From": 13, "Call-ID": 15, "Subject": 17, "Content-Type": 19} {
		if h, _ := m.Get(name); h.Line != want {
			t.Errorf("%s stands on line %d, got %d", name, want, h.Line)
		}
	}
	if audio := m.SDP().Audio(); audio.Line.Line != 24 || audio.AddrLine != 23 {
		t.Errorf("m= on %d, c= on %d; want 24 and 23", audio.Line.Line, audio.AddrLine)
	}
}

func TestFragments(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"headers of a request", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\nMax-Forwards: 70\nCSeq: 2 BYE\nCall-ID: a", "BYE request=true partial=true"},
		{"headers that may be either's", "CSeq: 2 BYE\nCall-ID: a", "BYE request=false partial=true"},
		{"a description alone", "v=0\nm=audio 4000 RTP/AVP 0", " request=false partial=true sdp"},
		{"one line of a description", "m=audio 25268 RTP/AVP 18 101", " request=false partial=true sdp"},
		{"a body without its empty line", "SIP/2.0 200 OK\nCSeq: 1 INVITE\nv=0\nm=audio 4000 RTP/AVP 0", "INVITE request=false partial=false sdp"},
		{"a warning alone", `Warning: 304 192.0.2.1 "Media type not available"`, " request=false partial=true"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := frame(t, test.text, 1, false)
			got := fmt.Sprintf("%s request=%v partial=%v", m.Method, m.IsRequest(), m.Partial)
			if m.SDP() != nil {
				got += " sdp"
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestAddress(t *testing.T) {
	tests := []struct{ in, want string }{
		{`<sip:5550101@192.0.2.1:5070;transport=tcp?Replaces=a>;expires=60`, "sip 5550101 192.0.2.1 5070 transport=tcp Replaces=a expires=60"},
		{`sip:5550101@example.com;tag=x`, "sip 5550101 example.com 0   tag=x"},
		{`"a \"b\" <c>" <sip:u%40d@example.com>`, "sip u@d example.com 0   "},
		{`<sip:[2001:db8::1]:5061>`, "sip  2001:db8::1 5061   "},
		{`<tel:+12125550101;phone-context=example.com>`, "tel +12125550101  0 phone-context=example.com  "},
		{`<sip:5550101;cpc=ordinary@example.com;user=phone>`, "sip 5550101;cpc=ordinary example.com 0 user=phone  "},
		{`<sip:alice:secret@example.com>`, "sip alice example.com 0   "},
		{`<sip:5550101@XX.XX.1.2:5060>`, "sip 5550101 XX.XX.1.2 5060   "},
		{`anonymous <sip:anonymous@anonymous.invalid>;tag=1`, "sip anonymous anonymous.invalid 0   tag=1"},
		{`"unclosed <sip:5550101@example.com>;tag=2`, "sip 5550101 example.com 0   tag=2"},
		{`192.0.2.1:5060`, "  192.0.2.1 5060   "},
		{`*`, "  * 0   "},
	}
	for _, test := range tests {
		a := ParseAddress(test.in)
		got := fmt.Sprintf("%s %s %s %d %s %s %s", a.URI.Scheme, a.URI.User, a.URI.Host, a.URI.Port, a.URI.Params, a.URI.Headers, a.Params)
		if got != test.want {
			t.Errorf("%s\ngot  %q\nwant %q", test.in, got, test.want)
		}
	}
}

func TestClassOf(t *testing.T) {
	for host, want := range map[string]HostClass{
		"10.1.2.3": HostPrivate, "172.31.0.1": HostPrivate, "172.32.0.1": HostPublic, "192.168.1.1": HostPrivate,
		"100.64.0.1": HostPrivate, "100.128.0.1": HostPublic, "169.254.1.1": HostLinkLocal, "127.0.0.1": HostLoopback,
		"0.0.0.0": HostUnspecified, "::": HostUnspecified, "::1": HostLoopback, "fd00::1": HostPrivate, "fe80::1": HostLinkLocal,
		"2001:db8::1": HostPublic, "[2001:db8::1]": HostPublic, "::ffff:10.0.0.1": HostPrivate, "203.0.113.9": HostPublic, "239.1.1.1": HostMulticast,
		"x.x.x.x": HostUnknown, "10.XX.1.2": HostUnknown, "259.1.1.1": HostUnknown, "pbx.example": HostUnknown, "": HostUnknown, "10.0.0.0.1": HostUnknown,
	} {
		if got := ClassOf(host); got != want {
			t.Errorf("ClassOf(%q) = %d, want %d", host, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	us := NumberPlan{CountryCode: "1", International: "011"}
	uk := NumberPlan{CountryCode: "44", TrunkPrefix: "0", International: "00"}
	tests := []struct {
		plan NumberPlan
		a, b string
		want bool
	}{
		{us, "+12125550101", "2125550101", true},
		{us, "12125550101", "(212) 555-0101", true},
		{us, "0112125550101", "2125550101", true},
		{us, "2125550101;phone-context=+1", "2125550101", true},
		{us, "2125550101", "2125550102", false},
		{us, "acct4471", "ACCT4471", true},
		{us, "acct4471", "2125550101", false},
		{us, "2125550101@pbx.example", "2125550101", true},
		{us, "101", "2125550101", false},
		{us, "5550101", "2125550101", true},
		{uk, "02079460123", "+442079460123", true},
		{uk, "00442079460123", "2079460123", true},
		{uk, "02079460123", "+442079460124", false},
		{NumberPlan{}, "0151000101", "+49151000101", true},
		{us, "", "2125550101", false},
		{us, "10000", "10001", false},
		{us, "0305550142", "+49305550142", true},
	}
	for _, test := range tests {
		if got := test.plan.Same(test.a, test.b); got != test.want {
			t.Errorf("Same(%q, %q) = %v", test.a, test.b, got)
		}
		if test.plan.Same(test.a, test.b) != test.plan.Same(test.b, test.a) {
			t.Errorf("Same(%q, %q) depends on the order", test.a, test.b)
		}
	}
}

func TestSDP(t *testing.T) {
	m := frame(t, `INVITE sip:b@example.com SIP/2.0
Content-Type: multipart/mixed;boundary="x y"

--x y
Content-Type: application/sdp

v=0
o=CiscoSystemsCCM-SIP 811669 1 IN IP4 10.105.40.14
s=SIP Call
c=IN IP4 10.133.92.102/127
t=0 0
a=sendonly
m=audio 25268/2 RTP/AVP 18 0 8 101 97
a=rtpmap:18 G729/8000
a=fmtp:18 annexb=no
a=ptime:20
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
a=rtpmap:97 opus/48000/2
m=video 0 RTP/SAVPF 96
c=IN IP6 2001:db8::1
a=recvonly
--x y
Content-Type: application/isup

binary
--x y--`, 1, false)
	s := m.SDP()
	if s == nil || len(s.Media) != 2 {
		t.Fatalf("sdp: %+v", s)
	}
	audio, video := s.Media[0], s.Media[1]
	got := fmt.Sprintf("%s %d/%d %s %s %s %s | %s %d %s %s %s | %s %s", audio.Kind, audio.Port, audio.Ports, audio.Proto, audio.Addr, audio.AddrType, audio.Direction,
		video.Kind, video.Port, video.Proto, video.Addr, video.Direction, s.Origin.SessionID, s.Origin.Addr)
	want := "audio 25268/2 RTP/AVP 10.133.92.102 IP4 sendonly | video 0 RTP/SAVPF 2001:db8::1 recvonly | 811669 10.105.40.14"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	wantCodecs := []Codec{
		{PT: 18, Name: "G729", Clock: 8000, Fmtp: "annexb=no", Mapped: true}, {PT: 0, Name: "PCMU", Clock: 8000}, {PT: 8, Name: "PCMA", Clock: 8000},
		{PT: 101, Name: "telephone-event", Clock: 8000, Fmtp: "0-15", Mapped: true}, {PT: 97, Name: "opus", Clock: 48000, Channels: 2, Mapped: true},
	}
	if diff := cmp.Diff(wantCodecs, audio.Codecs()); diff != "" {
		t.Error(diff)
	}
}

func TestReasonsAndWarnings(t *testing.T) {
	m := frame(t, `SIP/2.0 503 Service Unavailable
Reason: Q.850 ;cause=34 ;text="No circuit, sorry", SIP;cause=503;text=plain
Warning: 399 sbc.example "Too many calls, \"really\"", 304 192.0.2.1 "x"
X-Asterisk-HangupCauseCode: 38
X-Asterisk-HangupCause: Network out of order`, 1, false)
	var got []string
	for _, r := range m.Reasons() {
		got = append(got, fmt.Sprintf("%s/%d/%s", r.Protocol, r.Cause, r.Text))
	}
	for _, w := range m.Warnings() {
		got = append(got, fmt.Sprintf("%d/%s/%s", w.Code, w.Agent, w.Text))
	}
	want := []string{"Q.850/34/No circuit, sorry", "SIP/503/plain", "Q.850/38/Network out of order", `399/sbc.example/Too many calls, "really"`, "304/192.0.2.1/x"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !m.Reasons()[0].Is("q850", 34) || m.Q850() != 34 {
		t.Error("spellings of Q.850 must be one")
	}
}
