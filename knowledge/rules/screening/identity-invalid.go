package screening

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// identityInvalid finds a refusal of the call's signature: 436, 437, 438, or a 403
// that calls the signature's date stale.
func identityInvalid(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil {
		return nil
	}
	switch r.Answer.Code {
	case 436, 437, 438:
	case 403:
		if !strings.Contains(strings.ToLower(r.Answer.Phrase), "stale date") {
			return nil
		}
	default:
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain, Variant: strconv.Itoa(r.Answer.Code),
		Evidence: []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "phrase": rules.Shown(r.Answer.Phrase), "answer": rules.Number(r.Answer),
		},
	}
	if r.Request != nil && r.Request.Has("Identity") {
		h.Evidence = append([]rules.Evidence{rules.Header(r.Request, "Identity")}, h.Evidence...)
	}
	return h
}
