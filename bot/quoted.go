package bot

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/parser"
)

// In the thread of a trace people paste a line of it once more and ask about that line.
// It adds nothing to the trace, so the question is answered, not the paste.

// aboutQuoted answers a question that holds lines of the trace of its thread. Nil where
// the message holds anything that the trace does not, or asks nothing.
func (h *Handler) aboutQuoted(file *caseFile, m Message) *Reply {
	if file == nil || slices.ContainsFunc(file.pastes, func(p Message) bool { return p.TS == m.TS }) {
		return nil
	}
	found, name, asked := split(m.Text, file.report.Trace)
	if found == nil || strings.TrimSpace(asked) == "" {
		return nil
	}
	about := file.about()
	about.Message, about.Addressed = found, true
	if found.Dialog != nil {
		about.Focus = found.Dialog
	}
	// What the line is comes into the question, unless the question is clear without.
	answer := h.know.Answer(asked, about)
	if name != "" && (answer == nil || answer.Intent == answers.NotUnderstood || pronounOnly(asked)) {
		what := name + " header"
		if found.IsResponse() {
			what = strconv.Itoa(found.Code)
		}
		answer = h.know.Answer(asked+" "+what, about)
	}
	if answer == nil || answer.Intent == answers.NotUnderstood {
		return nil
	}
	file.turn(answer)
	return answerReply(answer)
}

// pronounOnly tells a question that asks of "that" or "it" and names nothing: "who is
// that?".
func pronounOnly(asked string) bool {
	words := strings.FieldsFunc(strings.ToLower(asked), func(r rune) bool { return r == ' ' || r == '?' || r == '!' || r == '.' })
	return len(words) <= 4 && slices.ContainsFunc(words, func(w string) bool { return w == "that" || w == "this" || w == "it" })
}

// isPiece tells a trace that is nothing but some header lines or an SDP.
func isPiece(t *parser.Trace) bool {
	return len(t.Facts) == 0 && !slices.ContainsFunc(t.Messages, func(m *parser.Message) bool { return m.StartLine != "" })
}

// split takes the lines out of a text that the trace has: the first message that has one,
// the name of its header, and what is left of the text. A message of nil means that
// none or not all of the text's header lines are the trace's.
func split(text string, t *parser.Trace) (found *parser.Message, name, rest string) {
	var left []string
	for line := range strings.Lines(text) {
		line = strings.Trim(line, " \t\r\n`>")
		m, header, behind := quotes(line, t)
		switch {
		case m == nil && isHeaderLine(line):
			return nil, "", ""
		case m != nil && found == nil:
			found, name = m, header
		}
		left = append(left, behind)
	}
	return found, name, strings.Join(left, " ")
}

// quotes finds the message that has a line, and what stands behind the line's own words.
// Without one, all of the line stands behind.
func quotes(line string, t *parser.Trace) (m *parser.Message, header, behind string) {
	if line == "" {
		return nil, "", ""
	}
	name, value, ok := strings.Cut(line, ":")
	for _, m := range t.Messages {
		if slices.ContainsFunc(strings.Split(m.Body, "\n"), func(l string) bool { return strings.TrimSpace(l) == line }) {
			return m, "", ""
		}
		if !ok {
			continue
		}
		for _, h := range m.Headers {
			if !strings.EqualFold(h.Name, strings.TrimSpace(name)) {
				continue
			}
			if rest, same := behindValue(strings.TrimSpace(value), h.Value); same {
				return m, h.Name, rest
			}
		}
	}
	return nil, "", line
}

// behindValue is what a text says behind the beginning of a header's value; false where
// it does not begin as the value does.
func behindValue(text, value string) (rest string, same bool) {
	fields := strings.Fields(text)
	for n := len(fields); n > 0; n-- {
		if said := strings.Join(fields[:n], " "); len(said) > 3 && strings.HasPrefix(strings.Join(strings.Fields(value), " "), said) {
			return strings.Join(fields[n:], " "), true
		}
	}
	return "", false
}

// isHeaderLine tells a line that is a header's: a name without blanks and a colon.
func isHeaderLine(line string) bool {
	name, value, ok := strings.Cut(line, ":")
	return ok && value != "" && name != "" && !strings.ContainsAny(name, " \t?")
}
