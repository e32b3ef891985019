package transport

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// messageTruncated finds messages of which a capture says itself that it holds less
// than went over the wire. What somebody left out of a paste is no fault of anything,
// and no such message.
func messageTruncated(c *rules.Case) []*rules.Hit {
	var cut []*parser.Message
	for _, m := range c.Trace.Messages {
		if m.Clipped {
			cut = append(cut, m)
		}
	}
	if len(cut) == 0 {
		return nil
	}
	first := cut[0]
	h := &rules.Hit{
		Certainty: rules.Certain, OfCapture: true,
		Fields: rules.Fields{"count": strconv.Itoa(len(cut)), "first": rules.Number(first), "where": "its headers", "lost": "what stood in the rest of them"},
	}
	if !first.HeadCut() {
		h.Fields["where"], h.Fields["lost"] = "its body", "the rest of its body"
	}
	if len(cut) > 1 {
		h.Variant = "several"
	}
	for _, m := range cut {
		h.Evidence = append(h.Evidence, promised(m))
		if len(h.Evidence) == fewCut {
			break
		}
	}
	return []*rules.Hit{h}
}

// fewCut is how many messages that were cut are quoted.
const fewCut = 4

// promised is the line of a message that says how long its body was or, without one,
// the last line that is left of it.
func promised(m *parser.Message) rules.Evidence {
	if m.Has("Content-Length") {
		return rules.Header(m, "Content-Length")
	}
	if n := len(m.Headers); n > 0 {
		return rules.HeaderLine(m, m.Headers[n-1])
	}
	return rules.Start(m)
}
