package slack

import (
	"strings"

	"github.com/slack-go/slack"

	"github.com/sipwhy/sipwhy/knowledge/words"
)

// fitsTable tells whether cells can be a table of Slack's: rows are cut before,
// columns cannot be.
func fitsTable(cells [][]string) bool {
	if len(cells) == 0 || len(cells) > maxRows {
		return false
	}
	for _, row := range cells {
		if len(row) == 0 || len(row) > maxColumns || len(row) != len(cells[0]) {
			return false
		}
	}
	return true
}

func tableBlock(cells [][]string) slack.Block {
	t := slack.NewTableBlock("")
	for n, row := range cells {
		set := make([]slack.TableCell, len(row))
		for i, cell := range row {
			if cell == "" {
				cell = " " // an empty cell is refused
			}
			if n == 0 {
				bold := &slack.RichTextSectionTextStyle{Bold: true}
				set[i] = slack.NewTableRichTextCell(slack.NewRichTextSection(textElement(cell, bold)))
				continue
			}
			set[i] = slack.NewTableRawTextCell(cell)
		}
		t.AddRow(set...)
	}
	settings := make([]slack.ColumnSetting, len(cells[0]))
	for i := range settings {
		settings[i] = slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true}
	}
	return t.WithColumnSettings(settings...)
}

// tableLines sets a table in columns for a fixed-width font.
func tableLines(cells [][]string) []words.Text {
	var widths []int
	for _, row := range cells {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	lines := make([]words.Text, len(cells))
	for n, row := range cells {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-len([]rune(cell))+2))
			}
		}
		lines[n] = words.T(b.String())
	}
	return lines
}
