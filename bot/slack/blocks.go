package slack

import (
	"fmt"

	"github.com/slack-go/slack"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// Blocks sets a reply in Block Kit, within Slack's limits. All that a trace says
// goes into rich_text, tables and plain_text, where Slack reads neither
// mentions nor links nor marks. What had to be left out is said.
func Blocks(r *bot.Reply) []slack.Block { return setter{table: true}.blocks(r) }

// setter sets replies for one kind of surface.
type setter struct {
	// table is true where Slack shows tables: in messages, not in views.
	table bool
}

func (s setter) blocks(r *bot.Reply) []slack.Block {
	if r == nil {
		return nil
	}
	out := []slack.Block{}
	table := s.table
	for i, b := range fit(r.Blocks) {
		switch {
		case len(b.Lines) == 0 && len(b.Cells) == 0:
			// Slack refuses a block without content.
		case b.Kind == bot.Table && table && fitsTable(b.Cells):
			out = append(out, tableBlock(b.Cells))
			table = false
		case b.Kind == bot.Table:
			out = append(out, figure(tableLines(b.Cells)))
		case b.Kind == bot.Context:
			out = append(out, contextBlock(b.Lines))
		default:
			out = append(out, richBlock(b, mark(r.Mark, i)))
		}
	}
	if buttons := buttons(r.Actions); len(buttons) > 0 {
		out = append(out, slack.NewActionBlock("", buttons...))
	}
	return out
}

// marks are the emoji of a verdict; its words say the same.
func mark(m bot.Mark, block int) string {
	if block > 0 {
		return ""
	}
	switch m {
	case bot.Healthy:
		return "white_check_mark"
	case bot.Fault:
		return "red_circle"
	case bot.Risk:
		return "large_orange_circle"
	case bot.Unsure:
		return "white_circle"
	}
	return ""
}

func richBlock(b bot.Block, emoji string) slack.Block {
	switch b.Kind {
	case bot.Figure:
		return figure(b.Lines)
	case bot.List:
		items := make([]slack.RichTextElement, len(b.Lines))
		for i, line := range b.Lines {
			items[i] = slack.NewRichTextSection(spans(line, false)...)
		}
		return slack.NewRichTextBlock("", slack.NewRichTextList(slack.RTEListBullet, 0, items...))
	}
	var elements []slack.RichTextSectionElement
	if b.Kind == bot.Headline && emoji != "" {
		elements = append(elements, slack.NewRichTextSectionEmojiElement(emoji, 0, nil), textElement(" ", nil))
	}
	for i, line := range b.Lines {
		if i > 0 {
			elements = append(elements, textElement("\n", nil))
		}
		elements = append(elements, spans(line, b.Kind == bot.Headline)...)
	}
	return slack.NewRichTextBlock("", slack.NewRichTextSection(elements...))
}

// spans sets a line. Slack refuses an empty element, so an empty line is a space.
func spans(line words.Text, strong bool) []slack.RichTextSectionElement {
	var out []slack.RichTextSectionElement
	for _, s := range line {
		if s.Text == "" {
			continue
		}
		var style *slack.RichTextSectionTextStyle
		if bold, code := strong || s.Style == words.Strong, s.Style == words.Quoted; bold || code {
			style = &slack.RichTextSectionTextStyle{Bold: bold, Code: code}
		}
		out = append(out, textElement(s.Text, style))
	}
	if len(out) == 0 {
		out = append(out, textElement(" ", nil))
	}
	return out
}

func textElement(text string, style *slack.RichTextSectionTextStyle) slack.RichTextSectionElement {
	return slack.NewRichTextSectionTextElement(text, style)
}

func figure(lines []words.Text) slack.Block {
	text := join(lines)
	if text == "" {
		text = " "
	}
	return slack.NewRichTextBlock("", &slack.RichTextPreformatted{
		Type:     slack.RTEPreformatted,
		Elements: []slack.RichTextSectionElement{textElement(text, nil)},
	})
}

// contextBlock sets small print. plain_text knows no marks, so quoted spans get
// their backticks as characters.
func contextBlock(lines []words.Text) slack.Block {
	var elements []slack.MixedElement
	for i, line := range lines {
		if i == maxContextElements {
			break
		}
		if text := cutRunes(line.Plain(), maxContextText); text != "" {
			elements = append(elements, slack.NewTextBlockObject(slack.PlainTextType, text, false, false))
		}
	}
	if len(elements) == 0 {
		elements = append(elements, slack.NewTextBlockObject(slack.PlainTextType, " ", false, false))
	}
	return slack.NewContextBlock("", elements...)
}

// buttons sets the actions. An action_id is unique in its block, so a second
// button that does the same gets a number behind it, which actionID removes. A
// value too long for Slack cannot be shortened: its button is left out.
func buttons(actions []bot.Action) []slack.BlockElement {
	var out []slack.BlockElement
	seen := map[string]int{}
	for _, a := range actions {
		if len(out) == maxButtons || a.Label == "" || len([]rune(a.Value)) > maxButtonValue || len(a.ID) > maxActionID-4 {
			continue
		}
		id := a.ID
		if seen[a.ID]++; seen[a.ID] > 1 {
			id = fmt.Sprintf("%s#%d", a.ID, seen[a.ID])
		}
		label := slack.NewTextBlockObject(slack.PlainTextType, cutRunes(a.Label, maxButtonLabel), false, false)
		out = append(out, slack.NewButtonBlockElement(id, a.Value, label))
	}
	return out
}
