package parser

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// shown is a keep-alive as sngrep saves it, at a minute of a day.
func shown(minute int, from, to string) string {
	at := time.Date(2026, 2, 11, 9, minute, 0, 0, time.UTC).Format("2006/01/02 15:04:05.000000")
	n := strconv.Itoa(minute)
	return at + " " + from + ":5060 -> " + to + ":5060\nOPTIONS sip:" + to + " SIP/2.0\nVia: SIP/2.0/UDP " + from + ";branch=z9hG4bKo" + n + from +
		"\nFrom: <sip:a@" + from + ">;tag=f" + n + "\nTo: <sip:b@" + to + ">\nCall-ID: o" + n + "@" + from + "\nCSeq: 1 OPTIONS\nContent-Length: 0\n\n"
}

// TestGoesOn proves that a log goes on as long as its own hosts do, and that another
// log pasted behind it does not show it to.
func TestGoesOn(t *testing.T) {
	const a, b, c, d = "192.0.2.1", "192.0.2.2", "198.51.100.1", "198.51.100.2"
	for _, test := range []struct {
		name string
		log  []string
		want time.Duration
	}{
		{"alone", []string{shown(0, a, b)}, 0},
		{"the same hosts, hours later", []string{shown(0, a, b), shown(200, b, a)}, 200 * time.Minute},
		{"one host of the two, hours later", []string{shown(0, a, b), shown(200, c, b)}, 200 * time.Minute},
		{"other hosts, soon", []string{shown(0, a, b), shown(5, c, d)}, 5 * time.Minute},
		{"other hosts, hours later", []string{shown(0, a, b), shown(200, c, d)}, 0},
		{"other hosts, hours before", []string{shown(0, a, b), shown(-200, c, d)}, 0},
		{"other hosts between, and the first again", []string{shown(0, a, b), shown(100, c, d), shown(200, a, b)}, 200 * time.Minute},
		{"three logs", []string{shown(0, a, b), shown(3, b, a), shown(100, c, d), shown(200, "203.0.113.1", "203.0.113.2")}, 3 * time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			trace := ReadString(strings.Join(test.log, ""), Options{})
			first := trace.Messages[0]
			if got, ok := first.Dialog.GoesOn(first); !ok || got != test.want {
				t.Errorf("goes on for %s, want %s", got, test.want)
			}
		})
	}
}
