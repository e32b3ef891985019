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
		{ID: "caller-id-not-allowed", Needs: parser.HasRefusal, Check: callerIDNotAllowed},
		{ID: "call-cut-no-credit", Needs: parser.IsCall | parser.HasBye, Check: callCutNoCredit},
		{ID: "account-suspended", Needs: parser.HasRefusal, Check: accountSuspended},
		{ID: "destination-not-permitted", Needs: parser.IsCall | parser.HasRefusal, Check: destinationNotPermitted},
		{ID: "tech-prefix-missing", Needs: parser.IsCall, Any: parser.HasChallenge | parser.HasRefusal, Check: techPrefixMissing},
		{ID: "anonymous-call-refused", Needs: parser.HasRefusal, Check: anonymousCallRefused},
		{ID: "caller-id-withheld", Needs: parser.IsCall | parser.HasRequest, Check: callerIDWithheld},
		{ID: "caller-id-overwritten", CheckTrace: callerIDOverwritten},
		{ID: "request-uri-host-not-trunk-domain", Needs: parser.HasRefusal | parser.HasRequest, Check: requestURIHostNotTrunkDomain},
		{ID: "contact-host-not-trunk-fqdn", Needs: parser.HasRefusal, Check: contactHostNotTrunkFQDN},
		{ID: "invite-forbidden-after-credentials", Needs: parser.HasRefusal | parser.HasCredentials, Check: inviteForbiddenAfterCredentials},
	}}
}
