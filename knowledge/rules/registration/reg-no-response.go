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
	fewSendings = 3
	timerF      = 30 * time.Second
)

// regNoResponse finds a registrar that does not answer: nothing came back to the
// last REGISTERs, although they were repeated.
func regNoResponse(c *rules.Case) *rules.Hit {
	d := c.Dialog
	silent, stood := silentTail(d)
	sent, last := 0, (*parser.Transaction)(nil)
	var sendings []*parser.Message
	for _, t := range silent {
		sent += t.Sendings()
		last = t
		sendings = append(sendings, t.Requests...)
	}
	if last == nil || sent < fewSendings || reliable(last.Request) || last.Request.RegisteredLater() != nil || c.Hostile(d) {
		return nil
	}
	if small, ok := c.Oversize(last); ok && small != nil {
		return nil
	}
	first := silent[0].Request
	span, timed := parser.Span(sendings)
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(first), rules.Start(sendings[len(sendings)-1])},
		Fields: rules.Fields{
			"account": account(d), "sent": strconv.Itoa(sent), "span": rules.Seconds(span), "target": target(first), "request": rules.Number(first),
		},
		Excludes: []string{"auth-wrong-password"},
	}
	switch {
	case c.Trace.OneWay() && first.Direction == "" && span < timerF:
		h.Variant, h.Certainty = "one-way", rules.Possible
	case stood:
		h.Variant = "lost"
	case !timed:
		h.Variant = "untimed"
	}
	return h
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

func reliable(m *parser.Message) bool { return m.Transport != "" && m.Transport != "udp" }

func target(m *parser.Message) string {
	if m.Dst != "" {
		return m.Dst
	}
	return rules.Shown(m.Target().HostPort())
}
