package parser

import (
	"fmt"
	"strings"
	"testing"
)

// refusedCalls is the log of n calls that two users place in turn and that are
// challenged.
func refusedCalls(n int) string {
	var b strings.Builder
	for i := range n {
		for _, start := range []string{"INVITE sip:5550111@192.0.2.20 SIP/2.0", "SIP/2.0 407 Proxy Authentication Required"} {
			fmt.Fprintf(&b, "%s\nVia: SIP/2.0/UDP 198.51.100.7;branch=z9hG4bK%d\nFrom: <sip:user%d@192.0.2.20>;tag=f%d\nTo: <sip:5550111@192.0.2.20>\nCall-ID: c%d\nCSeq: 1 INVITE\n\n", start, i, i%2, i, i)
		}
	}
	return b.String()
}

func TestAround(t *testing.T) {
	few := ReadString(refusedCalls(300), Options{})
	if n := len(few.Dialogs[0].Around()); n != 300 {
		t.Errorf("of 300 dialogs, %d are around the first, want all", n)
	}
	if n := len(few.Dialogs[7].OfSameUser()); n != 150 {
		t.Errorf("of 300 dialogs of two users, %d are of the same one, want 150", n)
	}
	many := ReadString(refusedCalls(5000), Options{})
	for _, place := range []int{0, 1, 700, 2500, 4400, 4999} {
		d := many.Dialogs[place]
		checkWindow(t, fmt.Sprintf("around dialog %d", place), d.Around(), d, 2*nearby+1)
		checkWindow(t, fmt.Sprintf("of the user of dialog %d", place), d.OfSameUser(), d, 2*nearby+1)
		for _, other := range d.OfSameUser() {
			if other.From != d.From {
				t.Fatalf("dialog %d of %s is listed with %s", place, d.From, other.From)
			}
		}
		near := d.Invites[0].Request
		challenges := many.ChallengesTo("198.51.100.7", near)
		if len(challenges) == 0 || len(challenges) > 2*nearby+1 {
			t.Fatalf("%d challenges near dialog %d", len(challenges), place)
		}
		if first, last := challenges[0].N, challenges[len(challenges)-1].N; near.N < first-1 || near.N > last {
			t.Errorf("dialog %d, message %d: the challenges from %d to %d are not around it", place, near.N, first, last)
		}
	}
}

func checkWindow(t *testing.T, what string, got []*Dialog, want *Dialog, most int) {
	t.Helper()
	found := false
	for i, d := range got {
		found = found || d == want
		if i > 0 && got[i-1].First().N >= d.First().N {
			t.Errorf("%s: out of order at %d", what, i)
		}
	}
	if !found || len(got) > most {
		t.Errorf("%s: %d dialogs, the dialog itself among them: %v", what, len(got), found)
	}
}
