package transfer

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// replacesNotFound finds a call that should take the place of another one which the
// other side does not know, or no longer in that state (RFC 3891 3).
func replacesNotFound(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Method != "INVITE" || r.InDialog || r.Request == nil || !r.Request.Has("Replaces") {
		return nil
	}
	early := strings.Contains(strings.ToLower(r.Request.Header("Replaces")), "early-only")
	if r.Answer.Code != 481 && !(early && (r.Answer.Code == 486 || r.Answer.Code == 603)) {
		return nil
	}
	id, _, _ := strings.Cut(r.Request.Header("Replaces"), ";")
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Header(r.Request, "Replaces"), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "replaced": strings.TrimSpace(id), "answer": rules.Number(r.Answer),
			"invite": rules.Number(r.Request),
		},
	}
	if early {
		h.Variant = "early"
	}
	return h
}
