package bot

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// Score counts the lines of a text that are SIP, so that a surface can tell which
// of several forms of a message is the best kept.
func Score(text string) int {
	n := 0
	for _, m := range parser.ReadString(text, parser.Options{}).Messages {
		n += len(m.Headers)
		if m.StartLine != "" {
			n++
		}
		if m.Body != "" {
			n += strings.Count(m.Body, "\n") + 1
		}
	}
	return n
}
