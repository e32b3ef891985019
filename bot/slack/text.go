package slack

import (
	"encoding/json"
	"strings"
)

// Written is what a person wrote in a Slack message.
type Written struct {
	// Text is the message with Slack's own changes undone and the mention of the
	// bot removed. Every other person is left in it as "@name".
	Text string
	// Mention is true where the bot is addressed by name, Others where another
	// person or a group is.
	Mention, Others bool
}

// Text takes from the forms in which Slack delivers one message the one that is
// best kept. Those are its rich_text blocks, in which nothing is escaped; their
// preformatted parts alone; and its text, with entities and links undone.
//
// score tells how many lines of a text are SIP; the form with the most wins, and
// among equals the one that keeps the most of what was said. self is the bot's
// own user id. blocks may be empty, score nil.
func Text(blocks json.RawMessage, text, self string, score func(string) int) Written {
	rich := flatten(blocks, self)
	plain, named := unescape(text, self)
	best, most := "", -1
	for _, candidate := range []string{rich.whole, rich.code, plain} {
		if strings.TrimSpace(candidate) == "" {
			continue
		}
		n := 0
		if score != nil {
			n = score(candidate)
		}
		if n > most {
			best, most = candidate, n
		}
	}
	return Written{
		Text:    best,
		Mention: rich.people.mention || named.mention,
		Others:  rich.people.others || named.others,
	}
}
