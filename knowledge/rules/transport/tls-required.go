package transport

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// tlsRequired finds a refusal that asks for TLS in words.
func tlsRequired(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil {
		return nil
	}
	match, ok := c.Meant(r.Answer, network.TLSRequired)
	if !ok || r.Request != nil && r.Request.Transport == "tls" {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Where(r.Answer, match)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "method": r.Answer.Method, "code": strconv.Itoa(r.Answer.Code), "words": match.Text, "answer": rules.Number(r.Answer),
		},
	}
}
