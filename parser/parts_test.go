package parser

import (
	"strings"
	"testing"
)

// TestPartsJoined cuts a paste in two at every byte: the messages are the same
// as in one piece, and what stands in the second part is cited there.
func TestPartsJoined(t *testing.T) {
	paste := strings.ReplaceAll(paste, "Content-Length: 190", "Content-Length: 212")
	whole := ReadString(paste, Options{})
	for at := 60; at < len(paste)-60; at += 7 {
		parts := []Part{{Reader: strings.NewReader(paste[:at])}, {Reader: strings.NewReader(paste[at:])}}
		trace := Read(parts, Options{})
		// Within a mark, a start line, "x=" behind a blank or in a length nobody can tell.
		from := strings.LastIndexByte(paste[:at], '\n') + 1
		line, _, _ := strings.Cut(paste[from:], "\n")
		if paste[at-1] == ' ' || line == "a=sendrecv" || strings.HasPrefix(line, "Content-Length") || at-from == 1 || from != at && (strings.Contains(line, " -> ") || strings.Contains(line, " SIP/2.0") || strings.HasPrefix(line, "SIP/2.0") || line == "") {
			continue
		}
		if len(trace.Messages) != len(whole.Messages) {
			t.Fatalf("cut at %d, in %q: %d messages", at, line, len(trace.Messages))
		}
		for i, m := range trace.Messages {
			w := whole.Messages[i]
			if m.StartLine != w.StartLine || len(m.Headers) != len(w.Headers) || m.Body != w.Body {
				t.Fatalf("cut at %d, in %q: message %d has %d headers of %d\n%s\n%s", at, line, i+1, len(m.Headers), len(w.Headers), m.Body, w.Body)
			}
			for k, h := range m.Headers {
				if h.Value != w.Headers[k].Value {
					t.Fatalf("cut at %d, in %q: %s is not %s", at, line, h, w.Headers[k])
				}
				if part := m.PartOf(h); part < m.Part || part > 2 || part == m.Part && h.Line < m.Lines[0] {
					t.Fatalf("cut at %d: %s is said to stand on line %d of part %d, its message begins on %d of %d", at, h, h.Line, part, m.Lines[0], m.Part)
				}
			}
		}
	}
}
