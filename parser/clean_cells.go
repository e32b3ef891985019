package parser

import "strings"

// undoLongCells takes the quotes from around a cell that holds a whole log, in which
// every quote is doubled and one at least was.
func (c *cleaner) undoLongCells() {
	const fewest = 4
	for from := 0; from < len(c.lines); from++ {
		open := opensCell(c.lines[from].Text)
		if open < 0 || startsMessage(c.lines[from].Text[open+1:]) {
			// The cells beside a message say when and between whom it went.
			continue
		}
		to, doubled, sip := from+1, strings.Contains(c.lines[from].Text[open+1:], `""`), false
		for ; to < len(c.lines); to++ {
			s := c.lines[to].Text
			if strings.Count(s, `"`) != 2*strings.Count(s, `""`) {
				break
			}
			doubled = doubled || strings.Contains(s, `""`)
			sip = sip || namesSIP(s)
		}
		if to == len(c.lines) || to-from < fewest || !doubled || !sip || closesCell(c.lines[to].Text) < 0 {
			continue
		}
		if !c.oneMessage(open, from, to) {
			for i := from; i <= to; i++ {
				c.uncellLine(i, from, to)
			}
		}
		from = to
	}
}

// oneMessage tells the cell of one message in a row with others: package dialect reads
// what those say of it.
func (c *cleaner) oneMessage(open, from, to int) bool {
	first, last := c.lines[from].Text, c.lines[to].Text
	if !startsMessage(first[open+1:]) || open == 0 && closesCell(last)+1 == len(last) {
		return false
	}
	for i := from + 1; i < to; i++ {
		if startsMessage(c.lines[i].Text) {
			return false
		}
	}
	return true
}

// uncellLine makes one line of the cell from from to to plain.
func (c *cleaner) uncellLine(i, from, to int) {
	l := &c.lines[i]
	s := l.Text
	switch i {
	case from:
		open := opensCell(s)
		s = s[:open] + " " + strings.ReplaceAll(s[open+1:], `""`, `"`)
	case to:
		s = strings.ReplaceAll(s[:closesCell(s)], `""`, `"`)
	default:
		s = strings.ReplaceAll(s, `""`, `"`)
	}
	if s != l.Text {
		l.Text = s
		c.mark(cells, l.N)
	}
}

// opensCell is where the quote stands that opens a cell which the line does not
// close, -1 for none.
func opensCell(s string) int {
	if strings.Count(s, `"`)%2 == 0 {
		return -1
	}
	for i := 0; i < len(s); i++ {
		if s[i] != '"' || i > 0 && strings.IndexByte(",;\t", s[i-1]) < 0 {
			continue
		}
		if rest := s[i+1:]; strings.Count(rest, `"`) == 2*strings.Count(rest, `""`) {
			return i
		}
	}
	return -1
}

// closesCell is where the quote stands that closes a cell, -1 for none.
func closesCell(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if strings.HasPrefix(s[i:], `""`) {
			i++
			continue
		}
		if i+1 == len(s) || strings.IndexByte(",;\t ", s[i+1]) >= 0 {
			return i
		}
		return -1
	}
	return -1
}

// undoCells makes the doubled quotes of a table cell single: a spreadsheet copies
// a cell of several lines in quotes.
func (c *cleaner) undoCells() {
	c.undoLongCells()
	from := -1
	for i := range c.lines {
		s := c.lines[i].Text
		if rest, ok := strings.CutPrefix(trimBlanks(s), `"`); ok && startsMessage(rest) && !strings.HasSuffix(rest, `"`) {
			from = i
		}
		if from >= 0 && i > from && strings.Count(s, `"`)%2 == 1 && strings.HasSuffix(strings.TrimRight(s, " \t"), `"`) {
			c.uncell(from, i)
			from = -1
		}
	}
}

// uncell takes the quotes from around a cell. Where a single quote is left in it,
// they were put around it by hand, and the pairs in it are its own.
func (c *cleaner) uncell(from, to int) {
	doubled := true
	texts := make([]string, 0, to-from+1)
	for i := from; i <= to; i++ {
		s := c.lines[i].Text
		if i == from {
			s = strings.TrimPrefix(trimBlanks(s), `"`)
		}
		if i == to {
			s = strings.TrimSuffix(strings.TrimRight(s, " \t"), `"`)
		}
		texts = append(texts, s)
		doubled = doubled && strings.IndexByte(strings.ReplaceAll(s, `""`, ""), '"') < 0
	}
	for i, s := range texts {
		if doubled {
			s = strings.ReplaceAll(s, `""`, `"`)
		}
		if l := &c.lines[from+i]; l.Text != s {
			l.Text = s
			c.mark(cells, l.N)
		}
	}
}
