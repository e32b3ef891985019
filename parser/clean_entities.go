package parser

import (
	"html"
	"strings"
)

// undoEntities decodes the entities of HTML where the brackets and quotes of SIP
// were turned into them, and once for each time that they were.
func (c *cleaner) undoEntities() {
	if c.slackText() {
		c.each(entities, decodeEntities)
		return
	}
	if !c.html && !c.any(escapedSIP) {
		return
	}
	// Where most brackets are raw, a body may hold entities of its own.
	raw, escaped := 0, 0
	for _, l := range c.lines {
		switch {
		case strings.Contains(l.Text, "<sip"):
			raw++
		case escapedSIP(l.Text):
			escaped++
		}
	}
	c.each(entities, func(s string) string {
		if strings.IndexByte(s, '&') < 0 || ownBracket(s) || raw > escaped && !escapedSIP(s) {
			return s
		}
		return decodeEntities(s)
	})
}

// slackText tells a text of which Slack linked every address whole, so that no
// bracket is left to show that it was escaped.
func (c *cleaner) slackText() bool {
	shown := false
	for _, l := range c.lines {
		switch {
		case strings.Contains(l.Text, "<sip") && !c.marked(links, l.N):
			return false
		case strings.Contains(l.Text, "&amp;") || strings.Contains(l.Text, "&gt;"):
			shown = true
		}
	}
	return shown && len(c.marks[links]) > 0
}

// escapedSIP tells a line in which a bracket or a quote of SIP is an entity.
func escapedSIP(s string) bool {
	if strings.IndexByte(s, '&') < 0 || ownBracket(s) {
		return false
	}
	for range maxRounds {
		s = strings.ReplaceAll(s, "&amp;amp;", "&amp;")
	}
	for _, shape := range []string{
		"&lt;sip", "&lt;tel:", "&lt;urn:", "=&quot;", "&lt;--", "--&gt;", "-&gt; ", "&lt;&lt;&lt;", "&gt;&gt;&gt;", "&gt;;tag", "&#60;sip", "&#x3c;sip", "&#x3C;sip", "=&#34;", "=&#39;", "&lt;mailto:",
		"&amp;lt;sip", "=&amp;quot;", "&amp;lt;--", "&amp;#60;sip", "&amp;#x3c;sip",
	} {
		if strings.Contains(s, shape) {
			return true
		}
	}
	return structural(decodeEntities(s)) && (strings.Contains(s, "&lt;") || strings.Contains(s, "&gt;") || strings.Contains(s, "&quot;") || strings.Contains(s, "&nbsp;"))
}

// ownBracket tells a raw bracket that no chat tool left: such a line was not
// escaped.
func ownBracket(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 == len(s) {
			return i >= 0
		}
		if strings.IndexByte("@#!", s[i+1]) < 0 {
			return true
		}
		s = s[i+1:]
	}
}

// decodeEntities decodes each entity once. One that lacks its semicolon is the
// parameter of a URI.
func decodeEntities(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s[:min(len(s), 12)], ';')
		if end < 3 || strings.IndexFunc(s[1:end], notEntity) >= 0 {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		b.WriteString(html.UnescapeString(s[:end+1]))
		s = s[end+1:]
	}
}

func notEntity(r rune) bool { return r >= 0x80 || r != '#' && !isAlnum(byte(r)) }
