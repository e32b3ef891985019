package parser

import (
	"strings"
	"testing"
)

// bareRequest is a request without addresses, and its answer if it has any.
func bareRequest(from, target, id, answer string) string {
	head := "Via: SIP/2.0/UDP " + from + ";branch=z9hG4bK" + id + "\nFrom: <sip:a@" + from + ">;tag=f" + id + "\nTo: <sip:b@" + target + ">\nCall-ID: " + id + "\nCSeq: 1 OPTIONS\nContent-Length: 0\n\n"
	text := "OPTIONS sip:" + target + " SIP/2.0\n" + head
	if answer != "" {
		text += "SIP/2.0 " + answer + "\n" + strings.Replace(head, "\nCall-ID", ";tag=t\nCall-ID", 1)
	}
	return text
}

// TestPeerByName takes the one address that answers a sender for the host that it calls
// by name, and nothing that may be another.
func TestPeerByName(t *testing.T) {
	ask := bareRequest("192.0.2.1", "sip.carrier.example", "q", "")
	for _, test := range []struct {
		name, others string
		known        bool
	}{
		{"the one address of the sender", bareRequest("192.0.2.1", "203.0.113.9", "a", "200 OK"), true},
		{"of another sender", bareRequest("192.0.2.7", "203.0.113.9", "a", "200 OK"), false},
		{"two addresses", bareRequest("192.0.2.1", "203.0.113.9", "a", "200 OK") + bareRequest("192.0.2.1", "203.0.113.10", "b", "200 OK"), false},
		{"another name", bareRequest("192.0.2.1", "pbx.other.example", "a", "200 OK"), false},
		{"not answered", bareRequest("192.0.2.1", "203.0.113.9", "a", ""), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			trace := ReadString(ask+test.others, Options{})
			if got := trace.Peer(trace.Messages[0]).Answer != nil; got != test.known {
				t.Errorf("known is %v, want %v", got, test.known)
			}
		})
	}
}
