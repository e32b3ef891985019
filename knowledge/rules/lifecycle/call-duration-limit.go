package lifecycle

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// durationLimits are the lengths that PBXs and trunks cut calls at.
var durationLimits = []time.Duration{
	5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 20 * time.Minute, 30 * time.Minute, 45 * time.Minute,
	time.Hour, 90 * time.Minute, 2 * time.Hour, 3 * time.Hour, 4 * time.Hour, 6 * time.Hour, 8 * time.Hour, 12 * time.Hour,
}

const limitWithin = 2 * time.Second

// callDurationLimit finds a BYE that says that the call was as long as it may be.
func callDurationLimit(c *rules.Case) *rules.Hit {
	bye := c.Dialog.Bye
	if bye == nil || c.Dialog.Outcome != parser.Answered {
		return nil
	}
	match, ok := c.Says(bye, network.DurationLimit)
	if !ok {
		return nil
	}
	h := limitHit(c.Dialog, c.Dialog.Duration)
	h.Certainty = rules.Certain
	h.Evidence = append(h.Evidence, rules.Where(bye, match))
	h.Fields["words"] = match.Text
	if c.Dialog.Duration == 0 {
		h.Variant = "untimed"
	}
	return h
}

// limitKey is which side ended calls at which length.
type limitKey struct {
	host  string
	side  parser.Side
	limit time.Duration
}

// callDurationLimits finds calls that the same side ended at the same round length:
// two or more, since people do not hang up to the second. Where a session timer was
// agreed, that is the likelier cause.
func callDurationLimits(c *rules.Case) []*rules.Hit {
	groups := map[limitKey][]*parser.Dialog{}
	var order []limitKey
	for _, d := range c.Trace.Dialogs {
		limit := limitOf(d)
		if limit == 0 || d.Answer.SessionExpires() > 0 {
			continue
		}
		if _, said := c.Says(d.Bye, network.DurationLimit); said {
			continue
		}
		host, _ := d.Host(d.EndedBy)
		key := limitKey{parser.HostOf(host), d.EndedBy, limit}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], d)
	}
	var hits []*rules.Hit
	for _, key := range order {
		calls := groups[key]
		if len(calls) < 2 {
			continue
		}
		h := limitHit(calls[0], key.limit)
		h.Certainty, h.Variant, h.Dialogs = rules.Likely, "repeated", calls
		h.Fields["calls"] = strconv.Itoa(len(calls))
		h.Evidence = nil
		for _, d := range calls {
			h.Evidence = append(h.Evidence, rules.Start(d.Bye))
		}
		hits = append(hits, h)
	}
	return hits
}

// limitOf is the usual limit that the call's length comes to, 0 where it comes to
// none.
func limitOf(d *parser.Dialog) time.Duration {
	if d.Duration < durationLimits[0]-limitWithin || d.Outcome != parser.Answered || d.Bye == nil || d.EndedBy == parser.NoSide {
		return 0
	}
	for _, limit := range durationLimits {
		if (d.Duration - limit).Abs() <= limitWithin {
			return limit
		}
	}
	return 0
}

func limitHit(d *parser.Dialog, length time.Duration) *rules.Hit {
	return &rules.Hit{
		Evidence: []rules.Evidence{rules.Start(d.Bye)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "bye": rules.Number(d.Bye), "side": sideName(d.EndedBy), "length": rules.Seconds(length),
		},
	}
}
