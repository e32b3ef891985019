// Package timers holds the diagnoses of what did not come back, came too late or
// had to be sent again: SIP's timers and retransmissions.
package timers

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	const answered = parser.IsCall | parser.HasAnswer
	return rules.Group{Name: "timers", Files: files, Rules: []rules.Rule{
		{ID: "no-response-to-request", Needs: parser.HasRequest, Any: parser.HasUnanswered | parser.HasRepeats, Check: noResponseToRequest},
		{ID: "request-timeout-408", Needs: parser.HasRefusal, Check: requestTimeout408},
		{ID: "ack-request-uri-not-contact", Needs: answered | parser.HasRequest, Any: parser.HasRepeats | parser.HasUnanswered, Check: ackRequestURINotContact},
		{ID: "record-route-not-copied", Needs: answered | parser.HasRequest, Check: recordRouteNotCopied},
		{ID: "ack-missing", Needs: answered, Any: parser.HasRepeats | parser.HasReason, Check: ackMissing},
		{ID: "response-path-blocked", Needs: parser.HasRequest | parser.HasRepeats, Check: responsePathBlocked},
		{ID: "via-no-rport", Needs: parser.HasRequest | parser.HasRepeats, Check: viaNoRport},
		{ID: "ack-to-non2xx-missing", Needs: parser.IsCall | parser.HasRequest | parser.HasRepeats, Check: ackToNon2xxMissing},
		{ID: "bye-unanswered", Needs: parser.IsCall | parser.HasBye, Any: parser.HasUnanswered | parser.HasRepeats, Check: byeUnanswered},
		{ID: "missing-bye", Needs: answered, Check: missingBye},
		{ID: "signalling-packet-loss", CheckTrace: signallingPacketLoss},
		{ID: "failover-timer-too-short", CheckTrace: failoverTimerTooShort},
		{ID: "options-unanswered", CheckTrace: optionsUnanswered},
	}}
}
