package timers

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// timedOut is how long a server waits at least before it gives up on the next one.
const timedOut = 3 * time.Second

// requestTimeout408 finds a 408 or 504: a server on the way got no answer from the
// next one. After ringing it means that nobody answered, and one that the sender's
// own stack wrote into its log means that nothing came back at all.
func requestTimeout408(c *rules.Case) *rules.Hit {
	if h := timedOutInCall(c.Dialog); h != nil {
		return h
	}
	r := c.Refused()
	if r == nil || r.Answer.Code != 408 && r.Answer.Code != 504 || r.Rang || r.InDialog || c.Dialog.Kind == parser.Ping {
		return nil
	}
	if r.Timed && r.After < timedOut || r.Answer.Tx.TimedOutHere() || c.Worded(r.Answer) || c.Detour(r.Answer.Tx) != nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"code": strconv.Itoa(r.Answer.Code), "method": r.Answer.Method, "to": rules.Shown(c.Dialog.To), "answer": rules.Number(r.Answer),
			"host": hostOf(r.Answer), "after": rules.Seconds(r.After), "call_id": c.Dialog.CallID,
		},
	}
	if reasons := r.Answer.Reasons(); len(reasons) > 0 {
		h.Evidence = append(h.Evidence, rules.HeaderLine(r.Answer, reasons[0].Header))
	}
	switch {
	case r.Request == nil && !r.Timed:
		// Whether it rang before, nothing shows.
		h.Certainty, h.Variant = rules.Possible, "alone"
	case !r.Timed:
		h.Certainty, h.Variant = rules.Likely, "untimed"
	}
	if next := deafHop(c.Dialog, r.Answer.Tx); next != nil {
		h.Variant = "hop"
		h.Evidence = append(h.Evidence, rules.Start(next.Request))
		h.Fields["next"], h.Fields["sent"] = targetOf(next.Request), strconv.Itoa(next.Sendings())
	}
	return h
}

// timedOutInCall finds a change of a running call that nobody behind the next server
// answered, and that was not made good: the call is lost with it (RFC 5057 5.1). A
// refresh of the session has a diagnosis of its own.
func timedOutInCall(d *parser.Dialog) *rules.Hit {
	if d.Outcome != parser.Answered || d.Traits&parser.HasReinvite == 0 {
		return nil
	}
	var failed *parser.Transaction
	for _, t := range d.Transactions {
		if t.Parent != nil || t.Method != "INVITE" && t.Method != "UPDATE" || !t.InDialog && t.Request != nil {
			continue
		}
		took, timed := t.Took()
		switch {
		case t.OK(), t.Final == nil:
			failed = nil // or perhaps: of the next try the trace has one half
		case t.Request == nil:
		case (t.Code() == 408 || t.Code() == 504) && (!timed || took >= timedOut) && !t.TimedOutHere() && !t.Request.Has("Session-Expires"):
			failed = t
		}
	}
	if failed == nil {
		return nil
	}
	took, timed := failed.Took()
	h := &rules.Hit{
		Certainty: rules.Certain, Variant: "in-call",
		Evidence: []rules.Evidence{rules.Start(failed.Request), rules.Start(failed.Final)},
		Fields: rules.Fields{
			"code": strconv.Itoa(failed.Code()), "method": failed.Method, "to": rules.Shown(d.To), "answer": rules.Number(failed.Final),
			"request": rules.Number(failed.Request), "host": hostOf(failed.Final), "call_id": d.CallID, "after": rules.Seconds(took),
		},
	}
	if !timed {
		h.Variant = "in-call-untimed"
	}
	if d.Bye != nil && d.Bye.N > failed.Final.N {
		h.Evidence = append(h.Evidence, rules.Start(d.Bye))
	}
	return h
}

// hostOf names the sender of a message by its address or product.
func hostOf(m *parser.Message) string {
	if m.Src != "" {
		return m.SourceHost()
	}
	if product := m.Product(); product != "" {
		return product
	}
	return "the server that answered"
}

// deafHop is the same request one or more hops further on, where nothing came back
// to it.
func deafHop(d *parser.Dialog, t *parser.Transaction) *parser.Transaction {
	for _, next := range t.Children {
		if next.Request == nil {
			continue
		}
		if len(next.Responses) == 0 && next.Sendings() > 1 {
			return next
		}
		if further := deafHop(d, next); further != nil {
			return further
		}
	}
	return nil
}
