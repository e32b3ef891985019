// Package emergency holds the diagnoses of emergency calls. They come before all
// others.
package emergency

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "emergency", Files: files, Rules: []rules.Rule{
		{ID: "emergency-call-failed", Needs: parser.IsCall | parser.HasRequest, Check: emergencyCallFailed},
		{ID: "emergency-location-missing", Needs: parser.IsCall | parser.HasRefusal, Check: emergencyLocationMissing},
	}}
}
