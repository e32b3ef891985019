package registration

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// Sent three times a REGISTER has waited for T1 and 2*T1; after 32 s its sender has
// given up (RFC 3261 17.1.2.2, timer F).
const (
	fewSendings  = 3
	manySendings = 5
	timerF       = 30 * time.Second
)

// regNoResponse finds a registrar that does not answer: nothing came back to the
// last REGISTERs, although they were repeated.
func regNoResponse(c *rules.Case) *rules.Hit {
	d := c.Dialog
	silent, stood := silentTail(d)
	sent, most, last := 0, 0, (*parser.Transaction)(nil)
	var sendings []*parser.Message
	for _, t := range silent {
		sent += t.Sendings()
		most = max(most, t.Sendings())
		last = t
		sendings = append(sendings, t.Requests...)
	}
	if last == nil || c.Trace.AnswerCut(last.Request) || last.Request.RegisteredLater() != nil || c.Hostile(d) || gotAnswers(silent) {
		return nil
	}
	if small, ok := c.Oversize(last); ok && small != nil {
		return nil
	}
	first := silent[0].Request
	span, timed := parser.Span(sendings)
	oneWay := c.Trace.OneWay() && first.Direction == ""
	alone := !timed && onlyRequests(c.Trace)
	away := c.Trace.TurnedAway(last.Request)
	switch {
	case away != nil:
	case reliable(first) && (oneWay || sent < 2 || span < timerF):
		return nil
	case !reliable(first) && (sent < fewSendings || (oneWay || alone) && most < fewSendings):
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(first), rules.Start(sendings[len(sendings)-1])},
		Fields: rules.Fields{
			"account": account(d), "sent": strconv.Itoa(sent), "span": rules.Seconds(span), "target": target(first), "request": rules.Number(first),
		},
	}
	if len(sendings) == 1 {
		h.Evidence = h.Evidence[:1]
	}
	if len(first.Credentials()) == 0 && !stood {
		h.Excludes = []string{"auth-wrong-password"}
	}
	switch {
	case away != nil:
		h.Variant, h.Certainty = "turned-away", rules.Certain
	case reliable(first):
		h.Variant = "reliable"
	case oneWay && span < timerF:
		h.Variant, h.Certainty = "one-way", rules.Possible
	case timed && c.Trace.Peer(first).Near:
		h.Variant = "arrived"
	case stood:
		h.Variant = "lost"
	case !timed:
		h.Variant = "untimed"
	}
	if alone && most < manySendings {
		h.Certainty = rules.Possible // the paste may stop where the answer came
	}
	return h
}

// onlyRequests tells a paste without a single answer, as one of one direction is too:
// that each REGISTER is a new one, rather than the last one again, then says that the
// device went on, not that it waited in vain.
func onlyRequests(t *parser.Trace) bool {
	for _, m := range t.Messages {
		if m.IsResponse() {
			return false
		}
	}
	return true
}

// silentTail lists the REGISTERs at the end of a dialog that nothing came back to,
// and tells whether one before them was accepted.
func silentTail(d *parser.Dialog) (silent []*parser.Transaction, stood bool) {
	for _, t := range d.Roots("REGISTER") {
		switch {
		case t.Request == nil:
		case len(t.Responses) == 0:
			silent = append(silent, t)
		default:
			silent, stood = nil, stood || t.OK()
		}
	}
	return silent, stood
}

// gotAnswers tells a sender whose later requests carry another nonce than its first:
// it did get answers, and the trace lacks them.
func gotAnswers(silent []*parser.Transaction) bool {
	first := nonceOf(silent[0].Request)
	for _, t := range silent {
		if nonceOf(t.Request) != first {
			return true
		}
	}
	return false
}

func nonceOf(m *parser.Message) string {
	if logins := m.Credentials(); len(logins) > 0 {
		return logins[0].Nonce
	}
	return ""
}

func reliable(m *parser.Message) bool { return m.Transport != "" && m.Transport != "udp" }

func target(m *parser.Message) string {
	if m.Dst != "" {
		return m.Dst
	}
	return rules.Shown(m.Target().HostPort())
}
