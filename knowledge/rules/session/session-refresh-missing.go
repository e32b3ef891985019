package session

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sessionRefreshMissing finds a call that ended when its session interval ran out,
// without a refresh of either side, or whose BYE says so. A refresh that was tried and
// failed is another matter.
func sessionRefreshMissing(c *rules.Case) *rules.Hit {
	d := c.Dialog
	agreed, after, ended := d.SessionEnd()
	match, said := c.Says(d.Bye, network.SessionTimerExpired)
	if agreed == nil || !ended && !said || failedRefresh(d) != nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Header(agreed, "Session-Expires"), rules.Start(d.Bye)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "agreed": rules.Number(agreed), "bye": rules.Number(d.Bye), "after": rules.Seconds(after),
			"interval": strconv.Itoa(int(d.Answer.SessionExpires() / time.Second)),
		},
		Excludes: []string{"hangup-by-caller", "hangup-by-callee"},
	}
	if own := agreed.SessionExpires(); own > 0 {
		h.Fields["interval"] = strconv.Itoa(int(own / time.Second))
	}
	switch refresher := agreed.Refresher(); {
	case said:
		h.Variant = "worded"
		h.Fields["words"] = match.Text
		h.Evidence = append(h.Evidence, rules.Where(d.Bye, match))
	case refresher == parser.NoSide:
		h.Certainty, h.Variant = rules.Likely, "unnamed"
	default:
		h.Fields["side"] = sideName(refresher)
	}
	return h
}
