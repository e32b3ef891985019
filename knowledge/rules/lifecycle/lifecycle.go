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
	const (
		call   = parser.IsCall
		cancel = parser.IsCall | parser.HasCancel
		refuse = parser.IsCall | parser.HasRefusal
		bye    = parser.IsCall | parser.HasBye
	)
	return rules.Group{Name: "lifecycle", Files: files, Rules: []rules.Rule{
		{ID: "call-cancelled-by-caller", Needs: call, Any: parser.HasCancel | parser.HasBye | parser.HasHops, Check: callCancelledByCaller},
		{ID: "cancelled-origin-unknown", Needs: refuse, Check: cancelledOriginUnknown},
		{ID: "ring-timeout-cancelled", CheckTrace: ringTimeoutCancelled},
		{ID: "answered-elsewhere", Needs: call, Any: parser.HasCancel | parser.HasHops, Check: answeredElsewhere},
		{ID: "callee-busy", Needs: refuse, Check: calleeBusy},
		{ID: "callee-declined", Needs: refuse, Check: calleeDeclined},
		{ID: "no-answer", Needs: refuse, Check: noAnswer},
		{ID: "hangup-by-caller", Needs: bye, Check: hangupByCaller},
		{ID: "hangup-by-callee", Needs: bye, Check: hangupByCallee},
		{ID: "bye-race", Needs: bye, Check: byeRace},
		{ID: "cancel-crossed-200", Needs: bye | parser.HasAnswer, Check: cancelCrossed200},
		{ID: "abnormal-release", Needs: call | parser.HasReason, Check: abnormalRelease},
		{ID: "rtp-timeout-hangup", Needs: bye, Check: rtpTimeoutHangup},
		{ID: "call-duration-limit", Needs: bye, Check: callDurationLimit, CheckTrace: callDurationLimits},
		{ID: "no-final-response", Needs: call | parser.HasRequest, Check: noFinalResponse},
		{ID: "cancel-branch-differs", Needs: call | parser.HasRequest, Any: parser.HasUnanswered | parser.HasRefusal, Check: cancelBranchDiffers},
		{ID: "cancel-cseq-mismatch", Needs: call | parser.HasRequest, Any: parser.HasUnanswered | parser.HasRefusal, Check: cancelCSeqMismatch},
	}}
}
