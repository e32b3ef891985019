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

func TestHeadCut(t *testing.T) {
	c := newCaptured()
	c.cutTo(200, 0, hostA, hostB, ping(1))
	c.datagram(time.Second, hostA, hostB, ping(2))
	tr := c.read()
	if !tr.Messages[0].HeadCut() || tr.Messages[1].HeadCut() {
		t.Errorf("cut: %v and %v", tr.Messages[0].HeadCut(), tr.Messages[1].HeadCut())
	}
}
