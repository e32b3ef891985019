// Package forking holds the diagnoses of calls that rang several phones.
package forking

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "forking", Files: files, Rules: []rules.Rule{
		{ID: "multiple-200-not-released", Needs: parser.IsCall | parser.HasAnswer | parser.HasForks, Check: multiple200NotReleased},
		{ID: "fork-best-response", Needs: parser.IsCall | parser.HasHops | parser.HasRefusal, Check: forkBestResponse},
		{ID: "forked-branches", Needs: parser.IsCall, Any: parser.HasForks | parser.HasHops, Check: forkedBranches},
	}}
}
