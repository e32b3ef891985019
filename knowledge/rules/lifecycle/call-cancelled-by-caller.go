package lifecycle

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// hasty is how soon after the INVITE a CANCEL may be a gateway's failover timer
// as well as a person: no phone has rung by then.
const hasty = 4 * time.Second

// callCancelledByCaller explains a 487 by the CANCEL, or the early BYE, that asked
// for it. Who pressed the button, a person or a PBX timer, the trace cannot tell;
// a CANCEL that only says that another phone took the call is not one.
func callCancelledByCaller(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Cancelled {
		return nil
	}
	ended := d.Cancel
	if ended == nil {
		ended = cancelOfLeg(d)
	}
	if ended == nil && d.EndedBy == parser.Caller {
		ended = d.Bye
	}
	if ended == nil || takenElsewhere(c, ended) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(ended)},
		Fields:    rules.Fields{"to": rules.Shown(d.To), "cancel": rules.Number(ended), "request": ended.Method},
	}
	if d.Decisive != nil && d.Code == 487 {
		h.Evidence = append(h.Evidence, rules.Start(d.Decisive.Final))
	}
	wait(h, d, ended)
	switch r, ok := passedOn(ended); {
	case ended.Method == "BYE":
		h.Variant, h.Certainty = "early-bye", rules.Likely
	case ended.Tx.Cancels != nil && ended.Tx.Cancels.Parent != nil:
		h.Variant = "network"
		h.Fields["host"] = rules.Shown(ended.SourceHost())
	case ok:
		h.Variant, h.Certainty = "passed-on", rules.Likely
		h.Fields["reason"] = r.Protocol + " " + strconv.Itoa(r.Cause)
		h.Evidence = append(h.Evidence, rules.HeaderLine(ended, r.Header))
	}
	return h
}

// wait tells how long the caller waited, and which wording fits that.
func wait(h *rules.Hit, d *parser.Dialog, ended *parser.Message) {
	var invite *parser.Message
	if len(d.Invites) > 0 {
		invite = d.Invites[len(d.Invites)-1].Request
	}
	after, timed := parser.Between(invite, ended)
	h.Fields["after"] = rules.Seconds(after)
	ring, rang := parser.Between(d.Ringing, ended)
	switch {
	case d.Ringing != nil && rang && ring > 0:
		h.Fields["ring"] = rules.Seconds(ring)
	case d.Ringing != nil:
		h.Variant = "untimed"
	case invite == nil:
		h.Variant = "alone"
	case !timed:
		h.Variant = "not-rung-untimed"
	case after <= hasty:
		h.Variant = "hasty"
	default:
		h.Variant = "not-rung"
	}
}

// cancelOfLeg is a CANCEL that a server of the calling network sent towards the
// called side without one of the caller's own in the trace.
func cancelOfLeg(d *parser.Dialog) *parser.Message {
	if d.Code != 487 {
		return nil
	}
	for _, t := range d.Transactions {
		if t.Method == "CANCEL" && t.Request != nil && t.Cancels != nil && t.Cancels.Parent != nil {
			return t.Request
		}
	}
	return nil
}

// passedOn is a reason in a CANCEL by which the sender tells how its own other leg
// ended. What means no more than "the caller hung up" is none.
func passedOn(cancel *parser.Message) (parser.Reason, bool) {
	for _, r := range cancel.Reasons() {
		switch {
		case r.Speaks("SIP") && r.Cause >= 400 && r.Cause != 487,
			r.Speaks("Q.850") && r.Cause > 0 && r.Cause < 127 && r.Cause != 16 && r.Cause != 26 && r.Cause != 31:
			return r, true
		}
	}
	return parser.Reason{}, false
}
