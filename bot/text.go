package bot

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/words"
)

// signs stand before a verdict where a surface shows text alone. The word after
// them says the same, so that no meaning hangs on a sign.
var signs = map[Mark]string{Healthy: "✅", Fault: "🔴", Risk: "🟠", Unsure: "⚪"}

// Text is the whole reply as plain text, a block under the other. Quoted spans
// keep backticks, so that what the trace says can be told from what the bot says.
func (r *Reply) Text() string {
	var b strings.Builder
	for i, block := range r.Blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		block.write(&b, r.Mark, i == 0)
	}
	return strings.TrimRight(b.String(), "\n")
}

func (block *Block) write(b *strings.Builder, mark Mark, first bool) {
	if block.Kind == Table {
		writeTable(b, block.Cells)
		return
	}
	for i, line := range block.Lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		switch {
		case block.Kind == Headline && first && i == 0 && signs[mark] != "":
			b.WriteString(signs[mark] + " ")
		case block.Kind == List:
			b.WriteString("• ")
		}
		if block.Kind == Figure {
			b.WriteString(line.String())
			continue
		}
		b.WriteString(line.Plain())
	}
}

// writeTable sets cells in columns as wide as their widest cell.
func writeTable(b *strings.Builder, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	for n, row := range rows {
		if n > 0 {
			b.WriteByte('\n')
		}
		for i, cell := range row {
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-len([]rune(cell))+2))
			}
		}
	}
}

// say builds a reply of plain lines.
func say(lines ...words.Text) *Reply {
	return &Reply{Known: true, Blocks: []Block{{Kind: Paragraph, Lines: lines}}}
}

// add puts a block at the end, leaving out empty lines and an empty block.
func (r *Reply) add(kind BlockKind, lines ...words.Text) {
	var kept []words.Text
	for _, l := range lines {
		if !l.Empty() {
			kept = append(kept, l)
		}
	}
	if len(kept) > 0 {
		r.Blocks = append(r.Blocks, Block{Kind: kind, Lines: kept})
	}
}
