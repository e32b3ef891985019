package parser

import (
	"strings"
	"testing"
	"time"
)

// cutTo adds a datagram of which the capture has n bytes of the payload.
func (c *captured) cutTo(n int, after time.Duration, src, dst, text string) {
	at := c.Len()
	c.datagram(after, src, dst, text)
	record := c.Bytes()[at:]
	keep := 16 + 28 + n
	record[8], record[9] = byte(28+n), byte((28+n)>>8)
	c.Truncate(at + keep)
}

// TestMessagesCutInTheirHeaders has the last line of each message end anywhere: half
// a Call-ID makes no other call, and an answer finds its request by the branch.
func TestMessagesCutInTheirHeaders(t *testing.T) {
	request, answer := ping(1), pong(1)
	for n := strings.Index(request, "Call-ID") + 35; n < len(request)-2; n++ {
		for k := strings.Index(answer, "From:"); k < len(answer)-2; k += 7 {
			c := newCaptured()
			c.cutTo(n, 0, hostA, hostB, request)
			c.cutTo(k, 20*time.Millisecond, hostB, hostA, answer)
			tr := c.read()
			if len(tr.Dialogs) != 1 || tr.Dialogs[0].CallID != "p1@198.51.100.7" || tr.Dialogs[0].Outcome != Answered || len(tr.Loose) > 0 {
				t.Fatalf("cut to %d and %d bytes: %d dialogs, %d loose, first message %q of %q", n, k, len(tr.Dialogs), len(tr.Loose), tr.Messages[0].CSeqMethod, tr.Messages[0].CallID)
			}
		}
	}
}

// TestRequestsCutBeforeTheirCSeq has an answer name what it is for, whose own Via is
// behind the cut.
func TestRequestsCutBeforeTheirCSeq(t *testing.T) {
	c := newCaptured()
	for n := range 3 {
		late := strings.Replace(pong(n), "Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKp"+string(rune('0'+n))+"\r\n", "", 1)
		late = strings.Replace(late, "Content-Length", "Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKp"+string(rune('0'+n))+"\r\nContent-Length", 1)
		c.cutTo(strings.Index(ping(n), "CSeq"), time.Second, hostA, hostB, ping(n))
		c.cutTo(strings.Index(late, "Via")+9, 20*time.Millisecond, hostB, hostA, late)
	}
	tr := c.read()
	if len(tr.Dialogs) != 3 || len(tr.Loose) > 0 {
		t.Fatalf("%d dialogs, %d loose", len(tr.Dialogs), len(tr.Loose))
	}
	for _, d := range tr.Dialogs {
		if d.Outcome != Answered || len(d.Transactions) != 1 {
			t.Errorf("%s: %s in %d transactions", d.CallID, d.Outcome, len(d.Transactions))
		}
	}
}

// TestStrayAnswersSilenceNothing has answers cut before anything names them: then no
// request is without one.
func TestStrayAnswersSilenceNothing(t *testing.T) {
	c := newCaptured()
	for range 5 {
		c.datagram(2*time.Second, hostA, hostB, ping(1))
		c.cutTo(30, 20*time.Millisecond, hostB, hostA, pong(1))
	}
	for _, d := range c.read().Dialogs {
		if d.Outcome == NoResponse || len(d.Ignored("")) > 0 {
			t.Errorf("%s: %s", d.CallID, d.Outcome)
		}
	}
}

func TestHeadCut(t *testing.T) {
	c := newCaptured()
	c.cutTo(200, 0, hostA, hostB, ping(1))
	c.datagram(time.Second, hostA, hostB, ping(2))
	tr := c.read()
	if !tr.Messages[0].HeadCut() || tr.Messages[1].HeadCut() {
		t.Errorf("cut: %v and %v", tr.Messages[0].HeadCut(), tr.Messages[1].HeadCut())
	}
}
