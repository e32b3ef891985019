package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// evidence shows the lines that prove what was said.
func evidence(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	if found := s.linesWith(s.q.numbers); len(found) > 0 {
		return say("lines", nil).with(found...).of(d, found[0].Message)
	}
	m := s.matter()
	if m == nil {
		return decisiveLines(d)
	}
	lines := m.evidence
	if answer := d.Refusal(); answer != nil {
		for _, name := range []string{"Warning", "Reason"} {
			if answer.Has(name) && !quotes(lines, answer.Header(name)) {
				lines = append([]rules.Evidence{rules.Header(answer, name)}, lines...)
			}
		}
	}
	// The words of the other side and the lines before the refusal itself say the
	// most; three fit.
	const most = 3
	r := m.reply(say("lines", nil))
	return r.with(lines[:min(len(lines), most)]...)
}

func quotes(lines []rules.Evidence, value string) bool {
	for _, e := range lines {
		if strings.Contains(e.Text, value) {
			return true
		}
	}
	return false
}

// linesWith are header lines of the dialog at hand that hold one of the numbers.
func (s *scene) linesWith(numbers []int) []rules.Evidence {
	var found []rules.Evidence
	for _, n := range numbers {
		for _, m := range s.dialog.Messages {
			for _, h := range m.Headers {
				if h.Key != "Content-Length" && h.Key != "CSeq" && len(found) < 2 && holdsNumber(h.Value, itoa(n)) {
					found = append(found, rules.HeaderLine(m, h))
				}
			}
		}
	}
	return found
}

// holdsNumber tells a number of its own from digits inside a longer one.
func holdsNumber(text, n string) bool {
	for i := 0; ; {
		j := strings.Index(text[i:], n)
		if j < 0 {
			return false
		}
		from, to := i+j, i+j+len(n)
		if (from == 0 || !isWordByte(text[from-1])) && (to == len(text) || !isWordByte(text[to])) {
			return true
		}
		i = to
	}
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.'
}

// decisiveLines are what shows how a dialog without a fault went.
func decisiveLines(d *parser.Dialog) *reply {
	var lines []rules.Evidence
	for _, m := range []*parser.Message{d.Cancel, d.Answer, d.Bye, decisiveAnswer(d)} {
		if m != nil && !quotes(lines, m.StartLine) {
			lines = append(lines, rules.Start(m))
		}
	}
	if d.Outcome == parser.Registered {
		lines = append(lines, rules.Header(d.Decisive.Final, "Contact"))
	}
	if len(lines) == 0 {
		lines = append(lines, rules.Start(d.Last()))
	}
	return say("healthy", nil).with(lines[:min(len(lines), 3)]...).of(d, lines[0].Message)
}
