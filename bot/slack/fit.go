package slack

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// minFigure is how many lines of a figure or table are kept while another one
// can still be shortened.
const minFigure = 6

// reserve is kept free of maxContent for the sentences that say what was cut.
const reserve = 600

// maxLine cuts a single line, such as one that is a whole trace without breaks.
const maxLine = 2500

// fit cuts blocks to Slack's limits: first the longest figures and tables, from
// their ends, then what comes last. Each cut is said where it was made.
func fit(blocks []bot.Block) []bot.Block {
	cut := make([]trimmed, 0, len(blocks))
	for _, b := range blocks {
		cut = append(cut, trim(b))
	}
	for total(cut) > maxContent-reserve {
		longest := longestFigure(cut)
		if longest < 0 {
			break
		}
		cut[longest].shorten(total(cut) - (maxContent - reserve))
	}
	left, out := maxContent-reserve, make([]bot.Block, 0, len(cut))
	for i, t := range cut {
		if left <= 0 || len(out) >= maxBlocks-6 {
			out = append(out, told(fmt.Sprintf("… %s; ask about one call or message, or paste less.", plural(restLines(cut[i:]), "more line"))))
			break
		}
		t.keep(left)
		left -= t.size()
		out = append(out, t.block)
		if t.gone > 0 {
			out = append(out, told(fmt.Sprintf("… %s; ask for a single one, such as “show message 4”, or paste less.", plural(t.gone, "more line"))))
		}
	}
	return out
}

// told is a sentence about what was cut.
func told(sentence string) bot.Block {
	return bot.Block{Kind: bot.Context, Lines: []words.Text{words.T(sentence)}}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// trimmed is a block and the number of its lines that were left out.
type trimmed struct {
	block bot.Block
	gone  int
}

// trim cuts what no message may have: too many rows, lines and small print.
func trim(b bot.Block) trimmed {
	t := trimmed{block: b}
	t.block.Lines, t.block.Cells = slices.Clone(b.Lines), slices.Clone(b.Cells)
	for i, line := range t.block.Lines {
		t.block.Lines[i] = cutLine(line)
	}
	switch b.Kind {
	case bot.Table:
		t.drop(maxRows)
	case bot.Context:
		t.drop(maxContextElements)
	}
	return t
}

func (t *trimmed) lines() int {
	if t.block.Kind == bot.Table {
		return len(t.block.Cells)
	}
	return len(t.block.Lines)
}

// drop keeps the first n lines.
func (t *trimmed) drop(n int) {
	if over := t.lines() - n; over > 0 {
		t.gone += over
		if t.block.Kind == bot.Table {
			t.block.Cells = t.block.Cells[:n]
		} else {
			t.block.Lines = t.block.Lines[:n]
		}
	}
}

func (t *trimmed) lineSize(i int) int {
	if t.block.Kind != bot.Table {
		return len([]rune(t.block.Lines[i].String())) + 1
	}
	n := 0
	for _, cell := range t.block.Cells[i] {
		n += len([]rune(cell)) + 1
	}
	return n
}

func (t *trimmed) size() int {
	n := 0
	for i := range t.lines() {
		n += t.lineSize(i)
	}
	return n
}

// shorten takes away lines from the end until over code points are gone, or few
// lines are left.
func (t *trimmed) shorten(over int) {
	keep := t.lines()
	for over > 0 && keep > minFigure {
		keep--
		over -= t.lineSize(keep)
	}
	t.drop(keep)
}

// keep takes away lines from the end until the rest has room.
func (t *trimmed) keep(room int) {
	n := 0
	for n < t.lines() && room >= t.lineSize(n) {
		room -= t.lineSize(n)
		n++
	}
	t.drop(n)
}

func total(cut []trimmed) int {
	n := 0
	for i := range cut {
		n += cut[i].size()
	}
	return n
}

// longestFigure is the figure or table that can best be shortened, -1 for none.
func longestFigure(cut []trimmed) int {
	longest, most := -1, 0
	for i := range cut {
		kind := cut[i].block.Kind
		if kind != bot.Figure && kind != bot.Table || cut[i].lines() <= minFigure {
			continue
		}
		if size := cut[i].size(); size > most {
			longest, most = i, size
		}
	}
	return longest
}

func restLines(cut []trimmed) int {
	n := 0
	for i := range cut {
		n += cut[i].lines() + cut[i].gone
	}
	return n
}

// cutLine shortens a line that no reader follows to its end.
func cutLine(line words.Text) words.Text {
	room, out := maxLine, words.Text(nil)
	for i, s := range line {
		runes := []rune(s.Text)
		if len(runes) <= room {
			room -= len(runes)
			out = append(out, s)
			continue
		}
		over := len(runes) - room + len([]rune(words.Text(line[i+1:]).String()))
		s.Text = string(runes[:room])
		return append(out, s, words.Span{Text: fmt.Sprintf(" … (%d more characters)", over)})
	}
	return out
}

func join(lines []words.Text) string {
	texts := make([]string, len(lines))
	for i, line := range lines {
		texts[i] = line.String()
	}
	return strings.Join(texts, "\n")
}

// cutRunes keeps the first n code points, the last of them an ellipsis where
// there were more.
func cutRunes(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}
