package answers

import (
	"fmt"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// maxMessageLines is the most lines of a message that an answer shows.
const maxMessageLines = 70

// showMessage shows a message: the one with the number, line, code or method that
// the question names.
func showMessage(s *scene) *reply {
	if len(s.q.messages) > 0 && s.asked == nil {
		return say("beyond", rules.Fields{"asked": itoa(s.q.messages[0]), "count": itoa(len(s.trace.Messages))}).overall()
	}
	m := s.messageToShow()
	if m == nil && !s.q.has("show", "message", "content2", "sdp") {
		return nil
	}
	if m == nil {
		return say("which", rules.Fields{"count": itoa(len(s.trace.Messages))}).overall()
	}
	f := rules.Fields{"n": rules.Number(m), "name": name(m), "where": nothing}
	if m.Lines[0] > 0 {
		f["where"] = fmt.Sprintf(", lines %d to %d of the paste", m.Lines[0], m.Lines[1])
	}
	if s.q.has("sdp") {
		if m.SDP() == nil {
			return say("no-sdp", f).of(m.Dialog, m)
		}
		r := say("sdp", f).of(m.Dialog, m)
		r.figure = figure(strings.Split(strings.TrimSpace(m.Body), "\n"))
		return r
	}
	r := say("message", f).of(m.Dialog, m)
	r.figure = figure(messageLines(m))
	return r
}

// messageToShow is the message that a question like "show the 2nd invite" means.
func (s *scene) messageToShow() *parser.Message {
	switch {
	case s.asked != nil:
		return s.asked
	case len(s.q.lines) > 0:
		return s.atLine(s.q.lines[0])
	}
	if m := s.codeMeant(); m != nil {
		return m
	}
	if s.dialog == nil {
		return s.trace.Messages[0]
	}
	if method := s.methodMeant(); method != "" {
		var list []*parser.Message
		for _, m := range s.dialog.Messages {
			if m.IsRequest() && m.Method == method && m.First() {
				list = append(list, m)
			}
		}
		return s.counting(list)
	}
	if s.q.has("sdp") {
		return s.counting(withSDP(s.dialog))
	}
	if s.Message != nil && s.Message.Dialog == s.dialog {
		return s.Message
	}
	return nil
}

// counting picks the second of "the second …", else the first.
func (s *scene) counting(list []*parser.Message) *parser.Message {
	if len(list) == 0 {
		return nil
	}
	for _, n := range s.q.nth {
		if n.n < 0 {
			return list[len(list)-1]
		}
		if n.n <= len(list) {
			return list[n.n-1]
		}
	}
	return list[0]
}

func withSDP(d *parser.Dialog) []*parser.Message {
	var list []*parser.Message
	for _, m := range d.Messages {
		if m.SDP() != nil && m.First() {
			list = append(list, m)
		}
	}
	return list
}

// atLine is the message that holds a line of the paste.
func (s *scene) atLine(line int) *parser.Message {
	for _, m := range s.trace.Messages {
		if m.Part <= 1 && m.Lines[0] <= line && line <= m.Lines[1] {
			return m
		}
	}
	return nil
}

// messageLines is a message as text: start line, headers as sent, body.
func messageLines(m *parser.Message) []string {
	var lines []string
	if m.StartLine != "" {
		lines = append(lines, m.StartLine)
	}
	for _, h := range m.Headers {
		lines = append(lines, h.String())
	}
	if m.Body != "" {
		lines = append(lines, "")
		lines = append(lines, strings.Split(strings.TrimRight(m.Body, "\n"), "\n")...)
	}
	return lines
}

// figure sets lines in a fixed-width font, cut where they are too many.
func figure(lines []string) []words.Text {
	var out []words.Text
	for i, line := range lines {
		if i == maxMessageLines {
			return append(out, words.T(fmt.Sprintf("… %d more lines", len(lines)-i)))
		}
		out = append(out, words.T(strings.TrimRight(line, "\r")))
	}
	return out
}
