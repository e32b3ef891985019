package parser

import (
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

// TestPartsJoined cuts a paste in two at every byte: the messages are the same
// as in one piece, and what stands in the second part is cited there.
func TestPartsJoined(t *testing.T) {
	paste := strings.ReplaceAll(paste, "Content-Length: 190", "Content-Length: 212")
	whole := ReadString(paste, Options{})
	for at := 60; at < len(paste)-60; at++ {
		parts := []Part{{Reader: strings.NewReader(paste[:at])}, {Reader: strings.NewReader(paste[at:])}}
		trace := Read(parts, Options{})
		line := paste[strings.LastIndexByte(paste[:at], '\n')+1:]
		line, _, _ = strings.Cut(line, "\n")
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

func readParts(texts ...string) *Trace {
	var parts []Part
	for _, text := range texts {
		parts = append(parts, Part{Reader: strings.NewReader(text)})
	}
	return Read(parts, Options{})
}

// TestPartsOfAnyLog cuts logs of every dialect in two where chance has it, also with
// the blanks at the cut lost, as chats lose them: what was cut is put together, but
// for a blank of which nobody can tell.
func TestPartsOfAnyLog(t *testing.T) {
	const stride, share = 2003, 0.95
	all := dialogs(t)
	tries, whole, turn := 0, 0, 0
	for _, d := range render.Dialects() {
		for name, messages := range all {
			turn++
			text := render.Text(d, messages)
			for at := 60 + turn%97; at < len(text)-60; at += stride {
				first, second := text[:at], text[at:]
				if turn%2 == 0 && strings.TrimSpace(text[at-1:at+1]) == text[at-1:at+1] {
					first, second = strings.TrimRight(first, "\r\n"), strings.TrimLeft(second, "\r\n")
				}
				tries++
				diff := differences(messages, readParts(first, second).Messages)
				if diff == "" {
					whole++
				} else if tries-whole < 20 {
					t.Logf("%s of %s, cut at %d, behind %q: %.200s", name, d.Name, at, text[max(0, at-30):at], diff)
				}
			}
		}
	}
	if float64(whole) < share*float64(tries) {
		t.Errorf("%d of %d", whole, tries)
	}
}

// TestPartsFenced: a chat puts marks of code around either half.
func TestPartsFenced(t *testing.T) {
	want := ReadString(paste, Options{})
	for _, at := range []int{90, 333, 700, 905, 1400} {
		trace := readParts("```\n"+paste[:at]+"\n```", "```"+paste[at:]+"```")
		if len(trace.Messages) != len(want.Messages) {
			t.Fatalf("cut at %d: %d messages", at, len(trace.Messages))
		}
		for i, m := range trace.Messages {
			if m.StartLine != want.Messages[i].StartLine || len(m.Headers) != len(want.Messages[i].Headers) || m.Body != want.Messages[i].Body {
				t.Errorf("cut at %d: message %d is %q with %d headers", at, i+1, m.StartLine, len(m.Headers))
			}
		}
	}
}

// TestPartsApart: what somebody writes in the next message is no rest of the one
// before, and a message of its own is none of another.
func TestPartsApart(t *testing.T) {
	end := strings.LastIndex(paste, "2026/")
	call, last := strings.TrimSpace(paste[:end]), strings.TrimSpace(paste[end:])
	open := strings.TrimSuffix(call, "\nContent-Length: 0")
	for _, said := range []string{"any ideas?", "thx", "this is the last message before it fails", "@ana do you see why?", "Question: where is the ACK?", "same with the other phone:"} {
		for _, first := range []string{call, open} {
			trace := readParts(first, said)
			m := trace.Messages[len(trace.Messages)-1]
			if h := m.Headers[len(m.Headers)-1]; len(trace.Messages) != sevenMessages-1 || strings.Contains(h.Value, strings.Fields(said)[0]) || len(m.Defects()) > 0 {
				t.Errorf("%d messages, the last ends in %q, defects %v", len(trace.Messages), h.String(), m.Defects())
			}
		}
		trace := readParts(call, said+"\n"+last)
		if len(trace.Messages) != sevenMessages || trace.Messages[6].Part != 2 || trace.Messages[6].Lines[0] < 2 {
			t.Errorf("behind %q: %d messages", said, len(trace.Messages))
		}
	}
}

// FuzzParts cuts any text anywhere: what is read of the parts stands in them.
func FuzzParts(f *testing.F) {
	f.Add(paste, 333)
	f.Add("```\n"+paste[:700]+"```\n", 90)
	for _, flow := range flows {
		f.Add(flow.text, len(flow.text)/2)
	}
	for i, d := range render.Dialects() {
		f.Add(render.Text(d, shortCall), 40+7*i)
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		at = min(max(at, 0), len(text))
		lines := [...]int{0, strings.Count(text[:at], "\n") + 1 + strings.Count(text[:at], "\r"), strings.Count(text[at:], "\n") + 1 + strings.Count(text[at:], "\r")}
		for _, m := range readParts(text[:at], text[at:]).Messages {
			if m.Part < 1 || m.Part > 2 || m.Lines[0] < 1 || m.Lines[1] > lines[m.Part]+strings.Count(text, "\u2028")+strings.Count(text, "\u2029") {
				t.Fatalf("lines %v of part %d, which has %d", m.Lines, m.Part, lines[m.Part])
			}
			for _, h := range m.Headers {
				if part := m.PartOf(h); part < m.Part || part > 2 || h.Line < 1 {
					t.Fatalf("%s is said to stand on line %d of part %d", h.Name, h.Line, part)
				}
			}
		}
	})
}
