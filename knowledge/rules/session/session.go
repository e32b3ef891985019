// Package session holds the diagnoses of how a session is set up and kept: reliable
// ringing, session timers and offers that cross.
package session

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "session", Files: files, Rules: []rules.Rule{
		{ID: "prack-missing", Needs: parser.IsCall | parser.HasReliable, Check: prackMissing},
		{ID: "prack-ignored", Needs: parser.IsCall | parser.HasReliable | parser.HasRepeats, Check: prackIgnored},
	}}
}
