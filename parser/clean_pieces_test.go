package parser

import (
	"fmt"
	"strings"
	"testing"
)

// TestPieces reads messages that a telephone's syslog cut into records of some 950
// bytes, the line ends written as ^M. Like a log among the samples of SIPlog2traceSM.
func TestPieces(t *testing.T) {
	all, cut := dialogs(t), 0
	for name, messages := range all {
		var log strings.Builder
		for i, m := range messages {
			text := m.StartLine + "^M "
			for _, h := range m.Headers {
				text += h.Name + ": " + h.Value + "^M "
			}
			text += "^M " + strings.ReplaceAll(m.Body, "\n", "^M ")
			head := fmt.Sprintf("%s pbx[3437 events]:<167>%s 198.51.100.7 SIPMESSAGE: +02:00 2026 %03d 1 .TEL | 0 ", m.Time.Format("Jan _2 15:04:05"), m.Time.Format("Jan _2 15:04:05"), i)
			first := "CNetworkInputManager::ProcessInput(): Inbound SIP message from ip = 192.0.2.20 port: 5060 RX "
			for text = first + text; text != ""; {
				n := min(len(text), 950-len(head))
				log.WriteString(head + text[:n] + "\n")
				if text = text[n:]; text != "" {
					cut++
				}
			}
			log.WriteString(strings.Replace(head, "SIPMESSAGE", "SESSION", 1) + "CSessionManager::OnEvent(): state changed\n")
		}
		trace := ReadString(log.String(), Options{})
		if len(trace.Messages) != len(messages) {
			t.Errorf("%s: %d messages of %d", name, len(trace.Messages), len(messages))
			continue
		}
		for i, m := range trace.Messages {
			if m.StartLine != messages[i].StartLine || len(m.Headers) != len(messages[i].Headers) || m.Partial || m.Direction != "in" || !m.Clock {
				t.Errorf("%s: message %d: %q with %d headers of %d, partial %v, direction %q", name, i+1, m.StartLine, len(m.Headers), len(messages[i].Headers), m.Partial, m.Direction)
			}
		}
	}
	if cut == 0 {
		t.Error("no message was cut")
	}
}
