package slack

import (
	"strings"
)

// entities are the three characters that Slack escapes in text, and only these.
// https://docs.slack.dev/messaging/formatting-message-text#escaping
var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// unescape undoes what Slack does to the `text` of a message: first the tokens
// in angle brackets, then the three entities. The other order would take a SIP
// <sip:…> for a token.
func unescape(text, self string) (string, people) {
	p := people{self: self}
	// Where nothing is escaped, an angle bracket may be the author's own.
	escaped := strings.Contains(text, "&lt;") || strings.Contains(text, "&gt;")
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '<')
		if open < 0 {
			break
		}
		b.WriteString(text[:open])
		text = text[open:]
		end := strings.IndexAny(text[1:], "<>\n") + 1
		if end <= 0 || text[end] != '>' {
			b.WriteByte('<')
			text = text[1:]
			continue
		}
		b.WriteString(p.token(text[1:end], escaped))
		text = text[end+1:]
	}
	b.WriteString(text)
	return trimMention(entities.Replace(b.String()), p), p
}

// token gives the text behind one <…> of Slack's; a bracket of the author's own
// stays as it is.
func (p *people) token(inner string, escaped bool) string {
	target, label, _ := strings.Cut(inner, "|")
	switch {
	case isID(target, "@UWB"):
		return p.user(target[1:], label)
	case isID(target, "#CG"):
		if label != "" {
			return "#" + label
		}
		return target
	case strings.HasPrefix(target, "!"):
		if said, ok := p.special(target[1:], label); ok {
			return said
		}
	}
	scheme, _, _ := strings.Cut(target, ":")
	switch strings.ToLower(scheme) {
	case "mailto", "tel", "http", "https":
		return linkText(target, label)
	case "sip", "sips":
		// Nobody has seen Slack link sip: by itself; should it, the label or the
		// escaping around it gives it away.
		if label != "" || escaped {
			return linkText(target, label)
		}
	}
	return "<" + inner + ">"
}

// isID tells whether a token names something of Slack's: the first byte of
// kinds, then one of the others, then capital letters and digits.
func isID(token, kinds string) bool {
	if len(token) < 2 || token[0] != kinds[0] || !strings.Contains(kinds[1:], token[1:2]) {
		return false
	}
	for _, c := range token[2:] {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// special is a <!…> token: here, channel, everyone, subteam^S1, date^1^format.
func (p *people) special(target, label string) (string, bool) {
	name, rest, _ := strings.Cut(target, "^")
	switch name {
	case "date":
		return label, true
	case "subteam":
		p.others = true
		if label == "" {
			label = rest
		}
	case "here", "channel", "everyone", "group":
		if label == "" {
			label = name
		}
	default:
		return "", false
	}
	return "@" + strings.TrimPrefix(label, "@"), true
}
