package parser

import (
	"strings"
	"unicode/utf8"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// richHead begins a document in rich text format, which is what WordPad and TextEdit
// save a trace as.
const richHead = `{\rtf`

// undoRich takes the text out of such a document. A paragraph is a line; it has the
// number of the document's own line on which it begins.
func (c *cleaner) undoRich(text string) {
	r := richReader{line: 1, at: 1}
	for i := 0; i < len(text); {
		i += r.read(text[i:])
	}
	r.end()
	c.lines = r.lines
	c.mark(rich, 1)
}

// richReader reads the tokens of one document.
type richReader struct {
	lines []dialect.Line
	text  strings.Builder
	// line is the number of the document's line being read, at of the one that the
	// paragraph began on.
	line, at int
	depth    int
	// hidden is the depth of the group that holds no text, such as the list of fonts; 0
	// outside of one.
	hidden int
	// fallback is how many characters follow one of Unicode for readers that have none,
	// pending how many of them are still to come.
	fallback, pending int
}

// read takes one token off the front and returns its length.
func (r *richReader) read(s string) int {
	switch s[0] {
	case '{':
		r.depth++
		return 1
	case '}':
		if r.hidden == r.depth {
			r.hidden = 0
		}
		r.depth--
		return 1
	case '\n':
		r.line++
		return 1
	case '\r', 0:
		return 1
	case '\\':
		return r.control(s)
	}
	_, size := utf8.DecodeRuneInString(s)
	r.write(s[:size])
	return size
}

// write adds one character.
func (r *richReader) write(s string) {
	switch {
	case r.hidden > 0:
	case r.pending > 0:
		r.pending--
	default:
		if r.text.Len() == 0 {
			r.at = r.line
		}
		r.text.WriteString(s)
	}
}

// control reads what begins with a backslash: \par, \'e4, \u8211?, \{.
func (r *richReader) control(s string) int {
	if len(s) < 2 {
		return len(s)
	}
	if c := s[1]; !isLetter(c) {
		return r.symbol(s)
	}
	n := 1
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	word := s[1:n]
	from := n
	if n < len(s) && s[n] == '-' {
		n++
	}
	for n < len(s) && n < from+10 && isDigit(s[n]) {
		n++
	}
	number := richNumber(s[from:n])
	if n < len(s) && s[n] == ' ' {
		n++
	}
	r.word(word, number)
	return n
}

// richNumber is the number behind a control word, 0 for none.
func richNumber(s string) int {
	n := 0
	for _, c := range strings.TrimPrefix(s, "-") {
		n = n*10 + int(c-'0')
	}
	if strings.HasPrefix(s, "-") {
		return -n
	}
	return n
}

// symbol reads a backslash with a character that is no letter.
func (r *richReader) symbol(s string) int {
	switch s[1] {
	case '\'':
		if len(s) < 4 {
			return len(s)
		}
		if b, ok := hexByte(s[2:4]); ok {
			r.write(string(windows1252(b)))
		}
		return 4
	case '*':
		r.hide()
	case '~':
		r.write(" ")
	case '_':
		r.write("-")
	case '\n':
		// A line end with a backslash before it is a paragraph's.
		r.end()
		r.line++
	case '\r':
		r.end()
	case '\\', '{', '}':
		r.write(s[1:2])
	}
	return 2
}

func hexByte(s string) (byte, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		digit := strings.IndexByte("0123456789abcdef", s[i]|0x20)
		if digit < 0 {
			return 0, false
		}
		n = n<<4 | digit
	}
	return byte(n), true
}

// word obeys a control word.
func (r *richReader) word(word string, number int) {
	switch word {
	case "par", "line", "row", "sect", "page":
		r.end()
	case "tab", "cell":
		r.write("\t")
	case "emdash", "endash":
		r.write("-")
	case "lquote", "rquote":
		r.write("'")
	case "ldblquote", "rdblquote":
		r.write(`"`)
	case "uc":
		r.fallback = max(number, 0)
	case "u":
		if number < 0 {
			number += 1 << 16
		}
		r.pending = 0
		r.write(string(rune(number)))
		r.pending = min(max(r.fallback, 1), 8)
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "footer", "fldinst", "listtable", "listoverridetable", "themedata", "object":
		r.hide()
	}
}

func (r *richReader) hide() {
	if r.hidden == 0 {
		r.hidden = r.depth
	}
}

// end ends a paragraph.
func (r *richReader) end() {
	if r.hidden > 0 {
		return
	}
	if r.text.Len() == 0 {
		r.at = r.line
	}
	r.lines = append(r.lines, dialect.Line{Text: r.text.String(), N: r.at})
	r.text.Reset()
	r.pending = 0
}
