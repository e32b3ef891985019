package lifecycle

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// How long the far end may be silent after its 100: a minute where the caller
// waits on, and less where the caller gave up, since setting up a call takes ten
// seconds at the worst of times.
const (
	silentFor   = time.Minute
	gaveUpAfter = 20 * time.Second
	gaveUpSoon  = 12 * time.Second
)

// noFinalResponse finds a call that the far end took with 100 and then never spoke
// of again: no ringing, no answer, until the caller gave up or the trace went on
// for a minute.
func noFinalResponse(c *rules.Case) *rules.Hit {
	t := c.Dialog.Invite()
	if t == nil || t.Request == nil || t.Response(100) == nil || len(t.Responses) > 2 || t.Provisional() != nil || t.InDialog {
		return nil
	}
	if t.Final != nil && t.Code() != 487 || c.Detour(t) != nil {
		return nil
	}
	waited, certainty := silence(c.Dialog, t)
	if certainty == "" {
		return nil
	}
	trying := t.Response(100)
	h := &rules.Hit{
		Certainty: certainty,
		Evidence:  []rules.Evidence{rules.Start(t.Request), rules.Start(trying)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "trying": rules.Number(trying), "waited": rules.Seconds(waited),
			"host": rules.Shown(trying.SourceHost()), "call_id": c.Dialog.CallID,
		},
	}
	if trying.SourceHost() == "" {
		h.Fields["host"] = "the next hop"
	}
	if c.Dialog.Cancel != nil {
		h.Variant = "given-up"
		h.Evidence = append(h.Evidence, rules.Start(c.Dialog.Cancel))
	}
	return h
}

// silence is how long nothing came after the 100, and how much that proves.
func silence(d *parser.Dialog, t *parser.Transaction) (time.Duration, rules.Certainty) {
	if d.Cancel != nil {
		waited, timed := parser.Between(t.Request, d.Cancel)
		switch {
		case !timed || waited < gaveUpSoon:
			return 0, ""
		case waited < gaveUpAfter:
			return waited, rules.Possible
		}
		return waited, rules.Likely
	}
	goesOn, timed := d.GoesOn(t.Response(100))
	if !timed || goesOn < silentFor || t.Final != nil {
		return 0, ""
	}
	return goesOn, rules.Likely
}
