package lifecycle

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ringTimeoutCancelled finds calls that a PBX's ring timer gave up: the CANCEL
// says so, several calls of one sender ended after the same usual time, or, as a
// hint, one call of a PBX did to the tenth of a second. An odd duration is a
// person's.
func ringTimeoutCancelled(c *rules.Case) []*rules.Hit {
	var hits []*rules.Hit
	byTimer := map[givenUp][]*parser.Dialog{}
	var order []givenUp
	for _, d := range c.Trace.Dialogs {
		if d.Traits&parser.HasCancel == 0 || d.Outcome != parser.Cancelled || d.Cancel == nil || takenElsewhere(c, d.Cancel) {
			continue
		}
		if c.Withdrawn(d.Cancel.Tx.Cancels) != nil {
			continue // it was the caller who gave up, as the leg before shows
		}
		line, worded := saysTimer(c, d.Cancel)
		keys := giveUps(d)
		if !worded && (len(keys) == 0 || otherReason(d.Cancel)) || callerServed(c, d) {
			continue
		}
		if worded {
			h := timerHit(rules.Likely, "worded", d)
			h.Evidence = append(h.Evidence, line)
			hits = append(hits, h)
			continue
		}
		for _, key := range keys {
			if byTimer[key] == nil {
				order = append(order, key)
			}
			byTimer[key] = append(byTimer[key], d)
		}
	}
	told := map[*parser.Dialog]bool{}
	for _, key := range order {
		if calls := agreeing(byTimer[key], key, told); len(calls) > 1 {
			hits = append(hits, repeatedHit(calls, key.timer))
		}
	}
	for _, d := range c.Trace.Dialogs {
		if d.Outcome == parser.Cancelled && d.Cancel != nil && !told[d] && !takenElsewhere(c, d.Cancel) && !otherReason(d.Cancel) {
			if h := onceHit(c, d); h != nil && !callerServed(c, d) && c.Withdrawn(d.Cancel.Tx.Cancels) == nil {
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// givenUp is whose calls ended after which timer, counted from ringing or from the
// INVITE.
type givenUp struct {
	host    string
	timer   time.Duration
	ringing bool
}

func giveUps(d *parser.Dialog) []givenUp {
	sinceInvite, sinceRinging, ok := waits(d)
	if !ok {
		return nil
	}
	host, _ := d.Host(parser.Caller)
	host = parser.HostOf(host)
	var all []givenUp
	if t := timerOf(sinceInvite, repeated); t > 0 {
		all = append(all, givenUp{host, t, false})
	}
	if t := timerOf(sinceRinging, repeated); t > 0 {
		all = append(all, givenUp{host, t, true})
	}
	return all
}

// agreeing are the calls of a group that ended after the same time as another of
// them, those told already left out.
func agreeing(calls []*parser.Dialog, key givenUp, told map[*parser.Dialog]bool) []*parser.Dialog {
	wait := func(d *parser.Dialog) time.Duration {
		sinceInvite, sinceRinging, _ := waits(d)
		if key.ringing {
			return sinceRinging
		}
		return sinceInvite
	}
	var all []*parser.Dialog
	for _, d := range calls {
		if !told[d] && (wait(d)-wait(calls[0])).Abs() <= alike {
			all = append(all, d)
		}
	}
	if len(all) > 1 {
		for _, d := range all {
			told[d] = true
		}
	}
	return all
}

func repeatedHit(calls []*parser.Dialog, timer time.Duration) *rules.Hit {
	h := timerHit(rules.Likely, "repeated", calls[0])
	h.Fields["calls"], h.Fields["timer"] = strconv.Itoa(len(calls)), rules.Seconds(timer)
	h.Evidence = nil
	for _, d := range calls {
		h.Evidence = append(h.Evidence, rules.Start(d.Cancel))
	}
	h.Dialogs = calls
	return h
}

// onceHit is the hint of a single call: only where a PBX or an SBC placed it, and
// where no other call of that host was given up after another time.
func onceHit(c *rules.Case, d *parser.Dialog) *rules.Hit {
	if _, ok := saysTimer(c, d.Cancel); ok {
		return nil
	}
	sinceInvite, sinceRinging, ok := waits(d)
	if role := d.ProductAt(parser.Caller).Role; !ok || wholeSeconds(sinceInvite, sinceRinging) || role != parser.RolePBX && role != parser.RoleSBC {
		return nil
	}
	timer := timerOf(sinceRinging, single)
	if timer == 0 {
		timer = timerOf(sinceInvite, single)
	}
	if timer == 0 || givesUpOtherwise(c, d, timer) {
		return nil
	}
	h := timerHit(rules.Possible, "once", d)
	h.Fields["timer"] = rules.Seconds(timer)
	return h
}

// wholeSeconds tells waits between times without fractions: what was measured to the
// second is no proof of a timer, since any wait comes near one.
func wholeSeconds(waits ...time.Duration) bool {
	for _, w := range waits {
		if w%time.Second != 0 {
			return false
		}
	}
	return true
}

// soonTaken is how long after one telephone was given up a queue's next one, or the
// voicemail, may take to answer.
const soonTaken = time.Minute

// callerServed tells a telephone that a PBX stopped ringing for a caller whom somebody
// took all the same: the queue has the call, its next agent answers, or the voicemail.
// That timer does its work.
func callerServed(c *rules.Case, d *parser.Dialog) bool {
	if d.Cancel.Tx.Cancels != nil && c.TakenAfter(d.Cancel.Tx.Cancels) != nil {
		return true
	}
	if d.From == "" || rules.IsNumber(d.Dialled) {
		return false
	}
	for _, other := range d.OfSameUser() {
		if other == d || other.Kind != parser.Call || other.Answer == nil {
			continue
		}
		taken, timed := parser.Between(d.Cancel, other.Answer)
		ended, over := parser.Between(d.Cancel, other.Bye)
		if timed && taken <= soonTaken && (!over || ended > 0) {
			return true
		}
	}
	return false
}

// givesUpOtherwise tells whether the same host gave another call up after a time that
// is not this timer's: then people end its calls.
func givesUpOtherwise(c *rules.Case, d *parser.Dialog, timer time.Duration) bool {
	host, _ := d.Host(parser.Caller)
	for _, other := range d.Around() {
		if other == d || other.Traits&parser.HasCancel == 0 {
			continue
		}
		sinceInvite, sinceRinging, ok := waits(other)
		theirs, _ := other.Host(parser.Caller)
		if ok && parser.HostOf(theirs) == parser.HostOf(host) && timerOf(sinceInvite, repeated) != timer && timerOf(sinceRinging, repeated) != timer {
			return true
		}
	}
	return false
}

func timerHit(certainty rules.Certainty, variant string, d *parser.Dialog) *rules.Hit {
	h := &rules.Hit{
		Certainty: certainty, Variant: variant,
		Evidence: []rules.Evidence{rules.Start(d.Cancel)},
		Fields:   rules.Fields{"to": rules.Shown(d.To), "cancel": rules.Number(d.Cancel)},
		Dialogs:  []*parser.Dialog{d},
	}
	if d.Ringing != nil {
		h.Evidence = append([]rules.Evidence{rules.Start(d.Ringing)}, h.Evidence...)
	}
	return h
}
