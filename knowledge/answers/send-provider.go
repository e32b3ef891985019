package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// sendProvider collects what a provider needs to find the call in its own log.
func sendProvider(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := d.Request()
	if d.Invite() != nil && d.Invite().Request != nil {
		m = d.Invite().Request
	}
	if m == nil {
		m = d.First()
	}
	r := say("data", rules.Fields{"n": rules.Number(m)}).of(d, m)
	add := func(label, value string) {
		if value != "" {
			r.figure = append(r.figure, words.T(label+strings.Repeat(" ", max(1, 10-len(label)))+value))
		}
	}
	add("Call-ID", d.CallID)
	if m.Clock {
		add("Time", clock(m)+zone(m))
	} else {
		r.key = "untimed"
	}
	add("Request", m.Method+" "+m.RequestURI)
	add("From", d.From)
	add("To", d.To)
	add("Source", m.Src)
	add("Sent to", m.Dst)
	if answer := decisiveAnswer(d); answer != nil {
		add("Answer", answer.StartLine)
		for _, name := range []string{"Warning", "Reason"} {
			if answer.Has(name) {
				add(name, answer.Header(name))
			}
		}
	}
	return r
}

func decisiveAnswer(d *parser.Dialog) *parser.Message {
	if d.Decisive == nil {
		return nil
	}
	return d.Decisive.Final
}
