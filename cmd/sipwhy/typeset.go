package main

import (
	"strings"
	"unicode/utf8"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// Where a terminal's lines end, and where the text beside a label begins.
const (
	pageWidth  = 80
	labelWidth = 18
)

// typeset puts a reply on a terminal's page: labels in a column of their own,
// text wrapped beside them.
func typeset(r *bot.Reply) string {
	var b strings.Builder
	for n, block := range r.Blocks {
		if n > 0 && block.Kind != bot.List {
			b.WriteByte('\n')
		}
		switch block.Kind {
		case bot.Table, bot.Figure:
			b.WriteString((&bot.Reply{Blocks: []bot.Block{block}}).Text() + "\n")
		case bot.Headline:
			for _, line := range block.Lines {
				b.WriteString(wrap(line.Plain(), "", ""))
			}
		default:
			setLines(&b, block)
		}
	}
	return b.String()
}

// setLines sets the lines of a paragraph or list. A label stands on the left;
// lines after a label that stands alone belong to it.
func setLines(b *strings.Builder, block bot.Block) {
	column := strings.Repeat(" ", labelWidth)
	under := false
	for n, line := range block.Lines {
		name, rest := cutLabel(line)
		switch {
		case name != "" && rest == "":
			b.WriteString(pad(name))
			under = true
			continue
		case name != "":
			b.WriteString(wrap(rest, pad(name), column))
		case under && n > 0 && onlyLabel(block.Lines[n-1]):
			b.WriteString(wrap(line.Plain(), "", column+"   ")) // beside its label
		case under:
			b.WriteString(wrap(line.Plain(), column, column+"   "))
		case block.Kind == bot.List:
			b.WriteString(wrap(line.Plain(), "  - ", "    "))
		default:
			b.WriteString(wrap(line.Plain(), "  ", "  "))
		}
	}
}

func onlyLabel(line words.Text) bool {
	name, rest := cutLabel(line)
	return name != "" && rest == ""
}

// cutLabel tells a label at the start of a line ("Fix:") from what follows.
func cutLabel(line words.Text) (name, rest string) {
	if len(line) == 0 || line[0].Style != words.Strong || !strings.HasSuffix(line[0].Text, ":") {
		return "", line.Plain()
	}
	return strings.TrimSuffix(line[0].Text, ":"), strings.TrimSpace(line[1:].Plain())
}

// pad sets a label into its column; a long one takes two blanks and goes on.
func pad(name string) string {
	return "  " + name + strings.Repeat(" ", max(2, labelWidth-2-utf8.RuneCountInString(name)))
}

// wrap breaks a text into lines of the page; first stands before the first of
// them, rest before the others. A word that is too long stays whole.
func wrap(text, first, rest string) string {
	var b strings.Builder
	b.WriteString(first)
	width, begun := utf8.RuneCountInString(first), false
	if first == "" && rest != "" {
		width = labelWidth
	}
	for _, word := range strings.Fields(text) {
		length := utf8.RuneCountInString(word)
		if begun && width+1+length > pageWidth {
			b.WriteString("\n" + rest)
			width, begun = utf8.RuneCountInString(rest), false
		}
		if begun {
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += length
		begun = true
	}
	b.WriteByte('\n')
	return b.String()
}
