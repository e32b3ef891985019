package slack

import (
	"encoding/json"
	"strings"
)

// richText is what the rich_text blocks of a message say.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
type richText struct {
	// whole is everything in its order, code the preformatted parts alone.
	whole, code string
	people      people
}

// flatten reads the rich_text blocks of a message and leaves out the mention of
// the bot itself. Blocks of other types cannot be typed by people.
func flatten(blocks json.RawMessage, self string) richText {
	f := flattener{people: people{self: self}}
	for _, block := range objects(blocks) {
		if block.str("type") == "rich_text" {
			f.elements(block)
		}
	}
	return richText{whole: trimMention(f.whole.String(), f.people), code: f.code.String(), people: f.people}
}

// flattener writes the elements of rich_text as the lines that their author saw.
type flattener struct {
	whole, code strings.Builder
	people      people
}

func (f *flattener) elements(parent fields) {
	for _, e := range parent.objects("elements") {
		switch e.str("type") {
		case "rich_text_preformatted":
			text := f.inline(e)
			line(&f.whole, text)
			line(&f.code, text)
		case "rich_text_list", "rich_text":
			f.elements(e)
		default:
			// Sections and quotes; and a kind that Slack adds later is more
			// likely to hold text than not.
			line(&f.whole, f.inline(e))
		}
	}
}

// line begins text on a line of its own.
func line(b *strings.Builder, text string) {
	if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
		b.WriteByte('\n')
	}
	b.WriteString(text)
}

func (f *flattener) inline(parent fields) string {
	var b strings.Builder
	for _, e := range parent.objects("elements") {
		b.WriteString(f.element(e))
	}
	return b.String()
}

func (f *flattener) element(e fields) string {
	text := e.str("text")
	switch e.str("type") {
	case "link":
		return linkText(e.str("url"), text)
	case "emoji":
		// ":5060:" between two colons of a trace becomes an emoji element.
		return ":" + e.str("name") + ":"
	case "user":
		return f.people.user(e.str("user_id"), "")
	case "usergroup":
		f.people.others = true
		return "@" + e.str("usergroup_id")
	case "broadcast":
		return "@" + e.str("range")
	case "channel":
		return "#" + e.str("channel_id")
	case "color":
		return e.str("value")
	case "date":
		if text == "" {
			text = e.str("fallback")
		}
	}
	return text
}

// linkText is what the author typed where Slack made a link: the label, or else
// the target without a scheme that Slack put there.
func linkText(target, label string) string {
	if label != "" {
		return label
	}
	for _, invented := range []string{"mailto:", "tel:"} {
		if rest, ok := strings.CutPrefix(target, invented); ok {
			return rest
		}
	}
	return target
}

// people notes who is addressed by name.
type people struct {
	self            string
	mention, others bool
}

// user notes a mention and gives the text that stands for it: none for the bot.
func (p *people) user(id, label string) string {
	if id != "" && id == p.self {
		p.mention = true
		return ""
	}
	p.others = true
	if label != "" {
		return "@" + strings.TrimPrefix(label, "@")
	}
	return "@" + id
}

// trimMention takes away what a removed "@sipwhy:" leaves at the start.
func trimMention(text string, p people) string {
	if !p.mention {
		return text
	}
	trimmed := strings.TrimLeft(text, " \t\u00a0")
	if after, ok := strings.CutPrefix(trimmed, ":"); ok || strings.HasPrefix(trimmed, ",") {
		if !ok {
			after = trimmed[1:]
		}
		trimmed = strings.TrimLeft(after, " \t\u00a0")
	}
	return trimmed
}
