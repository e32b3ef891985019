// Package security holds the diagnoses of strangers at the door: scans, guessing
// and fraud, which are no login problem of anybody.
package security

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "security", Files: files, Rules: []rules.Rule{
		{ID: "toll-fraud-attempt", CheckTrace: tollFraudAttempt},
		{ID: "brute-force-register", CheckTrace: bruteForceRegister},
		{ID: "scanner-probe", CheckTrace: scannerProbe},
		{ID: "digest-leak-attempt", Needs: parser.IsCall | parser.HasAnswer | parser.HasBye | parser.HasCredentials, Check: digestLeakAttempt},
	}}
}
