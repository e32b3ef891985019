// Package nat holds the diagnoses of addresses that do not reach: NAT and one-way
// audio.
package nat

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "nat", Files: files, Rules: []rules.Rule{
		{ID: "sdp-private-address", Needs: parser.IsCall | parser.HasAnswer | parser.HasSDP, Check: sdpPrivateAddress},
		{ID: "contact-private-address", Needs: parser.IsCall | parser.HasAnswer | parser.HasRepeats, Check: contactPrivateAddress},
		{ID: "contact-unreachable", Needs: parser.IsCall | parser.HasAnswer | parser.HasRepeats, Check: contactUnreachable},
	}}
}
