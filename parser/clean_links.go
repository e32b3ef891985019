package parser

import (
	"net/url"
	"strings"
)

// undoLinks turns the links that chat and mail tools make of addresses back into
// what was typed: Slack's <mailto:a@b|a@b>, Outlook's a@b<mailto:a@b>, Markdown's
// [a@b](mailto:a@b) and Jira's [a@b|mailto:a@b].
func (c *cleaner) undoLinks() {
	slack := c.fromSlack()
	c.each(links, func(s string) string {
		if strings.Contains(s, "](") || strings.Contains(s, "[mailto:") || strings.Contains(s, "|mailto:") || strings.Contains(s, "|http") || strings.Contains(s, "|sip:") || strings.Contains(s, "|tel:") {
			s = fromMarkdown(s)
		}
		if strings.Contains(s, "(mailto:") {
			s = fromParentheses(s)
		}
		if angleLink(s) {
			s = fromAngles(s, slack)
		}
		return s
	})
}

func angleLink(s string) bool {
	return strings.IndexByte(s, '<') >= 0 && (strings.IndexByte(s, '|') >= 0 || strings.Contains(s, "<mailto:") || strings.Contains(s, "<http") || strings.Contains(s, "<tel:") || strings.Contains(s, "<sip:"))
}

// linkScheme is the scheme of a target that a tool links, "" for none.
func linkScheme(target string) string {
	i := strings.IndexByte(target, ':')
	if i < 2 || i > 7 {
		return ""
	}
	switch scheme := strings.ToLower(target[:i]); scheme {
	case "mailto", "tel", "http", "https", "sip", "sips", "callto", "ftp":
		return scheme
	}
	return ""
}

// fromSlack tells a text in which every bracket of its author is escaped or stands in
// a link with a label, so that a link without one is a link as well.
func (c *cleaner) fromSlack() bool {
	shown := false
	for _, l := range c.lines {
		s := l.Text
		if strings.Contains(s, "<sip") && strings.IndexByte(s, '|') < 0 {
			return false
		}
		shown = shown || strings.Contains(s, "&lt;sip") || strings.Contains(s, "&lt;<") || strings.Contains(s, "&lt;--")
	}
	return shown
}

// fromAngles takes the links in <> out of a line; escaped tells that no bracket in it
// can be its author's own.
func fromAngles(s string, escaped bool) string {
	escaped = escaped || strings.Contains(s, "&lt;") || strings.Contains(s, "&gt;") || strings.Contains(s, "&amp;")
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:open])
		s = s[open:]
		end := strings.IndexAny(s[1:], "<>") + 1
		if end <= 0 || s[end] == '<' || linkScheme(s[1:end]) == "" {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		typed, ok := fromAngle(b.String(), s[1:end], s[end+1:], escaped)
		if !ok {
			typed = s[:end+1]
		}
		b.WriteString(typed)
		s = s[end+1:]
	}
}

// fromAngle gives what was typed where a tool put <inner>; before and after are
// what stands around it.
func fromAngle(before, inner, after string, escaped bool) (typed string, ok bool) {
	target, label, named := strings.Cut(inner, "|")
	scheme := linkScheme(target)
	if named {
		if strings.HasPrefix(scheme, "sip") {
			return fromSIPLink(before, target), alike(target, label)
		}
		return label, escaped || alike(target, label)
	}
	bare := bareTarget(target)
	if repeated(before, target, bare) {
		return "", true
	}
	inBrackets := strings.HasSuffix(before, "&lt;") || strings.HasSuffix(before, "<")
	switch scheme {
	case "mailto":
		return bare, escaped || strings.HasSuffix(before, "sip:") || strings.HasSuffix(before, "sips:")
	case "tel":
		if inBrackets {
			return target, true
		}
		return bare, escaped
	case "http", "https", "ftp":
		return target, escaped
	case "sip", "sips":
		return target, inBrackets && (strings.HasPrefix(after, "&gt;") || strings.HasPrefix(after, ">"))
	}
	return "", false
}

// fromSIPLink keeps the URI and, in a header, its brackets, of which the link's
// own may have taken the place.
func fromSIPLink(before, target string) string {
	if strings.HasSuffix(before, "<") || strings.HasSuffix(before, "&lt;") || methods[strings.TrimSpace(before)] || strings.HasSuffix(before, `uri="`) {
		return target
	}
	return "<" + target + ">"
}

// bareTarget is a target without the scheme and the slashes that tools invent.
func bareTarget(target string) string {
	_, bare, _ := strings.Cut(target, ":")
	return strings.TrimSuffix(strings.TrimPrefix(bare, "//"), "/")
}

// alike tells whether a label is what the target was made of.
func alike(target, label string) bool {
	a, b := compared(target), compared(label)
	if len(b) < 2 {
		return false
	}
	return a == b || strings.HasSuffix(a, b) || strings.HasPrefix(a, b) || len(a) > 2 && strings.Contains(b, a)
}

func compared(s string) string {
	if linkScheme(s) != "" {
		s = bareTarget(s)
		if linkScheme(s) != "" {
			s = bareTarget(s)
		}
	}
	if plain, err := url.PathUnescape(s); err == nil {
		s = plain
	}
	s = strings.ToLower(strings.TrimSuffix(s, "/"))
	if strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789+()-. ", r) }) < 0 {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == '.' {
				return r
			}
			return -1
		}, s)
	}
	return s
}

// repeated tells a target that only repeats the text before it, as Outlook and
// Teams write links.
func repeated(before, target, bare string) bool {
	tail := strings.TrimSuffix(before, " ")
	if strings.Contains(target, "safelinks.") {
		plain, err := url.QueryUnescape(target)
		_, of, found := strings.Cut(plain, "url=")
		of, _, _ = strings.Cut(of, "&")
		bare = bareTarget(of)
		if err != nil || !found {
			return false
		}
	}
	if len(bare) < 3 {
		return false
	}
	if plain, err := url.PathUnescape(bare); err == nil {
		bare = plain
	}
	if len(tail) < len(bare) || !strings.EqualFold(tail[len(tail)-len(bare):], bare) {
		return false
	}
	if linkScheme(target) == "sip" || linkScheme(target) == "sips" {
		return strings.HasSuffix(tail, target) && tail == before
	}
	return true
}

// fromMarkdown takes the label of [label](target) and [label|target].
func fromMarkdown(s string) string {
	out := make([]byte, 0, len(s))
	for {
		end := strings.IndexByte(s, ']')
		if end < 0 {
			return string(append(out, s...))
		}
		out = append(out, s[:end]...)
		s = s[end+1:]
		open := openBracket(out)
		if open < 0 {
			out = append(out, ']')
			continue
		}
		label, more, ok := linkLabel(string(out[open+1:]), s)
		if !ok {
			out = append(out, ']')
			continue
		}
		out = append(out[:open], label...)
		s = s[more:]
	}
}

// openBracket is the place of the [ that a ] behind s closes. An IPv6 address may
// stand between, and not much else.
func openBracket(s []byte) int {
	depth := 0
	for i := len(s) - 1; i >= max(0, len(s)-600); i-- {
		switch s[i] {
		case ']':
			depth++
		case '[':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// linkLabel is what was typed where a link has inner between its brackets and after
// behind them, and how much of after belongs to it.
func linkLabel(inner, after string) (label string, length int, ok bool) {
	if !strings.HasPrefix(after, "(") {
		label, ok = jiraLabel(inner)
		return label, 0, ok
	}
	end := strings.IndexByte(after[:min(len(after), 1200)], ')')
	if end < 0 || !linkTarget(after[1:end]) {
		return "", 0, false
	}
	// A link that a person wrote has words for its label.
	target, _, _ := strings.Cut(after[1:end], " ")
	if !strings.HasPrefix(target, "about:") && !alike(target, inner) {
		return "", 0, false
	}
	return unbracket(inner, target), end + 1, true
}

func linkTarget(target string) bool {
	return linkScheme(target) != "" || strings.HasPrefix(target, "about:")
}

// unbracket gives back the > that Markdown took for a part of the link.
func unbracket(label, target string) string {
	if strings.HasPrefix(target, "about:") || strings.HasSuffix(label, "%3E") || strings.HasSuffix(label, "%3e") {
		label = strings.NewReplacer("%3E", ">", "%3e", ">", "%3C", "<", "%3c", "<").Replace(label)
	}
	return label
}

func jiraLabel(inner string) (string, bool) {
	if label, target, ok := strings.Cut(inner, "|"); ok {
		return label, linkScheme(target) != "" && alike(target, label)
	}
	return strings.CutPrefix(inner, "mailto:")
}

// fromParentheses takes off the (mailto:a@b) behind its own text.
func fromParentheses(s string) string {
	const open = "(mailto:"
	var b strings.Builder
	for {
		i := strings.Index(s, open)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := strings.IndexByte(s[i:], ')')
		before := s[max(0, i-300):i]
		if end < 0 || !repeated(before, s[i+1:i+end], s[i+len(open):i+end]) {
			b.WriteString(s[:i+len(open)])
			s = s[i+len(open):]
			continue
		}
		b.WriteString(strings.TrimSuffix(s[:i], " "))
		s = s[i+end+1:]
	}
}
