// Package transport holds the diagnoses of what carries the messages: their size,
// their framing and the connections under them.
package transport

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "transport", Files: files, Rules: []rules.Rule{
		{ID: "message-too-large-udp", Needs: parser.HasRequest | parser.HasRepeats, Check: messageTooLargeUDP},
		{ID: "message-too-large-513", Any: parser.HasRefusal, Check: messageTooLarge513},
		{ID: "tls-required", Needs: parser.HasRefusal, Check: tlsRequired},
		{ID: "content-length-mismatch", Needs: parser.HasRefusal | parser.HasRequest, Check: contentLengthMismatch},
		{ID: "message-truncated", CheckTrace: messageTruncated},
		{ID: "tls-handshake-failed", CheckTrace: tlsHandshakeFailed},
		{ID: "transport-mismatch", Needs: parser.IsCall | parser.HasAnswer | parser.HasUnanswered, Check: transportMismatch},
	}}
}
