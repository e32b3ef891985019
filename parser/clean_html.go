package parser

import (
	"html"
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// undoHTML takes out tags where the lines of a message are marked up by them. A
// page in the body of a message is left as it is.
func (c *cleaner) undoHTML() {
	c.each(tags, withoutAnchors)
	marked, raw := 0, 0
	for _, l := range c.lines {
		switch {
		case markedUp(l.Text):
			marked++
		case strings.Contains(l.Text, "<sip"):
			raw++
		}
	}
	if marked == 0 || marked <= raw {
		return
	}
	c.html = true
	p := page{c: c, lines: make([]dialect.Line, 0, len(c.lines))}
	for _, l := range c.lines {
		p.line(l)
	}
	c.lines = p.lines
}

// withoutAnchors takes the links of HTML out of a line of SIP.
func withoutAnchors(s string) string {
	if !strings.Contains(s, "</a>") && !strings.Contains(s, "</A>") {
		return s
	}
	var b strings.Builder
	for rest := s; rest != ""; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			i = len(rest)
		}
		b.WriteString(rest[:i])
		rest = rest[i:]
		name, end := tagAt(rest)
		switch {
		case end > 0 && (name == "a" || name == "/a"):
			rest = rest[end:]
		case rest != "":
			b.WriteByte('<')
			rest = rest[1:]
		}
	}
	if !sipText(decodeEntities(b.String())) {
		return s
	}
	return b.String()
}

// markedUp tells a line of SIP that holds tags.
func markedUp(s string) bool {
	if strings.IndexByte(s, '<') < 0 {
		return false
	}
	if strings.HasPrefix(strings.TrimSpace(strings.ToLower(s[:min(len(s), 40)])), "<pre") {
		return true
	}
	any, bare := false, s
	for i := 0; i < len(bare); {
		at := strings.IndexByte(bare[i:], '<')
		if at < 0 {
			break
		}
		i += at
		name, end := tagAt(bare[i:])
		if end == 0 {
			i++
			continue
		}
		any = any || telling[strings.TrimPrefix(name, "/")]
		bare = bare[:i] + bare[i+end:]
		if len(bare) > 4096 {
			bare = bare[:4096]
		}
	}
	return any && (structural(html.UnescapeString(bare)) || strings.Contains(bare, "SIP/2.0"))
}

// Tags of HTML that writing is marked up with; telling ones are never typed.
var (
	telling = set("br p div span pre td tr li font code blockquote samp tt")
	block   = set("p div pre tr li h1 h2 h3 h4 h5 h6 blockquote table ul ol html head body tbody")
	known   = set("a abbr b big blockquote body br center code dd div dl dt em font h1 h2 h3 h4 h5 h6 head hr html i img ins kbd li link mark meta ol p pre s samp script small span strike strong style sub sup table tbody td th thead title tr tt u ul wbr del !doctype")
)

// tagAt is the name of the tag that a text begins with, in lower case and with the
// slash of a closing one, and its length; 0 where it begins with none. An address
// in <> is never one: it has a colon where a tag has its end or a blank.
func tagAt(s string) (name string, length int) {
	if len(s) < 3 {
		return "", 0
	}
	if strings.HasPrefix(s, "<!--") {
		if i := strings.Index(s, "-->"); i > 0 {
			return "!--", i + 3
		}
		return "", 0
	}
	end := 1
	for end < len(s) && (isAlnum(s[end]) || s[end] == '/' && end == 1 || s[end] == '!' && end == 1) {
		end++
	}
	if end >= len(s) || end > 12 || strings.IndexByte(" \t/>", s[end]) < 0 {
		return "", 0
	}
	name = strings.ToLower(s[1:end])
	if !known[strings.TrimPrefix(name, "/")] {
		return "", 0
	}
	quote := byte(0)
	for i := end; i < len(s); i++ {
		switch {
		case quote != 0:
			if s[i] == quote {
				quote = 0
			}
		case s[i] == '"' || s[i] == '\'':
			quote = s[i]
		case s[i] == '<':
			return "", 0
		case s[i] == '>':
			return name, i + 1
		}
	}
	return "", 0
}

// page writes a page of HTML as the lines that its reader sees.
type page struct {
	c     *cleaner
	lines []dialect.Line
	// pre counts open <pre>, in which line ends count; broken is set once an
	// element showed that they are made by tags.
	pre    int
	broken bool
	hidden string
}

func (p *page) line(l dialect.Line) {
	text, tagged, forced := p.strip(l.Text)
	if !tagged {
		if p.hidden != "" || text == "" && p.broken && p.pre == 0 {
			return
		}
		p.lines = append(p.lines, l)
		return
	}
	p.c.mark(tags, l.N)
	if text == "" && !forced {
		return
	}
	// The line end of the source and that of the last tag are one.
	text = strings.TrimSuffix(text, "\n")
	for part := range strings.SplitSeq(text, "\n") {
		p.lines = append(p.lines, dialect.Line{Text: part, N: l.N})
	}
}

// strip takes the tags out of a line and puts line feeds for those that end one.
// forced tells that it shows as a line though nothing may be left of it.
func (p *page) strip(s string) (text string, tagged, forced bool) {
	var b strings.Builder
	line := 0
	feed := func() {
		// Before a block at the beginning of a line only quote marks may stand.
		if strings.TrimLeft(b.String()[line:], " \t>|") != "" {
			b.WriteByte('\n')
			line = b.Len()
		}
	}
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		if p.hidden == "" {
			b.WriteString(s[:i])
		}
		s = s[i:]
		name, end := tagAt(s)
		if end == 0 {
			if p.hidden == "" {
				b.WriteByte('<')
			}
			s = s[1:]
			continue
		}
		s, tagged = s[end:], true
		switch {
		case name == "br":
			p.broken, forced = true, true
			b.WriteByte('\n')
			line = b.Len()
		case name == "pre":
			p.pre++
			feed()
		case name == "/pre":
			p.pre = max(0, p.pre-1)
			feed()
		case name == "style" || name == "script" || name == "title":
			p.hidden = "/" + name
		case name == p.hidden:
			p.hidden = ""
		case block[strings.TrimPrefix(name, "/")]:
			p.broken = p.broken || name == "p" || name == "div"
			feed()
		case name == "/td" || name == "/th":
			b.WriteByte(' ')
		}
	}
	if p.hidden == "" {
		b.WriteString(s)
	}
	return b.String(), tagged, forced
}
