package identity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// anonymousCallRefused finds a withheld number that the called side does not take:
// 433 (RFC 5079), or words. Words that ask for a caller ID count where none is
// shown.
func anonymousCallRefused(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE", "MESSAGE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.AnonymousRefused, network.CallerIDNotAllowed)
	withheld, anonymous := rules.Anonymous(r.Request)
	alone := r.Request == nil && (!worded || match.Sense == network.AnonymousRefused)
	if !worded && r.Answer.Code != 433 || !anonymous && !alone {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields:    rules.Fields{"to": rules.Shown(c.Dialog.Dialled), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer)},
		Excludes:  []string{"callee-declined"},
	}
	if !anonymous {
		h.Variant = "unseen-code"
	} else {
		h.Evidence = append(h.Evidence, withheld)
	}
	if worded && r.Answer.Code != 433 {
		h.Certainty, h.Variant = rules.Likely, "worded"
		h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
		h.Fields["words"] = match.Text
	}
	if !anonymous && h.Variant == "worded" {
		h.Variant = "unseen"
	}
	return h
}
