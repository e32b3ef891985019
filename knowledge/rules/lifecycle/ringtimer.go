package lifecycle

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ringTimers are the ring times that PBXs and queues are set to.
var ringTimers = []time.Duration{10e9, 12e9, 15e9, 20e9, 24e9, 25e9, 30e9, 40e9, 45e9, 60e9, 90e9, 120e9, 180e9}

// A timer fires to the tenth of a second; what is measured from the first ringing
// lags by the time that its message took. Several calls that end alike may be
// further off, since they vouch for each other.
const (
	single   = 150 * time.Millisecond
	repeated = time.Second
	alike    = 500 * time.Millisecond
)

// waits are the times after which a cancelled call was given up, since the INVITE
// and since it rang: PBXs count from either.
func waits(d *parser.Dialog) (sinceInvite, sinceRinging time.Duration, ok bool) {
	if d.Outcome != parser.Cancelled || d.Cancel == nil || d.Ringing == nil || d.Cancel.Tx.Cancels == nil {
		return 0, 0, false
	}
	sinceInvite, ok = parser.Between(d.Cancel.Tx.Cancels.Request, d.Cancel)
	if !ok {
		return 0, 0, false
	}
	sinceRinging, ok = parser.Between(d.Ringing, d.Cancel)
	return sinceInvite, sinceRinging, ok
}

// timerOf is the usual ring time that a wait comes within this distance of, 0
// where it is near none.
func timerOf(wait, within time.Duration) time.Duration {
	for _, t := range ringTimers {
		if gap := (wait - t).Abs(); gap <= within {
			return t
		}
	}
	return 0
}

// saysTimer is the line of a CANCEL that names a timer as its reason: Q.850 19 and
// 102, or words.
func saysTimer(c *rules.Case, cancel *parser.Message) (rules.Evidence, bool) {
	for _, r := range cancel.Reasons() {
		if r.Is("Q.850", 19) || r.Is("Q.850", 102) || r.Is("SIP", 408) {
			return rules.HeaderLine(cancel, r.Header), true
		}
	}
	if _, other := passedOn(cancel); other {
		return rules.Evidence{}, false
	}
	for _, sense := range []network.Sense{network.NoAnswer, network.DurationLimit} {
		if match, ok := c.Says(cancel, sense); ok {
			return rules.Where(cancel, match), true
		}
	}
	return rules.Evidence{}, false
}

// otherReason tells a CANCEL whose reason is no timer: the caller gave up (a cause
// 487, as FreeSWITCH sends it for an originator's cancel, or normal clearing), or
// the caller's other leg failed.
func otherReason(cancel *parser.Message) bool {
	if _, ok := passedOn(cancel); ok {
		return true
	}
	for _, r := range cancel.Reasons() {
		if r.Cause == 487 || r.Is("Q.850", 16) {
			return true
		}
	}
	return false
}
