package timers

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// A request that was sent five times has waited 7.5 s (T1, 2*T1, 4*T1, 8*T1); so
// has one that was sent three times where the trace goes on that long.
const (
	manySendings = 5
	longEnough   = 7500 * time.Millisecond
)

// noResponseToRequest finds a request that nothing came back to. REGISTER, BYE and
// OPTIONS have diagnoses of their own, and so has one that is lost for its size. A
// call that came about another way is not judged by the try that failed. A capture
// of one direction is said to be one.
func noResponseToRequest(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if t := turnedAway(c); t != nil {
		return turnedAwayHit(c, t)
	}
	for _, t := range d.Ignored("") {
		switch {
		case t.Method == "REGISTER", t.Method == "BYE", t.Method == "CANCEL" && !stillOpen(t), t.Method == "OPTIONS" && !loneOptions(c, t):
			continue
		case !waitedLong(d, t):
			continue
		}
		if small, ok := c.Oversize(t); ok && small != nil || c.Detour(t) != nil {
			continue
		}
		return unansweredHit(c, t)
	}
	return nil
}

// turnedAway is the dialog's last request, where the network says that it did not
// arrive.
func turnedAway(c *rules.Case) *parser.Transaction {
	if len(c.Trace.Unreachable) == 0 {
		return nil
	}
	var last *parser.Transaction
	for _, t := range c.Dialog.Transactions {
		if t.Parent == nil && t.Request != nil && t.Method != "ACK" && t.Method != "CANCEL" {
			last = t
		}
	}
	if last == nil || len(last.Responses) > 0 || last.Method == "REGISTER" || c.Detour(last) != nil || c.Trace.TurnedAway(last.Request) == nil {
		return nil
	}
	return last
}

func turnedAwayHit(c *rules.Case, t *parser.Transaction) *rules.Hit {
	return &rules.Hit{
		Certainty: rules.Certain, Variant: "turned-away",
		Evidence: []rules.Evidence{rules.Start(t.Request)},
		Fields: rules.Fields{
			"method": t.Method, "to": rules.Shown(c.Dialog.To), "request": rules.Number(t.Request), "target": targetOf(t.Request),
		},
		Excludes: []string{"auth-wrong-password"},
	}
}

// stillOpen tells a CANCEL of an INVITE that the other side had answered before, and
// went on with: that way was open, and is not any more.
func stillOpen(cancel *parser.Transaction) bool {
	invite := cancel.Cancels
	return invite != nil && len(invite.Responses) > 0 && invite.Final == nil
}

func waitedLong(d *parser.Dialog, t *parser.Transaction) bool {
	if t.Sendings() >= manySendings {
		return true
	}
	goesOn, timed := d.GoesOn(t.Request)
	return timed && goesOn >= longEnough && !d.Trace().OneWay()
}

func unansweredHit(c *rules.Case, t *parser.Transaction) *rules.Hit {
	d := c.Dialog
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(t.Request)},
		Fields: rules.Fields{
			"method": t.Method, "to": rules.Shown(d.To), "sent": strconv.Itoa(t.Sendings()), "request": rules.Number(t.Request),
			"target": targetOf(t.Request),
		},
		Excludes: []string{"auth-wrong-password"},
	}
	last := t.Requests[len(t.Requests)-1]
	if last != t.Request {
		h.Evidence = append(h.Evidence, rules.Start(last))
	}
	span, timed := parser.Span(t.Requests)
	h.Fields["span"] = rules.Seconds(span)
	switch {
	case timed && t.Sendings() > 1 && c.Trace.Peer(t.Request).Near:
		h.Variant = "arrived"
	case t.Sendings() < 2:
		h.Variant = "reliable"
		goesOn, _ := d.GoesOn(t.Request)
		h.Fields["span"] = rules.Seconds(goesOn)
	case t.Method == "CANCEL":
		h.Variant, h.Excludes = "cancel", nil
	case t.InDialog:
		h.Variant = "in-dialog"
	case c.Trace.OneWay() && t.Request.Direction == "":
		h.Variant, h.Certainty = "one-way", rules.Possible
	case !timed:
		h.Variant = "untimed"
	default:
		toPhone(c, h, t.Request)
	}
	return h
}

// targetOf is where a request went: its destination, or the host it names.
func targetOf(m *parser.Message) string {
	if m.Dst != "" {
		return m.Dst
	}
	if hostport := m.Target().HostPort(); hostport != "" {
		return hostport
	}
	return "its destination"
}
