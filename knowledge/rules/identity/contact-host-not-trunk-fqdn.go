package identity

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// contactHostNotTrunkFQDN finds a platform that knows its SBCs by the host of
// Contact and was given an address, or a name that it does not know.
func contactHostNotTrunkFQDN(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE", "OPTIONS")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.ContactHostRefused)
	host := ""
	if r.Request != nil {
		host = r.Request.Contact().URI.Host
	}
	address := host != "" && parser.ClassOf(host) != parser.HostUnknown
	if !worded && !(r.Answer.Code == 403 && address && c.Bare(r) && knowsByContact(r)) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"host": rules.Shown(host), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer), "method": r.Answer.Method,
		},
	}
	if r.Request != nil {
		h.Evidence = append(h.Evidence, rules.Address(r.Request, "Contact"))
	}
	if worded {
		h.Certainty, h.Variant = rules.Certain, "worded"
		h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
		h.Fields["words"] = match.Text
	}
	return h
}

// knowsByContact tells Microsoft Teams Direct Routing by its Server value or its
// host names.
func knowsByContact(r *rules.Refused) bool {
	return parser.ProductOf(r.Answer.Product()).Family == "teams" ||
		strings.HasSuffix(strings.ToLower(r.Request.Target().Host), ".pstnhub.microsoft.com")
}
