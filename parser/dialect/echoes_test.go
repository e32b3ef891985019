package dialect

import (
	"strings"
	"testing"
)

// TestEchoes: a message that a log shows on its way in and again where it is handled
// is one; what was sent twice is two.
func TestEchoes(t *testing.T) {
	message := call[1].text + "\n\n"
	queued := "<167>Jan  5 10:00:01 192.0.2.9 SIGADAP: +01:00 2026 784 1 .TEL | 0 OnSocketDataReceived: to '198.51.100.7' in the port '1031'.\nFrom '192.0.2.20' in the port '5060'.\n<166>Jan  5 10:00:01 192.0.2.9 ALSIP: +01:00 2026 784 1 .TEL | 0 Queue::QueueSIPInputMessage: msg " + message
	handled := "<166>Jan  5 10:00:01 192.0.2.9 SIPMESSAGE: +01:00 2026 785 1 .TEL | 0 Inbound SIP message from 192.0.2.20:5060\nRX " + message
	for text, want := range map[string]int{queued + handled: 1, handled + handled: 2, strings.Repeat(queued+handled, 2): 2} {
		frames := Frames(linesOf(text)).Frames
		if len(frames) != want {
			t.Errorf("%d messages, want %d, of %s", len(frames), want, text)
		}
		for _, f := range frames {
			if f.Direction != In || f.Src != "192.0.2.20:5060" {
				t.Errorf("direction %q from %q", f.Direction, f.Src)
			}
		}
	}
}
