package parser

import (
	"strings"
	"testing"
)

// TestTortureIPv6 walks through the situations of RFC 5118 4 in messages of our
// own. A defect is wanted where the RFC calls the message invalid.
func TestTortureIPv6(t *testing.T) {
	const sdp4, sdp6 = "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0\r\n",
		"v=0\r\no=- 1 1 IN IP6 2001:db8::20\r\ns=-\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0\r\nc=IN IP6 2001:db8::20\r\nm=video 6002 RTP/AVP 31\r\nc=IN IP4 192.0.2.7\r\n"
	tests := []struct {
		name, uri, via, contact, body string
		defect                        string
		check                         func(*testing.T, *Message)
	}{
		{"4.1 a reference in brackets", "sip:[2001:db8::10]", "[2001:db8::9:1]", "<sip:5550101@[2001:db8::9:1]>", "", "", func(t *testing.T, m *Message) {
			if m.Target().Host != "2001:db8::10" || m.Contact().URI.Host != "2001:db8::9:1" {
				t.Errorf("hosts %q and %q", m.Target().Host, m.Contact().URI.Host)
			}
		}},
		{"4.2 no brackets in the Request-URI", "sip:2001:db8::10", "[2001:db8::9:1]", "<sip:5550101@[2001:db8::9:1]>", "", "no brackets", nil},
		{"4.3 a port that is part of the address", "sip:[2001:db8::10:5070]", "[2001:db8::9:1]", "<sip:5550101@[2001:db8::9:1]>", "", "", func(t *testing.T, m *Message) {
			if m.Target().Port != 0 {
				t.Errorf("port %d", m.Target().Port)
			}
		}},
		{"4.4 a port behind the brackets", "sip:[2001:db8::10]:5070", "[2001:db8::9:1]:5062", "<sip:5550101@[2001:db8::9:1]:5062>", "", "", func(t *testing.T, m *Message) {
			if m.Target().Port != 5070 || m.Vias()[0].Port != 5062 {
				t.Errorf("ports %d and %d", m.Target().Port, m.Vias()[0].Port)
			}
		}},
		{"4.5 received with brackets", "sip:[2001:db8::10]", "[2001:db8::9:1];received=[2001:db8::9:255]", "<sip:5550101@[2001:db8::9:1]>", "", "", received},
		{"4.5 received without brackets", "sip:[2001:db8::10]", "[2001:db8::9:1];received=2001:db8::9:255", "<sip:5550101@[2001:db8::9:1]>", "", "", received},
		{"4.6 an IPv6 request with an IPv4 description", "sip:5550102@[2001:db8::10]", "[2001:db8::9:1]", "<sip:5550101@[2001:db8::9:1]>", sdp4, "", nil},
		{"4.7 several addresses in the headers", "sip:5550102@[2001:db8::10]", "[2001:db8::9:1];branch=z9hG4bKx,SIP/2.0/UDP 192.0.2.1", "<sip:5550101@[2001:db8::9:1]>", sdp6, "", func(t *testing.T, m *Message) {
			if len(m.Vias()) != 2 || m.Vias()[1].Host != "192.0.2.1" {
				t.Errorf("vias %+v", m.Vias())
			}
		}},
		{"4.8 several addresses in the description", "sip:5550102@[2001:db8::10]", "[2001:db8::9:1]", "<sip:5550101@[2001:db8::9:1]>", sdp6, "", func(t *testing.T, m *Message) {
			if s := m.SDP(); s.Media[0].Addr != "2001:db8::20" || s.Media[1].Addr != "192.0.2.7" || s.Media[1].AddrType != "IP4" {
				t.Errorf("media %+v", s.Media)
			}
		}},
		{"4.9 IPv4-mapped addresses", "sip:5550102@[::ffff:192.0.2.10]", "[::ffff:192.0.2.2]:19823", "<sip:5550101@[::ffff:192.0.2.2]:19823>", "", "", func(t *testing.T, m *Message) {
			if ClassOf(m.Target().Host) != HostPublic {
				t.Error("a mapped public address is public")
			}
		}},
		{"4.10 three colons, as the old grammar allowed", "sip:5550102@[2001:db8:::192.0.2.1]", "[2001:db8::9:1]", "<sip:5550101@[2001:db8::9:1]>", "", "", nil},
		{"no brackets in Contact", "sip:[2001:db8::10]", "[2001:db8::9:1]", "<sip:5550101@2001:db8::9:1>", "", "no brackets", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := "INVITE " + test.uri + " SIP/2.0\r\nVia: SIP/2.0/UDP " + test.via + ";branch=z9hG4bKas3-111\r\nMax-Forwards: 70\r\n" +
				"From: <sip:5550101@example.com>;tag=81x2\r\nTo: <sip:5550102@example.com>\r\nCall-ID: six@[2001:db8::9:1]\r\nCSeq: 3 INVITE\r\nContact: " + test.contact + "\r\n"
			if test.body != "" {
				text += "Content-Type: application/sdp\r\n"
			}
			trace := ReadString(text+"\r\n"+test.body, Options{})
			if len(trace.Messages) != 1 {
				t.Fatalf("%d messages", len(trace.Messages))
			}
			m := trace.Messages[0]
			switch {
			case test.defect == "" && len(m.Defects()) > 0:
				t.Errorf("defects of a valid message: %+v", m.Defects())
			case test.defect != "" && (len(m.Defects()) != 1 || !strings.Contains(m.Defects()[0].Problem, test.defect)):
				t.Errorf("want one defect with %q, got %+v", test.defect, m.Defects())
			}
			if test.check != nil {
				test.check(t, m)
			}
		})
	}
}

func received(t *testing.T, m *Message) {
	t.Helper()
	if got := m.Vias()[0].Received; got != "2001:db8::9:255" {
		t.Errorf("received %q", got)
	}
}
