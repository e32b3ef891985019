// Package identity holds the diagnoses of caller identity and account: which
// number a call presents, and whether its account may place it.
package identity

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "identity", Files: files, Rules: []rules.Rule{
		{ID: "auth-id-from-mismatch-rejected", Needs: parser.HasRefusal | parser.HasCredentials, Check: authIDFromMismatchRejected},
		{ID: "account-no-credit", Any: parser.HasRefusal | parser.HasReason, Check: accountNoCredit},
		{ID: "source-ip-not-allowed", Needs: parser.HasRefusal, Check: sourceIPNotAllowed},
		{ID: "invite-forbidden-after-credentials", Needs: parser.HasRefusal | parser.HasCredentials, Check: inviteForbiddenAfterCredentials},
	}}
}
