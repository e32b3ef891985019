// Package auth holds the diagnoses of authentication: challenges, and the logins
// that answer them.
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
	const (
		challenged = parser.HasChallenge | parser.HasRequest
		answered   = parser.HasChallenge | parser.HasCredentials
	)
	return rules.Group{Name: "auth", Files: files, Rules: []rules.Rule{
		{ID: "auth-challenge-unanswered", Needs: challenged, Check: authChallengeUnanswered},
		{ID: "auth-wrong-password", Needs: parser.HasCredentials, Check: authWrongPassword},
		{ID: "auth-right-password-refused", Needs: answered, Check: authRightPasswordRefused},
		{ID: "auth-stale-nonce-loop", Needs: answered, Check: authStaleNonceLoop},
		{ID: "auth-nonce-reused", Needs: answered, Check: authNonceReused},
		{ID: "auth-nonce-empty", Needs: answered, Check: authNonceEmpty},
		{ID: "auth-realm-mismatch", Needs: answered, Check: authRealmMismatch},
		{ID: "auth-wrong-header", Needs: answered, Check: authWrongHeader},
		{ID: "auth-algorithm-mismatch", Needs: challenged, Check: authAlgorithmMismatch},
		{ID: "auth-qop-incomplete", Needs: answered, Check: authQOPIncomplete},
		{ID: "auth-digest-uri-mismatch", Needs: answered, Check: authDigestURIMismatch},
		{ID: "auth-username-malformed", Needs: answered, Check: authUsernameMalformed},
		{ID: "auth-retry-cseq-not-incremented", Needs: answered, Check: authRetryCSeqNotIncremented},
		{ID: "auth-ack-cseq-wrong", Needs: challenged | parser.HasRepeats, Check: authAckCSeqWrong},
		{ID: "challenge-ignored-by-client", Needs: challenged | parser.HasRepeats, Check: challengeIgnoredByClient},
		{ID: "inbound-invite-challenged", Needs: challenged | parser.IsCall, Check: inboundInviteChallenged},
	}}
}
