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
	return rules.Group{Name: "dialog", Files: files, Rules: []rules.Rule{
		{ID: "tag-missing-or-wrong", Needs: parser.IsCall | parser.HasRequest | parser.HasAnswer, Check: tagMissingOrWrong},
		{ID: "dialog-not-found", Needs: parser.IsCall | parser.HasRefusal, Check: dialogNotFound},
	}}
}
