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
	const answered = parser.IsCall | parser.HasAnswer | parser.HasSDP
	return rules.Group{Name: "nat", Files: files, Rules: []rules.Rule{
		{ID: "sdp-private-address", Needs: answered, Check: sdpPrivateAddress},
		{ID: "sdp-unusable-address", Needs: answered, Check: sdpUnusableAddress},
		{ID: "contact-private-address", Needs: parser.IsCall | parser.HasAnswer | parser.HasRepeats, Check: contactPrivateAddress},
		{ID: "contact-unreachable", Needs: parser.IsCall | parser.HasAnswer | parser.HasRepeats, Check: contactUnreachable},
		{ID: "sip-alg-suspected", Needs: parser.IsCall | parser.HasRequest | parser.HasSDP, Check: sipALGSuspected},
		{ID: "media-direction-mismatch", Needs: answered, Check: mediaDirectionMismatch},
		{ID: "ip-version-mismatch", Needs: answered, Check: ipVersionMismatch},
		{ID: "media-address-changed", Needs: answered | parser.HasReinvite, Check: mediaAddressChanged},
		{ID: "early-media-missing", Needs: parser.IsCall | parser.HasRinging | parser.HasSDP, Check: earlyMediaMissing},
	}}
}
