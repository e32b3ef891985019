package routing

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// uriSchemeUnsupported finds a server that does not take tel:, sips: or another
// kind of address: 416, or words about a Request-URI that is not plain sip:.
func uriSchemeUnsupported(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.SchemeUnsupported)
	scheme := ""
	if r.Request != nil {
		scheme = r.Request.Target().Scheme
	}
	other := scheme != "" && scheme != "sip"
	if r.Answer.Code != 416 && !(worded && other && (r.Answer.Code == 400 || r.Answer.Code == 403)) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"code": strconv.Itoa(r.Answer.Code), "scheme": rules.Shown(scheme), "method": r.Answer.Method, "answer": rules.Number(r.Answer),
			"to": rules.Shown(c.Dialog.Dialled),
		},
	}
	if scheme == "" {
		h.Variant = "alone"
	}
	if r.Request != nil {
		h.Evidence = append(h.Evidence, rules.Start(r.Request))
	}
	if worded && r.Answer.Code != 416 {
		h.Variant = "worded"
		h.Fields["words"] = match.Text
		h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
	}
	return h
}
