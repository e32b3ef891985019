// Package auth holds the diagnoses of authentication and registration.
package auth

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "auth", Files: files, Rules: []rules.Rule{
		{ID: "auth-challenge-unanswered", Needs: parser.HasChallenge | parser.HasRequest, Check: authChallengeUnanswered},
		{ID: "auth-wrong-password", Needs: parser.HasCredentials, Check: authWrongPassword},
		{ID: "reg-forbidden-after-credentials", Needs: parser.IsRegistration | parser.HasCredentials | parser.HasRefusal, Check: regForbiddenAfterCredentials},
	}}
}
