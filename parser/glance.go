package parser

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// glance is what a stream must know of a message to file it: a message is only
// built when its dialog has ended, since open dialogs are what takes memory.
type glance struct {
	callID string
	// method is the request's, or that of the CSeq; code is 0 in requests.
	method  string
	code    int
	request bool
	// tagged is set where To has a tag.
	tagged bool
}

// glanceAt reads the few headers that filing needs, as build would. It is false
// for what build may read otherwise: text, fragments, folded lines, and what is
// longer than any message should be.
func glanceAt(f *dialect.Frame) (glance, bool) {
	if !f.Exact || len(f.Lines) > 0 || len(f.Text) > maxHeaderSize {
		return glance{}, false
	}
	r := lineReader{text: f.Text}
	first, _, _ := r.next()
	var m Message
	if !m.startLine(first) {
		return glance{}, false
	}
	g := glance{method: m.Method, code: m.Code, request: m.RequestURI != ""}
	for range maxHeaders {
		line, _, ok := r.next()
		if !ok || line == "" {
			return g, g.callID != ""
		}
		switch line[0] {
		case ' ', '\t':
			return glance{}, false
		case 'C', 'c', 'I', 'i', 'T', 't':
			if !g.header(line) {
				return glance{}, false
			}
		default:
			if line[0] >= 'a' && line[0] <= 'z' && isSDPLine(line) {
				return glance{}, false
			}
		}
	}
	return glance{}, false
}

// header reads a header line that may be of use. It is false where the line is
// odd, and build should decide.
func (g *glance) header(line string) bool {
	name, value, found := strings.Cut(line, ":")
	if !found {
		return false
	}
	value = strings.TrimSpace(value)
	switch canonical(strings.TrimRight(name, " \t")) {
	case "Call-ID":
		if g.callID != "" {
			return false
		}
		g.callID = value
	case "CSeq":
		_, method, _ := strings.Cut(value, " ")
		if method = strings.TrimSpace(method); g.method == "" {
			g.method = method
		}
	case "To":
		g.tagged = g.tagged || addressTag(value) != ""
	}
	return true
}

// glance is what glanceAt reads, of a message that is built.
func (m *Message) glance() glance {
	return glance{callID: m.CallID, method: m.Method, code: m.Code, request: m.IsRequest(), tagged: m.ToTag != ""}
}
