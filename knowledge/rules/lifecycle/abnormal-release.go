package lifecycle

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// abnormalRelease finds a call that a fault ended: the Reason of its BYE, CANCEL or
// refusal names one. The root lies behind the side that put the reason in. Where
// words or other messages name the cause, that diagnosis stands instead.
func abnormalRelease(c *rules.Case) *rules.Hit {
	m := ending(c.Dialog)
	if m == nil {
		return nil
	}
	r, ok := faultReason(m)
	if !ok || namedElsewhere(c, m) || len(c.Dialog.Unconfirmed()) > 0 || mediaTimedOut(c, m) {
		return nil
	}
	if m.Method == "CANCEL" && (r.Cause == 127 || takenElsewhere(c, m) || timerSaid(c, m)) {
		return nil
	}
	side := c.Dialog.SideOf(m)
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(m), rules.HeaderLine(m, r.Header)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "message": rules.Number(m), "what": m.Method, "call_id": c.Dialog.CallID,
			"cause": strings.TrimSpace(r.Protocol) + " " + strconv.Itoa(r.Cause), "side": sideName(side),
		},
		Variant: causeClass(r),
	}
	if m.IsResponse() {
		h.Fields["what"] = strconv.Itoa(m.Code)
	}
	if c.Dialog.Outcome != parser.Answered {
		h.Excludes = []string{"callee-busy", "callee-declined"}
	}
	return h
}

// ending is the message that ended the dialog: the BYE, the CANCEL, or a refusal
// whose code says no more than its Reason does.
func ending(d *parser.Dialog) *parser.Message {
	switch {
	case d.Bye != nil:
		return d.Bye
	case d.Outcome == parser.Cancelled:
		return d.Cancel
	}
	m := d.Refusal()
	if m == nil || m.Method != "INVITE" || !vague[m.Code] {
		return nil
	}
	r, ok := faultReason(m)
	if !ok || !r.Speaks("Q.850") || !networkCauses[r.Cause] {
		return nil
	}
	return m
}

// vague are codes that stand for anything, so that the Q.850 cause is what counts.
var vague = map[int]bool{400: true, 403: true, 480: true}

// networkCauses are the causes of a network's own faults, not of its numbers,
// accounts, channels or codecs.
var networkCauses = map[int]bool{27: true, 38: true, 41: true, 102: true, 111: true, 127: true}

// timerSaid tells a CANCEL whose reason is the ring timer.
func timerSaid(c *rules.Case, cancel *parser.Message) bool {
	_, ok := saysTimer(c, cancel)
	return ok
}

// causeClass is the wording that fits a cause.
func causeClass(r parser.Reason) string {
	if !r.Speaks("Q.850") {
		return "sip"
	}
	switch r.Cause {
	case 58, 65, 70, 79, 88:
		return "media"
	case 102:
		return "timer"
	case 25, 27, 34, 38, 41, 42, 44, 47:
		return "network"
	}
	return ""
}

func sideName(s parser.Side) string {
	switch s {
	case parser.Caller:
		return "calling side"
	case parser.Callee:
		return "called side"
	}
	return "side that sent it"
}
