package bot

import "github.com/sipwhy/sipwhy/knowledge/words"

// card explains a code, name or term: short, or with all that is known.
func (h *Handler) card(query string, full bool) *Reply {
	reply := say(words.T("I found nothing under that name."))
	reply.Known = false
	return reply
}
