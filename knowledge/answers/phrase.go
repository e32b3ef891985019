package answers

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// plainPhrases are reason phrases of one word that are no everyday answer: "the
// forbidden", "which box says unauthorized".
var plainPhrases = set("forbidden", "unauthorized", "unauthorised")

// phraseAt is the code of this trace whose reason phrase stands at the beginning of the
// words, and how many words it takes; 0 for none: people say "session progress" for 183.
func phraseAt(words []string, t *parser.Trace) (code, n int) {
	for _, m := range t.Messages {
		if !m.IsResponse() || m.Phrase == "" {
			continue
		}
		phrase := strings.Fields(strings.ToLower(m.Phrase))
		if len(phrase) > len(words) || len(phrase) < 2 && !plainPhrases[phrase[0]] || len(phrase) > 4 {
			continue
		}
		if slices.Equal(phrase, words[:len(phrase)]) && len(phrase) > n {
			code, n = m.Code, len(phrase)
		}
	}
	return code, n
}

// phraseNames are what a cue may call the phrase of a code.
func phraseNames(code int) []string {
	switch {
	case code == 401 || code == 407:
		return []string{"@code", "challenge"}
	case code == 486 || code == 600:
		return []string{"@code", "busy"}
	case code >= 400:
		return []string{"@code", "reject"}
	}
	return []string{"@code"}
}
