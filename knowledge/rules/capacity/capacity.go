// Package capacity holds the diagnoses of limits and outages, and of calls that
// found another way round them.
package capacity

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "capacity", Files: files, Rules: []rules.Rule{
		{ID: "concurrent-call-limit", Needs: parser.IsCall | parser.HasRefusal, Check: concurrentCallLimit},
		{ID: "call-rate-limit", Needs: parser.HasRefusal, Check: callRateLimit},
		{ID: "service-unavailable", Needs: parser.HasRefusal, Check: serviceUnavailable},
		{ID: "failover-succeeded", Needs: parser.IsCall | parser.HasRequest, Any: parser.HasRefusal | parser.HasUnanswered, Check: failoverSucceeded},
	}}
}
