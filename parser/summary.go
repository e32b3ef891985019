package parser

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// dropShown leaves out the lines about messages, such as the arrows of a call flow,
// that stand in the input in full as well: for each message one such line.
func (r *reader) dropShown() {
	shown := map[string]int{}
	for _, m := range r.trace.Messages {
		if !m.Partial || len(m.Headers) > 0 {
			shown[summaryKey(m.StartLine)]++
		}
	}
	summaries := false
	for i := range r.texts {
		for j := range r.texts[i].Frames {
			f := &r.texts[i].Frames[j]
			if summaries = summaries || f.Summary; !f.Summary {
				shown[summaryKey(f.Text)]++
			}
		}
	}
	delete(shown, "")
	if !summaries || len(shown) == 0 {
		return
	}
	dropped := false
	for i := range r.texts {
		t := &r.texts[i]
		kept := t.Frames[:0]
		for _, f := range t.Frames {
			if key := summaryKey(f.Text); f.Summary && shown[key] > 0 {
				shown[key]--
				dropped = true
				continue
			}
			kept = append(kept, f)
		}
		t.Frames = kept
	}
	if dropped {
		r.trace.note("lines about messages, such as the arrows of a call flow, are left out where the message itself is there")
	}
}

// summaryKey is what a line about a message surely has of it: its method or code.
func summaryKey(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch {
	case strings.HasPrefix(first, "SIP/"):
		code, _, _ := strings.Cut(rest, " ")
		return code
	case strings.Contains(rest, "SIP/"):
		return first
	}
	return ""
}

func (r *reader) noteOnce(text string) {
	if !slices.Contains(r.trace.Notes, text) {
		r.trace.note(text)
	}
}

// noteSummaries tells that of some messages no more than a line is known.
func (r *reader) noteSummaries(f *dialect.Frame) {
	switch f.Format {
	case "call-flow":
		r.noteOnce("of the messages that are arrows of a call flow only the method or code is known, and maybe when and between whom")
	case "xlog":
		r.noteOnce("of the messages that a proxy's script logged in a line of its own only what that line says is known")
	}
}
