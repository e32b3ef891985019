// Package dialog holds the diagnoses of requests that do not fit the call they are
// meant for.
package dialog

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	const answered = parser.IsCall | parser.HasAnswer | parser.HasRequest
	return rules.Group{Name: "dialog", Files: files, Rules: []rules.Rule{
		{ID: "tag-missing-or-wrong", Needs: parser.IsCall | parser.HasRequest | parser.HasAnswer, Check: tagMissingOrWrong},
		{ID: "dialog-not-found", Needs: parser.IsCall | parser.HasRefusal, Check: dialogNotFound},
		{ID: "loose-route-ignored", Needs: answered, Any: parser.HasRepeats | parser.HasUnanswered, Check: looseRouteIgnored},
		{ID: "contact-missing-in-2xx", Needs: answered, Any: parser.HasRepeats | parser.HasUnanswered, Check: contactMissingIn2xx},
		{ID: "ack-cseq-mismatch", Needs: answered | parser.HasRepeats, Check: ackCSeqMismatch},
		{ID: "cseq-out-of-order", Needs: parser.IsCall | parser.HasRequest | parser.HasRefusal, Check: cseqOutOfOrder},
		{ID: "bad-extension", Needs: parser.HasRefusal, Check: badExtension},
		{ID: "extension-required", Needs: parser.HasRefusal, Check: extensionRequired},
		{ID: "missing-mandatory-header", Needs: parser.HasRefusal | parser.HasRequest, Check: missingMandatoryHeader},
		{ID: "malformed-message", Needs: parser.HasRefusal | parser.HasRequest, Check: malformedMessage},
		{ID: "via-mismatch-response", Needs: parser.HasRequest | parser.HasRepeats | parser.HasUnanswered, Check: viaMismatchResponse},
		{ID: "branch-cookie-missing", Needs: parser.HasRequest | parser.HasRefusal, Check: branchCookieMissing},
		{ID: "server-internal-error", Needs: parser.HasRefusal, Check: serverInternalError},
	}}
}
