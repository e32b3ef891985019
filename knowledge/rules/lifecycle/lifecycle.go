// Package lifecycle holds the diagnoses of a call's life: who ended it and why.
package lifecycle

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "lifecycle", Files: files, Rules: []rules.Rule{
		{ID: "call-cancelled-by-caller", Needs: parser.IsCall | parser.HasCancel, Check: callCancelledByCaller},
		{ID: "cancelled-origin-unknown", Needs: parser.IsCall, Check: cancelledOriginUnknown},
	}}
}
