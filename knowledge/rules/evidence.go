package rules

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/parser"
)

// Evidence is a line of the trace that proves something.
type Evidence struct {
	Message *parser.Message
	// Part and Line tell where the line stands in the input; both 0 for captures'
	// lines and Line 0 where only the message as a whole can be named.
	Part, Line int
	// Text is the whole line as cleaned and masked; Shown the part of it that a
	// reply quotes, the same where empty.
	Text, Shown string
}

// Start is a message's first line as evidence.
func Start(m *parser.Message) Evidence {
	e := Evidence{Message: m, Part: m.Part, Line: m.Lines[0], Text: m.StartLine}
	if e.Text == "" && len(m.Headers) > 0 {
		e.Text, e.Line = m.Headers[0].String(), m.Headers[0].Line
	}
	return e
}

// Header is a header line as evidence; without that header it is the message's
// first line.
func Header(m *parser.Message, name string) Evidence {
	h, ok := m.Get(name)
	if !ok {
		return Start(m)
	}
	return HeaderLine(m, h)
}

// HeaderLine is this very header line as evidence.
func HeaderLine(m *parser.Message, h parser.Header) Evidence {
	return Evidence{Message: m, Part: m.PartOf(h), Line: h.Line, Text: h.String()}
}

// Cause is the line that carries a message's Q.850 cause: a Reason, or a PBX's own
// header for it. Without one it is the message's first line.
func Cause(m *parser.Message) Evidence {
	for _, r := range m.Reasons() {
		if r.Speaks("Q.850") {
			return HeaderLine(m, r.Header)
		}
	}
	return Start(m)
}

// Address is the header line of a name-addr header, quoted up to its address.
func Address(m *parser.Message, name string) Evidence {
	e := Header(m, name)
	if i := strings.IndexByte(e.Text, '>'); i > 0 && i+1 < len(e.Text) {
		e.Shown = e.Text[:i+1] + "…"
	}
	return e
}

// Login is the header line of credentials, quoted up to the account name.
func Login(l *parser.Login) Evidence {
	e := HeaderLine(l.Request, l.Credentials.Header)
	e.Shown = l.Credentials.Header.Name + ": " + l.Credentials.Scheme + ` username="` + l.Credentials.Username + `"`
	return e
}

// SDPLine is a line of a message's session description as evidence: the first
// that begins with prefix, such as "m=audio" or "c=". Without one it is the
// message's first line.
func SDPLine(m *parser.Message, prefix string) Evidence {
	if sdp := m.SDP(); sdp != nil {
		for _, l := range sdp.Lines {
			if text := l.String(); strings.HasPrefix(text, prefix) {
				return Evidence{Message: m, Part: m.PartOfBody(l.Line), Line: l.Line, Text: text}
			}
		}
	}
	return Start(m)
}

// BodyLine is one body line given by its text and input line.
func BodyLine(m *parser.Message, line int, text string) Evidence {
	return Evidence{Message: m, Part: m.PartOfBody(line), Line: line, Text: text}
}

// Quoted is the text that a reply quotes.
func (e Evidence) Quoted() string {
	if e.Shown != "" {
		return e.Shown
	}
	return e.Text
}

// Where is the line of the message in which a wording was found, as evidence.
func Where(m *parser.Message, match network.Match) Evidence {
	switch match.Where {
	case "phrase", "":
		return Start(m)
	case "reason":
		for _, r := range m.Reasons() {
			if r.Text == match.Text {
				return HeaderLine(m, r.Header)
			}
		}
		return Header(m, "Reason")
	case "warning":
		for _, w := range m.Warnings() {
			if w.Text == match.Text {
				return HeaderLine(m, w.Header)
			}
		}
		return Header(m, "Warning")
	}
	return Header(m, match.Where)
}
