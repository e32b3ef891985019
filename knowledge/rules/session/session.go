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
	const changed = parser.IsCall | parser.HasReinvite | parser.HasRefusal
	return rules.Group{Name: "session", Files: files, Rules: []rules.Rule{
		{ID: "prack-missing", Needs: parser.IsCall | parser.HasReliable, Check: prackMissing},
		{ID: "prack-ignored", Needs: parser.IsCall | parser.HasReliable | parser.HasRepeats, Check: prackIgnored},
		{ID: "prack-rejected", Needs: parser.IsCall | parser.HasReliable | parser.HasRefusal, Check: prackRejected},
		{ID: "session-interval-too-small", Needs: parser.IsCall | parser.HasRefusal, Check: sessionIntervalTooSmall},
		{ID: "session-refresh-missing", Needs: parser.IsCall | parser.HasAnswer | parser.HasBye, Check: sessionRefreshMissing},
		{ID: "session-refresh-failed", Needs: parser.IsCall | parser.HasAnswer | parser.HasBye | parser.HasReinvite, Check: sessionRefreshFailed},
		{ID: "glare-unresolved", Needs: changed, Check: glareUnresolved},
		{ID: "request-pending-stuck", Needs: changed, Check: requestPendingStuck},
		{ID: "update-not-allowed", Needs: changed, Check: updateNotAllowed},
	}}
}
