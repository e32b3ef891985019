package timers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// byeUnanswered finds a BYE that nothing came back to, so that the other side may
// still hold the call.
func byeUnanswered(c *rules.Case) *rules.Hit {
	d := c.Dialog
	ignored := d.Ignored("BYE")
	if len(ignored) == 0 {
		return nil
	}
	t := ignored[0]
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(t.Request)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "bye": rules.Number(t.Request), "sent": strconv.Itoa(t.Sendings()), "target": targetOf(t.Request),
			"side": sideName(t.Side), "other": sideName(t.Side.Other()), "uri": rules.Shown(t.Request.Target().HostPort()),
		},
	}
	last := t.Requests[len(t.Requests)-1]
	if last != t.Request {
		h.Evidence = append(h.Evidence, rules.Start(last))
	}
	if h.Fields["uri"] != h.Fields["target"] {
		h.Fields["target"] += " for " + h.Fields["uri"]
	}
	span, timed := parser.Span(t.Requests)
	h.Fields["span"] = rules.Seconds(span)
	switch {
	case !d.ShowsOther(t.End()):
		h.Certainty, h.Variant = rules.Possible, "one-way"
	case t.Sendings() < 2:
		h.Variant = "reliable"
	case !timed:
		h.Variant = "untimed"
	}
	return h
}
