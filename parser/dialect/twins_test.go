package dialect

import (
	"strings"
	"testing"
)

// TestTwins counts once what a log itself shows twice.
func TestTwins(t *testing.T) {
	bye := call[15].text
	rule := "\n\n\n----------------------------------------\n"
	for name, test := range map[string]struct {
		text  string
		want  int
		notes bool
	}{
		"an internal leg":         {"Jan  5 10:00:01.123 On [6:0]192.0.2.20:5060 received from 198.51.100.7:5060\n" + bye + rule + "Jan  5 10:00:01.124 On 127.0.0.1:5060 sent to 127.0.0.1:5062\n" + bye + rule, 1, true},
		"a leg seen inside alone": {"Jan  5 10:00:01.124 On 127.0.0.1:5060 sent to 127.0.0.1:5062\n" + bye + rule, 1, false},
		"two outer legs":          {"Jan  5 10:00:01.123 On [6:0]192.0.2.20:5060 received from 198.51.100.7:5060\n" + bye + rule + "Jan  5 10:00:01.124 On [7:0]192.0.2.30:5060 sent to 203.0.113.5:5060\n" + bye + rule, 2, false},
		"an unexpected message":   {strings.Repeat("-", 47) + " 2026-01-05 10:00:01.123456\nUDP message received [90] bytes:\n\n" + bye + "\n\n" + strings.Repeat("-", 47) + " 2026-01-05 10:00:01.123460\nUnexpected UDP message received:\n\n" + bye + "\n\n", 1, false},
	} {
		r := Frames(linesOf(test.text))
		if len(r.Frames) != test.want || (len(r.Notes) > 0) != test.notes {
			t.Errorf("%s: %d messages, notes %q", name, len(r.Frames), r.Notes)
		}
	}
}

// TestPartial marks what the log cut.
func TestPartial(t *testing.T) {
	head, _, _ := strings.Cut(call[0].text, "\nMax-Forwards")
	for _, mark := range []string{"//Truncated Output", "....", "Some lines were ellipsized, use -l to show in full.", "[truncated]", "…"} {
		r := Frames(linesOf(head + "\n" + mark + "\n\nnext\n"))
		if len(r.Frames) != 1 || !r.Frames[0].Partial || strings.Contains(r.Frames[0].Text, mark) {
			t.Errorf("%q: %+v", mark, r.Frames)
		}
	}
	if r := Frames(linesOf(call[0].text)); r.Frames[0].Partial {
		t.Error("a whole message is partial")
	}
}

// TestMidnight: a clock without a date goes on over midnight.
func TestMidnight(t *testing.T) {
	r := Frames(linesOf("10:00:01.000#\nUDP 192.0.2.1:5060 -> 192.0.2.2:5060\n" + call[3].text + "\n\n"))
	if len(r.Frames) != 1 || r.Frames[0].Time.Year() != 1 {
		t.Fatalf("%+v", r.Frames)
	}
	r = Frames(linesOf("23:59:59.500#\nUDP 192.0.2.1:5060 -> 192.0.2.2:5060\n" + call[3].text + "\n\n00:00:00.500#\nUDP 192.0.2.1:5060 -> 192.0.2.2:5060\n" + call[7].text + "\n\n"))
	if len(r.Frames) != 2 || r.Frames[1].Time.Sub(r.Frames[0].Time).Seconds() != 1 {
		t.Errorf("%+v", r.Frames)
	}
}
