// Package screening holds the diagnoses of calls that networks and called parties
// block as unwanted.
package screening

import (
	"embed"
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	const refused = parser.IsCall | parser.HasRefusal
	return rules.Group{Name: "screening", Files: files, Rules: []rules.Rule{
		{ID: "network-blocked-603plus", Needs: refused, Check: networkBlocked603plus},
		{ID: "unwanted-607", Needs: refused, Check: unwanted607},
		{ID: "analytics-rejected-608", Needs: refused, Check: analyticsRejected608},
		{ID: "identity-required", Needs: parser.HasRefusal, Check: identityRequired},
		{ID: "identity-invalid", Needs: parser.HasRefusal, Check: identityInvalid},
		{ID: "attestation-low", Needs: parser.IsCall | parser.HasRequest, Check: attestationLow},
	}}
}

// blocked begins the hit of a blocked call.
func blocked(c *rules.Case, r *rules.Refused) *rules.Hit {
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "from_user": rules.Shown(c.Dialog.From), "code": strconv.Itoa(r.Answer.Code),
			"answer": rules.Number(r.Answer),
		},
		Excludes: []string{"callee-declined", "account-no-credit"},
	}
}
