package lifecycle

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// byes are the first BYE of each side on the first hop.
func byes(d *parser.Dialog) (fromCaller, fromCallee *parser.Transaction) {
	for _, t := range d.Transactions {
		if t.Method != "BYE" || t.Parent != nil || t.Request == nil {
			continue
		}
		switch {
		case t.Side == parser.Caller && fromCaller == nil:
			fromCaller = t
		case t.Side == parser.Callee && fromCallee == nil:
			fromCallee = t
		}
	}
	if fromCaller == nil && fromCallee == nil {
		return crossedBYEs(d)
	}
	return fromCaller, fromCallee
}

// crossedBYEs are the BYEs of both ends in a part of a call that does not show who
// called: each has the other's tags turned round.
func crossedBYEs(d *parser.Dialog) (one, other *parser.Transaction) {
	for _, t := range d.Transactions {
		if t.Method != "BYE" || t.Parent != nil || t.Request == nil || t.Request.FromTag == "" {
			continue
		}
		if one == nil {
			one = t
		} else if other == nil && t.Request.FromTag == one.Request.ToTag && t.Request.ToTag == one.Request.FromTag {
			other = t
		}
	}
	if other == nil {
		return nil, nil
	}
	return one, other
}

// userCauses are Q.850 causes by which people, or telephones in their place, end
// and refuse calls.
var userCauses = map[int]bool{0: true, 16: true, 17: true, 18: true, 19: true, 21: true, 26: true, 31: true}

// userCodes are SIP codes in a Reason that stand for the same.
var userCodes = map[int]bool{480: true, 486: true, 487: true, 600: true, 603: true}

// faultReason is the reason of a BYE, CANCEL or refusal that names a fault. Where
// another reason beside it says that the call was cleared normally, none does.
func faultReason(m *parser.Message) (parser.Reason, bool) {
	var found parser.Reason
	ok := false
	for _, r := range m.Reasons() {
		switch {
		case r.Is("Q.850", 16), r.Is("SIP", 200):
			return parser.Reason{}, false
		case ok:
		case r.Speaks("Q.850") && r.Cause <= 127 && !userCauses[r.Cause],
			r.Speaks("SIP") && r.Cause >= 400 && r.Cause < 700 && !userCodes[r.Cause]:
			found, ok = r, true
		}
	}
	return found, ok
}

// otherEnding are the senses of a BYE that are diagnoses of their own, or no fault.
var otherEnding = []network.Sense{
	network.RTPTimeout, network.DurationLimit, network.NoCredit, network.ACKMissing, network.PRACKMissing,
	network.AnsweredElsewhere, network.NormalClearing, network.SessionTimerExpired,
}

// namedElsewhere tells wording whose cause another rule names.
func namedElsewhere(c *rules.Case, m *parser.Message) bool {
	for _, sense := range otherEnding {
		if _, ok := c.Says(m, sense); ok {
			return true
		}
	}
	for _, r := range m.Reasons() {
		if r.Is("SIP", 402) {
			return true
		}
	}
	return false
}

// changeFailed tells whether a re-INVITE or UPDATE was refused within a second
// before the BYE: then that ended the call, and nobody hung up.
func changeFailed(d *parser.Dialog, bye *parser.Message) bool {
	if d.Traits&parser.HasReinvite == 0 {
		return false
	}
	for _, t := range d.Transactions {
		if !t.InDialog || t.Method != "INVITE" && t.Method != "UPDATE" || t.Code() < 400 || t.Code() == 491 || t.Code() == 487 || t.Final.IsChallenge() {
			continue
		}
		gap, timed := parser.Between(t.Final, bye)
		if !timed || gap >= 0 && gap <= time.Second {
			return true
		}
	}
	return false
}

// timerEnded tells a BYE that comes when the agreed session interval runs out, which
// is no hanging up.
func timerEnded(d *parser.Dialog) bool {
	_, _, ended := d.SessionEnd()
	return ended
}

// takenElsewhere tells a CANCEL that only says that another phone took the call.
func takenElsewhere(c *rules.Case, cancel *parser.Message) bool {
	_, ok := c.TakenElsewhere(cancel)
	return ok
}
