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
		if from > 0 && speech[word] {
			return strings.TrimRight(rest[:from], " .,;:!-")
		}
		from += end + 1
	}
	return rest
}

// speech are words by which people go on behind a code, and servers do not.
var speech = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(`on when whenever if because since but why what we i our my me they their please thanks thx
		every always while any for customer customers today yesterday wenn weil bei seit wir unser unsere kunde jeden immer heute
		quand lorsque car nous notre chaque toujours cuando porque cada siempre nuestro`) {
		all[word] = true
	}
	return all
}()
