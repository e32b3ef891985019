package transfer

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// transferTargetFailed finds a transfer that was accepted and whose new call then
// failed, as the last report of it says.
func transferTargetFailed(c *rules.Case) *rules.Hit {
	r := lastReport(c.Dialog)
	if r == nil || r.code < 400 {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.notify), rules.BodyLine(r.notify, r.notify.BodyLine, r.line)},
		Fields: rules.Fields{
			"target": targetOf(c.Dialog), "code": strconv.Itoa(r.code), "phrase": rules.Shown(r.phrase), "notify": rules.Number(r.notify),
		},
	}
	if t := referOf(c.Dialog); t != nil {
		h.Evidence = append([]rules.Evidence{rules.Header(t.Request, "Refer-To")}, h.Evidence...)
	}
	switch r.code {
	case 486, 600:
		h.Variant = "busy"
	case 480, 408, 487:
		h.Variant = "unanswered"
	case 404, 484, 604:
		h.Variant = "number"
	}
	return h
}
