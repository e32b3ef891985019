package registration

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// regUserUnknown finds a registrar that does not know the account: a 404 (RFC 3261
// 10.3 step 5), or words that say so.
func regUserUnknown(c *rules.Case) *rules.Hit {
	r := refusal(c)
	if r == nil {
		return nil
	}
	match, worded := c.Says(r.Answer, network.UserUnknown)
	if !worded && (r.Answer.Code != 404 || c.Worded(r.Answer)) {
		return nil
	}
	if !worded && (refusedContact(c, r) || otherDomain(r) != "") || r.Answer.RegisteredLater() != nil {
		return nil
	}
	source := r.Answer
	if r.Request != nil {
		source = r.Request
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Address(source, "To"), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"account": rules.Shown(source.To().URI.User), "domain": rules.Shown(source.To().URI.Host),
			"code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer), "words": match.Text,
		},
		Excludes: []string{"account-no-credit"},
	}
	if worded {
		h.Variant = "worded"
		h.Evidence[1] = rules.Where(r.Answer, match)
	}
	if r.Login == nil || r.Login.Credentials.Verified == parser.Right {
		h.Excludes = append(h.Excludes, "auth-wrong-password")
	}
	return h
}
