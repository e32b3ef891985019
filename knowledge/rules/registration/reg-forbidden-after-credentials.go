package registration

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// regForbiddenAfterCredentials finds a registrar that takes the credentials and
// answers 403 without a reason.
func regForbiddenAfterCredentials(c *rules.Case) *rules.Hit {
	r := refusal(c)
	if r == nil || r.Answer.Code != 403 || r.Login == nil {
		return nil
	}
	login := r.Login
	if c.Worded(r.Answer) || c.FromDiffers(r) || login.Credentials.Verified == parser.Wrong || login.Offered != nil && !login.Current() {
		return nil
	}
	if refusedContact(c, r) || otherDomain(r) != "" {
		return nil
	}
	h := &rules.Hit{
		Certainty:    rules.Likely,
		Evidence:     []rules.Evidence{rules.Start(r.Answer), rules.Login(login)},
		Fields:       rules.Fields{"account": rules.Shown(r.Account), "answer": rules.Number(r.Answer)},
		Alternatives: []string{"auth-wrong-password", "account-suspended", "source-ip-not-allowed"},
		Excludes:     []string{"account-no-credit", "auth-id-from-mismatch-rejected"},
	}
	if login.Credentials.Verified == parser.Right {
		h.Variant = "verified"
		h.Alternatives = h.Alternatives[1:]
		h.Excludes = append(h.Excludes, "auth-wrong-password")
	}
	return h
}
