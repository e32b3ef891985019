package parser

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// clean undoes what chat, mail, terminals and copying did to text, and keeps the
// input's own line numbers.
func clean(data []byte) (lines []dialect.Line, notes []string) {
	for i, text := range strings.Split(string(data), "\n") {
		lines = append(lines, dialect.Line{Text: strings.TrimSuffix(text, "\r"), N: i + 1})
	}
	return lines, nil
}
