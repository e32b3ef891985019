package rules

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// PhraseOf is the reason phrase of an answer. Behind a status line that stands alone in
// a sentence, what somebody goes on to say is not the phrase of the server: "SIP/2.0
// 403 Forbidden, is that because we have no credit?" names no cause.
func PhraseOf(m *parser.Message) string {
	if len(m.Headers) > 0 || m.Phrase == "" {
		return m.Phrase
	}
	rest := m.Phrase
	if strings.HasSuffix(strings.TrimSpace(rest), "?") {
		rest = strings.TrimRight(rest, "? ")
		if i := strings.LastIndexAny(rest, ".,;:!-"); i > 0 {
			rest = rest[:i]
		} else {
			return ""
		}
	}
	from := 0
	for from < len(rest) {
		end := strings.IndexByte(rest[from:], ' ')
		if end < 0 {
			end = len(rest) - from
		}
		word := strings.ToLower(strings.Trim(rest[from:from+end], ".,;:!?()-'\""))
		if from > 0 && (speech[word] || spoken[word] && endsPhrase(m, rest[:from])) {
			return strings.TrimRight(rest[:from], " .,;:!-")
		}
		from += end + 1
	}
	return rest
}

// endsPhrase tells whether the words of an answer up to here are its code's own phrase:
// then what follows is not the server's.
func endsPhrase(m *parser.Message, words string) bool {
	usual := parser.UsualPhrase(m.Code)
	return usual == "" || strings.EqualFold(strings.TrimRight(words, " .,;:!-"), usual)
}

// speech are words by which people go on behind a code, and servers do not; spoken are
// those that servers use as well, within a phrase of their own.
var (
	speech = wordSet(`when whenever if because why what we i our my me they their please thanks thx
		customer customers today yesterday wenn weil wir unser unsere kunde jeden immer heute
		quand lorsque car nous notre chaque toujours cuando porque cada siempre nuestro`)
	spoken = wordSet(`on since but every always while any for bei seit`)
)

func wordSet(text string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(text) {
		all[word] = true
	}
	return all
}
