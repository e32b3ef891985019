// Package words turns the sentences of the YAML files into text: templates with
// {field} placeholders and two marks, *strong* and `quoted`.
//
// Marks are read in the template before any field is put in, so nothing that a
// trace says can become a mark, a mention or a link.
package words

import (
	"fmt"
	"sort"
	"strings"
)

// Style tells how a surface shows a span.
type Style uint8

// The styles of a span.
const (
	Plain Style = iota
	Strong
	Quoted
)

// Span is a run of text in one style.
type Span struct {
	Text  string
	Style Style
}

// Text is a sentence or a line, ready to be shown.
type Text []Span

// T is a text in one plain span.
func T(s string) Text { return Text{{Text: s}} }

// Quote is a text shown as it stands in the trace.
func Quote(s string) Text { return Text{{Text: s, Style: Quoted}} }

// String is the text without marks.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Marked is the text with the marks of the terminal and of chat: *strong* and
// `quoted`.
func (t Text) Marked() string {
	var b strings.Builder
	for _, s := range t {
		switch {
		case s.Style == Quoted && s.Text != "":
			b.WriteByte('`')
			b.WriteString(strings.ReplaceAll(s.Text, "`", "'"))
			b.WriteByte('`')
		case s.Style == Strong && s.Text != "":
			b.WriteByte('*')
			b.WriteString(s.Text)
			b.WriteByte('*')
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// Plain is the text for a surface without bold type: strong spans have no mark,
// quoted ones keep their backticks, so that what the trace says can be told from
// what the bot says.
func (t Text) Plain() string {
	var b strings.Builder
	for _, s := range t {
		if s.Style == Quoted {
			b.WriteString(Text{s}.Marked())
			continue
		}
		b.WriteString(s.Text)
	}
	return b.String()
}

// Empty tells whether there is nothing to show.
func (t Text) Empty() bool {
	for _, s := range t {
		if s.Text != "" {
			return false
		}
	}
	return true
}

// Join puts texts behind each other with a plain separator.
func Join(sep string, texts ...Text) Text {
	var out Text
	for _, t := range texts {
		if t.Empty() {
			continue
		}
		if len(out) > 0 && sep != "" {
			out = append(out, Span{Text: sep})
		}
		out = append(out, t...)
	}
	return out
}

// Cat is the texts behind each other, in a slice of its own.
func Cat(texts ...Text) Text {
	var out Text
	for _, t := range texts {
		out = append(out, t...)
	}
	return out
}

// Fill renders a template. A placeholder whose field is missing or empty is an
// error of the rule, so it is returned; the text then shows "?" in its place.
func Fill(template string, fields map[string]string) (Text, error) {
	var out Text
	var missing []string
	style := Plain
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, Span{Text: b.String(), Style: style})
			b.Reset()
		}
	}
	toggle := func(s Style) {
		flush()
		if style == s {
			style = Plain
		} else {
			style = s
		}
	}
	for i := 0; i < len(template); i++ {
		c := template[i]
		switch {
		case c == '`':
			toggle(Quoted)
		case c == '*' && style != Quoted && marks(template, i):
			toggle(Strong)
		case c == '{':
			end := strings.IndexByte(template[i:], '}')
			name := ""
			if end > 0 {
				name = template[i+1 : i+end]
			}
			if !isName(name) {
				b.WriteByte(c)
				continue
			}
			value := fields[name]
			if value == "" {
				missing = append(missing, name)
				value = "?"
			}
			b.WriteString(value)
			i += end
		default:
			b.WriteByte(c)
		}
	}
	flush()
	if missing != nil {
		sort.Strings(missing)
		return out, fmt.Errorf("no value for {%s} in %q", strings.Join(missing, "}, {"), template)
	}
	return out, nil
}

// marks tells whether the asterisk at i opens or closes a strong span rather
// than standing for itself, as in "*67" or "5 * 3".
func marks(s string, i int) bool {
	before := i > 0 && !isSpace(s[i-1])
	after := i+1 < len(s) && !isSpace(s[i+1])
	opens := !before && after && strings.IndexByte(s[i+1:], '*') > 0
	opensInside := i > 0 && strings.IndexByte("(\"", s[i-1]) >= 0 && after
	open := strings.Count(s[:i], "*")%2 == 1
	if open {
		return before
	}
	return opens || opensInside
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

func isName(s string) bool {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// Fields lists the placeholders of a template, each once, sorted.
func Fields(template string) []string {
	seen := map[string]bool{}
	for rest := template; ; {
		i := strings.IndexByte(rest, '{')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		if end := strings.IndexByte(rest, '}'); end > 0 && isName(rest[:end]) {
			seen[rest[:end]] = true
		}
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
