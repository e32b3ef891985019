package dialect

import "strings"

// A table of values names its columns in its first row: exports of packet lists,
// traces and databases. Where a message stands in a cell, the cells beside it say
// when and between whom.

// table is the head of a table.
type table struct {
	separator byte
	columns   []field
}

// tableIn finds the head of a table in the lines before one of its rows.
func tableIn(lines []Line) *table {
	const reach = 5000
	for i := range lines[:min(len(lines), reach)] {
		if t := tableHead(lines[i].Text); t != nil {
			return t
		}
	}
	return nil
}

// tableHead reads a line as the names of columns: two of them say what the reader
// knows, one of which is not the message.
func tableHead(text string) *table {
	const longest = 2000
	if len(text) > longest || len(text) < 8 {
		return nil
	}
	for _, separator := range []byte{',', ';', '\t', '|'} {
		if strings.IndexByte(text, separator) < 0 {
			continue
		}
		t := table{separator: separator}
		known := 0
		for _, cell := range cellsOf(text, separator) {
			f := fieldOf(cell)
			if f != 0 {
				known++
			}
			t.columns = append(t.columns, f)
		}
		const enough = 2
		if known >= enough && len(t.columns) > enough {
			return &t
		}
	}
	return nil
}

// cellsOf splits a row; separators in quotes do not count.
func cellsOf(row string, separator byte) []string {
	if separator == '|' {
		row = strings.TrimSpace(row)
		row = strings.TrimPrefix(row, "|")
	}
	var cells []string
	quoted, from := false, 0
	for i := 0; i <= len(row); i++ {
		switch {
		case i == len(row) || row[i] == separator && !quoted:
			cells = append(cells, strings.Trim(row[from:i], " \"'\t"))
			from = i + 1
		case row[i] == '"':
			quoted = !quoted
		}
	}
	return cells
}

// read files the cells before the message's own, and those that follow it.
func (t *table) read(m *meta, before, behind string) {
	var v values
	cells := cellsOf(strings.TrimRight(before, `"' `), t.separator)
	own := len(cells) - 1
	for i, cell := range cells[:max(own, 0)] {
		t.cell(&v, i, cell)
	}
	if behind = strings.TrimLeft(behind, `"' `); behind != "" && behind[0] == t.separator {
		for i, cell := range cellsOf(behind[1:], t.separator) {
			t.cell(&v, own+1+i, cell)
		}
	}
	m.file(&v)
}

func (t *table) cell(v *values, i int, cell string) {
	if i < len(t.columns) && t.columns[i] != 0 && v[t.columns[i]] == "" {
		v[t.columns[i]] = cell
	}
}

// inTable tells what stands before a message in a cell of a table.
func inTable(pre string) bool {
	t := strings.TrimRight(pre, " ")
	if len(t) < 2 {
		// The first cell.
		return t == `"`
	}
	last := t[len(t)-1]
	if last == '"' || last == '\'' {
		last = t[len(t)-2]
	}
	return strings.IndexByte(",;\t|", last) >= 0
}

// beside reads the cells of the row that the message stands in.
func (s *scanner) beside() {
	m := &s.msg
	if !inTable(m.row) {
		return
	}
	if !s.tableSought {
		s.tableSought = true
		s.table = tableIn(s.lines[:m.first])
	}
	if s.table != nil {
		s.table.read(&m.meta, m.row, m.behind)
	}
}
