package answers

import (
	"fmt"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// maxRungs is the most messages that a call flow shows.
const maxRungs = 60

// callFlow draws the messages of a dialog one below the other.
func callFlow(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	r := say("flow", rules.Fields{"count": plural(len(d.Messages), "message")}).of(d, nil)
	begin := d.First()
	for i, m := range d.Messages {
		if i == maxRungs {
			r.figure = append(r.figure, words.T(fmt.Sprintf("… %d more messages", len(d.Messages)-i)))
			break
		}
		r.figure = append(r.figure, words.T(rung(d, begin, m)))
	}
	return r
}

// rung is one message of a call flow: number, time since the first, from, to,
// what.
func rung(d *parser.Dialog, begin, m *parser.Message) string {
	elapsed := ""
	if gap, ok := parser.Between(begin, m); ok {
		elapsed = fmt.Sprintf("%.3f", gap.Seconds())
	}
	from, to := m.SourceHost(), m.TargetHost()
	side := d.SideOf(m)
	if from == "" {
		from = shortSide(side)
	}
	if to == "" {
		to = shortSide(side.Other())
	}
	what := name(m)
	if m.IsResponse() {
		what = fmt.Sprintf("%d %s", m.Code, m.Phrase)
	}
	if m.SDP() != nil {
		what += " (SDP)"
	}
	if m.RetransmissionOf != 0 {
		what += fmt.Sprintf(" (again #%d)", m.RetransmissionOf)
	}
	return fmt.Sprintf("#%-3d %9s  %15s → %-15s  %s", m.N, elapsed, from, to, what)
}

func shortSide(side parser.Side) string {
	if side == parser.NoSide {
		return "?"
	}
	return side.String()
}
