package registration

import (
	"slices"

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
	if login.Credentials.Username == "" {
		return nil
	}
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
	if to := r.Request.To().URI.User; to != "" && !c.Plan.Same(to, r.Account) {
		h.Excludes = h.Excludes[:1]
		h.Alternatives = append([]string{"auth-id-from-mismatch-rejected"}, h.Alternatives...)
		h.Fields["aor"] = to
	}
	if rules.Masked(r.From) || rules.Masked(r.Account) {
		h.Excludes = h.Excludes[:1]
	}
	if own, ok := c.OwnWords(r.Answer); ok {
		h.Variant = "phrased"
		h.Fields["phrase"] = own.Text
		h.Evidence = append(h.Evidence, rules.Quoting(r.Answer, own)[1:]...)
	}
	if login.Credentials.Verified == parser.Right {
		h.Variant = "verified"
		h.Alternatives = slices.DeleteFunc(h.Alternatives, func(id string) bool { return id == "auth-wrong-password" })
		h.Excludes = append(h.Excludes, "auth-wrong-password")
	}
	return h
}
