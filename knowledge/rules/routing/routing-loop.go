package routing

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// circles is how often one host must stand in a Via stack to be called a loop: a
// spiral may pass it twice (RFC 3261 16.3).
const circles = 3

// fewHops is the highest Max-Forwards with which a tool only asks the next servers.
const fewHops = 5

// routingLoop finds a request that goes round in circles: 482 or 483, or one host
// again and again in the Via stack of a request that did not get through.
func routingLoop(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome == parser.Answered || d.Outcome == parser.Registered || d.Outcome == parser.Cancelled {
		return nil
	}
	r := c.Refused()
	looped := r != nil && !r.InDialog && (r.Answer.Code == 482 || r.Answer.Code == 483)
	if looped && (r.Request != nil && fewAllowed(r.Request) || d.Kind == parser.Ping && (r.Request == nil || !r.Request.Has("Max-Forwards"))) {
		return nil // any answer to a keep-alive says that its sender is alive
	}
	if looped && r.Answer.Code == 482 && mergedRequest(d, r) {
		looped = false
	}
	m, host, times := circling(d)
	if !looped && m == nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Fields:    rules.Fields{"to": rules.Shown(d.Dialled), "call_id": d.CallID},
	}
	if looped {
		h.Evidence = append(h.Evidence, rules.Start(r.Answer))
		h.Fields["code"], h.Fields["answer"] = strconv.Itoa(r.Answer.Code), rules.Number(r.Answer)
		if r.Answer.Code == 482 {
			h.Variant = "twice"
		}
	}
	if m != nil {
		h.Certainty, h.Variant = rules.Certain, "via"
		h.Fields["host"], h.Fields["times"], h.Fields["request"] = host, strconv.Itoa(times), rules.Number(m)
		if left, err := strconv.Atoi(m.Header("Max-Forwards")); err == nil && left == 0 {
			h.Evidence = append(h.Evidence, rules.Header(m, "Max-Forwards"))
		}
		for _, header := range m.All("Via") {
			if strings.Contains(header.Value, host) && len(h.Evidence) <= circles {
				h.Evidence = append(h.Evidence, rules.HeaderLine(m, header))
			}
		}
	}
	return h
}

// mergedRequest tells a 482 to a request whose CSeq number another one of the same
// dialog carries as well: that server took the two for one (RFC 3261 8.2.2.2).
func mergedRequest(d *parser.Dialog, r *rules.Refused) bool {
	for _, t := range d.Transactions {
		if t != r.Answer.Tx && t.Method == r.Answer.Method && t.CSeq == r.Answer.Tx.CSeq && t.Parent == nil {
			return true
		}
	}
	return false
}

// fewAllowed tells a request whose own sender let it go only a few hops.
func fewAllowed(m *parser.Message) bool {
	n, err := strconv.Atoi(m.Header("Max-Forwards"))
	return err == nil && n <= fewHops && len(m.Vias()) <= 1
}

// circling finds a request, or the refusal of one that the trace lacks, with one host
// three times or more in its Via stack.
func circling(d *parser.Dialog) (found *parser.Message, host string, times int) {
	for _, m := range d.Messages {
		if m.Method == "ACK" || m.Method == "CANCEL" || m.IsResponse() && (m.Code < 300 || m.Tx == nil || m.Tx.Request != nil) {
			continue // an answer shows the way of a request that is not there itself
		}
		if m.ViaCount() < circles+1 {
			continue
		}
		seen := map[string]int{}
		for _, v := range m.Vias() {
			at := v.SentBy()
			if seen[at]++; seen[at] >= circles && seen[at] > times {
				found, host, times = m, v.Host, seen[at]
			}
		}
	}
	return found, host, times
}
