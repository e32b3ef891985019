package render

import (
	"net/url"
	"strings"
)

// What chat and mail tools do.

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escapeEntities escapes what Slack and HTML escape.
func escapeEntities(s string) string { return escaper.Replace(s) }

func numericEntities(s string) string {
	return strings.NewReplacer("&", "&#38;", "<", "&#60;", ">", "&#x3e;", `"`, "&quot;", "'", "&#39;").Replace(s)
}

// word is a piece of a line that a tool takes for an address: from is where it
// begins, to where it ends.
type word struct{ from, to int }

// addresses are the a@b and, where hosts is set, the host names of a line.
func addresses(line string, hosts bool) []word {
	var all []word
	for at := 0; at < len(line); {
		n := 0
		for at+n < len(line) && addressByte(line[at+n]) {
			n++
		}
		piece := strings.TrimRight(line[at:at+n], ".-")
		if user, host, ok := strings.Cut(piece, "@"); ok && user != "" && hostName(host) && !strings.Contains(host, "@") {
			all = append(all, word{at, at + len(piece)})
		} else if hosts && !ok && hostName(piece) {
			all = append(all, word{at, at + len(piece)})
		}
		at += n + 1
	}
	return all
}

func addressByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("+-._@", c) >= 0
}

// hostName tells what tools take for a name in the DNS: words with dots whose last
// one is of letters.
func hostName(s string) bool {
	i := strings.LastIndexByte(s, '.')
	if i < 1 || len(s)-i < 3 {
		return false
	}
	for _, c := range s[i+1:] {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// rewrite puts something in the place of every address of a text.
func rewrite(s string, hosts bool, f func(string) string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		at := 0
		for _, w := range addresses(line, hosts) {
			b.WriteString(line[at:w.from])
			b.WriteString(f(line[w.from:w.to]))
			at = w.to
		}
		b.WriteString(line[at:])
	}
	return b.String()
}

// slackLink is a link as Slack writes it.
func slackLink(s string) string {
	if strings.Contains(s, "@") {
		return "<mailto:" + s + "|" + s + ">"
	}
	return "<http://" + s + "|" + s + ">"
}

// slackText is the text of a message as Slack delivers it.
func slackText(s string) string { return slackLinksIn(escapeEntities(s)) }

// slackURLs links whole URLs, which get no label, and the rest as slackText does.
func slackURLs(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "http://")
		if i < 0 {
			break
		}
		n := strings.IndexAny(s[i:], " \n\r\t<>\";,")
		if n < 0 {
			n = len(s) - i
		}
		b.WriteString(slackText(s[:i]))
		b.WriteString("<" + escapeEntities(s[i:i+n]) + ">")
		s = s[i+n:]
	}
	b.WriteString(slackText(s))
	return b.String()
}

// slackLinks has the links without the escaping, as a tool leaves them that decodes
// before it looks for links.
func slackLinks(s string) string { return slackLinksIn(s) }

func slackLinksIn(s string) string { return rewrite(s, true, slackLink) }

// slackSIP links whole SIP URIs, inside their brackets or in the place of them.
func slackSIP(s string, inside bool) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "<sip:")
		if i < 0 {
			break
		}
		end := strings.IndexByte(s[i:], '>')
		if end < 0 {
			break
		}
		uri := s[i+1 : i+end]
		b.WriteString(escapeEntities(s[:i]))
		if inside {
			b.WriteString("&lt;<" + uri + "|" + uri + ">&gt;")
		} else {
			b.WriteString("<" + uri + "|" + strings.TrimPrefix(uri, "sip:") + ">")
		}
		s = s[i+end+1:]
	}
	b.WriteString(escapeEntities(s))
	return b.String()
}

func jiraLinks(s string) string {
	return rewrite(s, false, func(a string) string { return "[" + a + "|mailto:" + a + "]" })
}

func markdownLinks(s string) string {
	return rewrite(s, false, func(a string) string { return "[" + a + "](mailto:" + a + ")" })
}

func markdownHosts(s string) string {
	return rewrite(s, true, func(a string) string {
		if strings.Contains(a, "@") {
			return a
		}
		return "[" + a + "](http://" + a + "/)"
	})
}

// markdownBlank links an address together with the bracket behind it.
func markdownBlank(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "<sip:")
		if i < 0 {
			break
		}
		end := strings.IndexByte(s[i:], '>')
		if end < 0 {
			break
		}
		b.WriteString(s[:i+1] + "[" + s[i+1:i+end] + "%3E](about:blank)")
		s = s[i+end+1:]
	}
	b.WriteString(s)
	return b.String()
}

func outlookLinks(s string) string {
	return rewrite(s, true, func(a string) string {
		if strings.Contains(a, "@") {
			return a + "<mailto:" + a + ">"
		}
		return a + "<http://" + a + ">"
	})
}

func safeLinks(s string) string {
	return rewrite(s, true, func(a string) string {
		if strings.Contains(a, "@") {
			return a
		}
		return a + "<https://eur01.safelinks.protection.outlook.com/?url=" + url.QueryEscape("http://"+a+"/") + "&data=05%7C01&sdata=abc%3D&reserved=0>"
	})
}

func htmlBreaks(s string) string {
	return strings.ReplaceAll(escapeEntities(strings.ReplaceAll(s, "\r\n", "\n")), "\n", "<br>\n")
}

func htmlParagraphs(s string) string {
	var b strings.Builder
	for line := range strings.Lines(escapeEntities(s)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			line = "&nbsp;"
		}
		b.WriteString("<p class=\"MsoNormal\">" + line + "</p>\n")
	}
	return b.String()
}

// htmlSpans is what copying a highlighted block gives: each line in elements of its
// own, all on one line.
func htmlSpans(s string) string {
	var b strings.Builder
	b.WriteString("<div class=\"code\">")
	for line := range strings.Lines(escapeEntities(s)) {
		b.WriteString("<div><span style=\"color: #333\">" + strings.TrimRight(line, "\r\n") + "</span><br></div>")
	}
	return b.String() + "</div>"
}

func htmlAnchors(s string) string {
	return rewrite(s, false, func(a string) string { return `<a href="mailto:` + a + `" target="_blank">` + a + `</a>` })
}

// quotedPrintable codes a text as mail does, its lines broken at 76.
func quotedPrintable(s string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
		width := 0
		for _, c := range []byte(strings.TrimSuffix(line, "\n")) {
			code := string(c)
			if c == '=' || c >= 0x7f || c < ' ' && c != '\t' {
				code = "=" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15])
			}
			if width+len(code) > 75 {
				b.WriteString("=\n")
				width = 0
			}
			b.WriteString(code)
			width += len(code)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// remark is what a person writes right under a message.
func remark(n int) string {
	remarks := []string{
		"thx", "any ideas?", "that's all I have", "and then the phone just hangs up", "^^ this one", "@jo can you have a look please",
		"Question: why is there no answer to this one?", "why the 403 (I never saw one before)?", "Danke!", "pls help :pray:", "see https://support.example.com/ticket/17 for more",
	}
	return remarks[n%len(remarks)]
}
