package parser

import (
	"testing"
	"time"
)

// TestGranted tells the lifetime that a registrar gives to the contact that asked.
func TestGranted(t *testing.T) {
	tests := []struct {
		name, contacts string
		want           time.Duration
	}{
		{"own of several", "Contact: <sip:1@192.0.2.9:5062>;expires=12 | Contact: <sip:1@192.0.2.1:5060>;expires=300", 300 * time.Second},
		{"rewritten, alone", "Contact: <sip:1@203.0.113.7:1024>;expires=60", time.Minute},
		{"rewritten, of several", "Contact: <sip:1@203.0.113.7:1024>;expires=60, <sip:1@203.0.113.8:1024>;expires=50", 0},
		{"Expires for the contact", "Contact: <sip:1@192.0.2.1:5060> | Expires: 90", 90 * time.Second},
		{"Expires alone", "Expires: 90", 90 * time.Second},
		{"removed", "Contact: <sip:1@192.0.2.1:5060>;expires=0", 0},
		{"nothing", "Server: x", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tr := script(t, `
				0 a>b REGISTER 1 i f - | Contact: <sip:1@192.0.2.1:5060> | Expires: 3600
				0.1 b>a 200/REGISTER 1 i f c | `+test.contacts)
			tx := tr.Dialogs[0].Decisive
			if got := tx.Granted(); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
			if got := tx.Request.Asked(); got != time.Hour {
				t.Errorf("asked for %v", got)
			}
		})
	}
}

// TestSenders counts what hosts did to get in.
func TestSenders(t *testing.T) {
	tr := script(t, `
		0 a>b REGISTER 1 i f - | Authorization: Digest username="100", realm="r", nonce="n", response="0"
		0.1 b>a 403/REGISTER 1 i f c
		1 a>b REGISTER 2 j f - | Authorization: Digest username="101", realm="r", nonce="n", response="0"
		1.1 b>a 401/REGISTER 2 j f c | WWW-Authenticate: Digest realm="r", nonce="m"
		2 a>b REGISTER 3 k f -
		2.1 b>a 200/REGISTER 3 k f c`)
	s := tr.Sender(tr.Messages[0])
	if s == nil || len(s.Tries) != 3 || len(s.Logins) != 2 || len(s.Users) != 3 || s.Refused != 2 || s.Guesses != 2 || s.Accepted != 1 {
		t.Errorf("got %+v", s)
	}
	if gap, timed := Pace(s.Tries); !timed || gap != time.Second {
		t.Errorf("pace %v, %v", gap, timed)
	}
}
