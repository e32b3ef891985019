package identity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// accountNoCredit believes words and 402 only. A bare 403 or 603 makes credit a
// candidate, which other diagnoses rank.
func accountNoCredit(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.InDialog || r.Answer.Method == "REGISTER" {
		return nil
	}
	evidence := []rules.Evidence{rules.Start(r.Answer)}
	words := r.Answer.StartLine
	match, worded := c.Meant(r.Answer, network.NoCredit)
	if !worded && r.Answer.Code != 402 {
		return nil
	}
	if worded {
		words = match.Text
		if where := rules.Where(r.Answer, match); where.Line != evidence[0].Line || where.Text != evidence[0].Text {
			evidence = append(evidence, where)
		}
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  evidence,
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.Dialled), "code": strconv.Itoa(r.Answer.Code), "words": words,
			"account": rules.Shown(accountOf(r)),
		},
	}
	if r.Login != nil {
		h.Excludes = append(h.Excludes, loginIsFine(r)...)
		if c.FromAgrees(r) {
			h.Excludes = append(h.Excludes, "auth-id-from-mismatch-rejected")
		}
	}
	return h
}

func accountOf(r *rules.Refused) string {
	if r.Account != "" {
		return r.Account
	}
	return r.From
}

// loginIsFine names the password as ruled out where the digest verified.
func loginIsFine(r *rules.Refused) []string {
	if r.Login.Credentials.Verified == parser.Right {
		return []string{"auth-wrong-password"}
	}
	return nil
}
