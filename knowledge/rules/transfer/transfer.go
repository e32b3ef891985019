// Package transfer holds the diagnoses of transfers: REFER, its reports, and
// Replaces.
package transfer

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "transfer", Files: files, Rules: []rules.Rule{
		{ID: "refer-rejected", Needs: parser.HasRefer, Check: referRejected},
		{ID: "transfer-target-failed", Any: parser.HasRefer | parser.IsSubscription | parser.IsCall, Check: transferTargetFailed},
		{ID: "transfer-completed", Any: parser.HasRefer, Check: transferCompleted},
		{ID: "transfer-no-notify", Needs: parser.IsCall | parser.HasRefer | parser.HasRequest, Check: transferNoNotify},
		{ID: "replaces-not-found", Needs: parser.IsCall | parser.HasRefer | parser.HasRefusal, Check: replacesNotFound},
		{ID: "replaces-not-supported", Needs: parser.IsCall | parser.HasRefer | parser.HasRefusal, Check: replacesNotSupported},
	}}
}
