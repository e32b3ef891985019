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
		{ID: "auth-stale-nonce-loop", Needs: answered, Check: honest(authStaleNonceLoop)},
		{ID: "auth-nonce-reused", Needs: answered, Check: honest(authNonceReused)},
		{ID: "auth-nonce-empty", Needs: answered, Check: honest(authNonceEmpty)},
		{ID: "auth-realm-mismatch", Needs: answered, Check: honest(authRealmMismatch)},
		{ID: "auth-wrong-header", Needs: answered, Check: honest(authWrongHeader)},
		{ID: "auth-algorithm-mismatch", Needs: challenged, Check: honest(authAlgorithmMismatch)},
		{ID: "auth-qop-incomplete", Needs: answered, Check: honest(authQOPIncomplete)},
		{ID: "auth-digest-uri-mismatch", Needs: answered, Check: honest(authDigestURIMismatch)},
		{ID: "auth-username-malformed", Needs: answered, Check: authUsernameMalformed},
		{ID: "auth-retry-cseq-not-incremented", Needs: answered, Check: honest(authRetryCSeqNotIncremented)},
		{ID: "auth-ack-cseq-wrong", Needs: challenged | parser.HasRepeats, Check: authAckCSeqWrong},
		{ID: "challenge-ignored-by-client", Needs: challenged | parser.HasRepeats, Check: challengeIgnoredByClient},
		{ID: "inbound-invite-challenged", Needs: challenged | parser.IsCall, Check: inboundInviteChallenged},
	}}
}

// honest leaves out the hosts that guess: what is wrong with their logins is no
// customer's mistake.
func honest(check func(*rules.Case) *rules.Hit) func(*rules.Case) *rules.Hit {
	return func(c *rules.Case) *rules.Hit {
		hit := check(c)
		if hit == nil || c.Hostile(c.Dialog) {
			return nil
		}
		return hit
	}
}
