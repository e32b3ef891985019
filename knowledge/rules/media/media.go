// Package media holds the diagnoses of what the two sides agree to send each other:
// codecs, directions, key presses, encryption and fax.
package media

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
		refused  = parser.IsCall | parser.HasRefusal | parser.HasRequest
		answered = parser.IsCall | parser.HasAnswer | parser.HasSDP | parser.HasRequest
		changed  = parser.IsCall | parser.HasReinvite | parser.HasRequest
	)
	return rules.Group{Name: "media", Files: files, Rules: []rules.Rule{
		{ID: "codec-mismatch-488", Needs: parser.IsCall | parser.HasRefusal, Check: codecMismatch488},
		{ID: "srtp-offer-rejected", Needs: refused | parser.HasSDP, Check: srtpOfferRejected},
		{ID: "srtp-required-not-offered", Needs: refused, Check: srtpRequiredNotOffered},
		{ID: "sdp-malformed", Needs: refused | parser.HasSDP, Check: sdpMalformed},
		{ID: "unsupported-body", Needs: refused, Check: unsupportedBody},
		{ID: "no-common-codec", Needs: answered, Check: noCommonCodec},
		{ID: "audio-stream-rejected", Needs: answered, Check: audioStreamRejected},
		{ID: "mline-count-mismatch", Needs: answered, Check: mlineCountMismatch},
		{ID: "srtp-profile-mismatch", Needs: answered, Check: srtpProfileMismatch},
		{ID: "dtls-fingerprint-missing", Needs: parser.IsCall | parser.HasSDP | parser.HasRequest, Any: parser.HasRefusal | parser.HasAnswer, Check: dtlsFingerprintMissing},
		{ID: "dtls-setup-role-conflict", Needs: answered, Check: dtlsSetupRoleConflict},
		{ID: "ice-missing", Needs: answered, Check: iceMissing},
		{ID: "sdp-missing-in-answer", Needs: answered, Check: sdpMissingInAnswer},
		{ID: "dtmf-not-negotiated", Needs: answered, Check: dtmfNotNegotiated},
		{ID: "dtmf-info-rejected", Needs: parser.IsCall | parser.HasRefusal, Check: dtmfInfoRejected},
		{ID: "dtmf-payload-mismatch", Needs: answered, Check: dtmfPayloadMismatch},
		{ID: "ptime-mismatch", Needs: answered, Check: ptimeMismatch},
		{ID: "g729-annexb-mismatch", Needs: answered, Check: g729AnnexBMismatch},
		{ID: "reinvite-rejected", Needs: changed | parser.HasRefusal, Check: reinviteRejected},
		{ID: "t38-rejected", Needs: changed | parser.HasRefusal, Check: t38Rejected},
		{ID: "t38-audio-conflict", Needs: changed | parser.HasSDP, Check: t38AudioConflict},
		{ID: "hold-not-resumed", Needs: changed | parser.HasSDP, Check: holdNotResumed},
		{ID: "sdp-origin-version-not-incremented", Needs: changed | parser.HasSDP, Check: sdpOriginVersionNotIncremented},
	}}
}
