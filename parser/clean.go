package parser

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// clean undoes what chat, mail, terminals and copying did to text, and keeps the
// input's own line numbers: a line that is cut in several gives each its number,
// lines that are joined keep the first. notes holds one sentence for each kind of
// change. Text without damage goes through byte for byte.
//
// Real SIP contains most of what the damages leave behind: <sip:a@b>, %3E, & and
// ** in tokens, quotes with a backslash. A thing is therefore undone only where its
// shape cannot be SIP, and most only if other lines show the same damage.
func clean(data []byte) (lines []dialect.Line, notes []string) {
	if note := foreign(data); note != "" {
		return nil, []string{note}
	}
	var c cleaner
	text := c.decode(data)
	if strings.HasPrefix(text, richHead) {
		c.undoRich(text)
		c.undo()
		return c.lines, c.notes()
	}
	c.lines = splitLines(text)
	if suspicious(text) {
		c.undo()
	} else {
		c.undoPrefix()
		c.undoWrapping()
		c.undoScreen()
	}
	return c.lines, c.notes()
}

// damaged tells whether a text bears marks of having been passed on, which what was
// on the wire cannot. Bytes of no encoding and control characters may be the
// sender's own.
func damaged(data []byte) bool {
	var c cleaner
	text := c.decode(data)
	if !suspicious(text) {
		return false
	}
	c.lines = splitLines(text)
	c.undo()
	for k := range c.marks {
		if len(c.marks[k]) > 0 && kind(k) != bom && kind(k) != latin && kind(k) != mojibake && kind(k) != terminal {
			return true
		}
	}
	return strings.Contains(text, "\x1b[")
}

// cleaner carries one cleaning.
type cleaner struct {
	lines []dialect.Line
	// marks holds a bit for each input line that a kind of change touched.
	marks [kinds][]uint64
	dirty bool
	// html tells that the text was a page.
	html bool
}

// kind is one kind of change.
type kind int

const (
	wide kind = iota
	rich
	bom
	latin
	mojibake
	printable
	tags
	quoting
	fences
	links
	entities
	typed
	spaces
	terminal
	wrapped
	prefixes
	screen
	records
	pieces
	ends
	emphasis
	spaced
	padding
	brackets
	cells
	kinds
)

// sentences say what was done, for people.
var sentences = [kinds]string{
	wide:      "the text was in UTF-16 and was read as such",
	rich:      "the text was taken out of a document in rich text format",
	bom:       "the byte order mark at the beginning was left out",
	latin:     "bytes that are no UTF-8 were read as Latin-1",
	mojibake:  "letters that had been decoded wrongly were put right",
	printable: "the quoted-printable encoding of mail was undone",
	tags:      "HTML tags were taken out",
	quoting:   "quote marks at the beginning of lines were taken off",
	fences:    "the marks of code blocks were taken off",
	links:     "chat links were turned back into the addresses that were typed",
	entities:  "HTML entities such as &lt; were decoded",
	typed:     "typographic quotes and dashes were turned back into plain ones",
	spaces:    "no-break spaces and invisible characters were made plain or taken out",
	terminal:  "terminal colours and control characters were taken out",
	wrapped:   "lines that had been broken at blanks were put together",
	prefixes:  "what stood before every line was taken off",
	screen:    "lines that a terminal had cut at its width were put together",
	records:   "lines of a log were taken out of the records of a collector",
	pieces:    "records of a log that one message was cut into were put together",
	ends:      `line ends that were written out, such as \r\n or #012, were turned into line ends`,
	emphasis:  "marks of bold type and headings were taken off",
	spaced:    "blanks around the = of a session description were taken out",
	padding:   "blanks at the ends of lines were taken off",
	brackets:  "an opening angle bracket that had been lost was put back",
	cells:     "the quotes around a copied cell were taken off",
}

// maxRounds bounds how often the steps are run: one damage may lie over another,
// and in any order.
const maxRounds = 6

// undo runs the steps until none finds anything. Their order is that of the way
// back from the reader to the program that logged: mail, then chat, then the
// terminal, then the log.
func (c *cleaner) undo() {
	c.each(terminal, func(s string) string {
		if strings.IndexByte(s, '\b') < 0 {
			return s
		}
		return overstrike(s)
	})
	for range maxRounds {
		c.dirty = false
		c.undoPrintable()
		c.undoHTML()
		c.undoSides()
		c.undoQuoting()
		c.undoFences()
		c.undoLinks()
		c.undoEntities()
		c.undoType()
		c.undoTerminal()
		c.undoPrefix()
		c.undoWrapping()
		c.undoScreen()
		c.undoRecords()
		c.undoPieces()
		c.undoEnds()
		c.undoCells()
		c.undoEmphasis()
		c.undoSpacedSDP()
		c.undoPadding()
		c.undoBrackets()
		if !c.dirty {
			return
		}
	}
}

// each changes every line by itself.
func (c *cleaner) each(k kind, f func(string) string) {
	for i := range c.lines {
		if text := f(c.lines[i].Text); text != c.lines[i].Text {
			c.lines[i].Text = text
			c.mark(k, c.lines[i].N)
		}
	}
}

// expand puts several lines, or none, in the place of one where f says so.
func (c *cleaner) expand(k kind, f func(string) ([]string, bool)) {
	var out []dialect.Line
	for i, l := range c.lines {
		parts, changed := f(l.Text)
		if changed && out == nil {
			out = append(make([]dialect.Line, 0, len(c.lines)+len(parts)), c.lines[:i]...)
		}
		if !changed {
			if out != nil {
				out = append(out, l)
			}
			continue
		}
		c.mark(k, l.N)
		for _, part := range parts {
			out = append(out, dialect.Line{Text: part, N: l.N})
		}
	}
	if out != nil {
		c.lines = out
	}
}

func (c *cleaner) any(f func(string) bool) bool {
	for i := range c.lines {
		if f(c.lines[i].Text) {
			return true
		}
	}
	return false
}

func (c *cleaner) mark(k kind, line int) {
	c.dirty = true
	if word := line / 64; word >= len(c.marks[k]) {
		c.marks[k] = append(c.marks[k], make([]uint64, word+1-len(c.marks[k])+word/2)...)
	}
	c.marks[k][line/64] |= 1 << (line % 64)
}

func (c *cleaner) marked(k kind, line int) bool {
	return line/64 < len(c.marks[k]) && c.marks[k][line/64]&(1<<(line%64)) != 0
}

func (c *cleaner) notes() []string {
	var notes []string
	for k, sentence := range sentences {
		lines := 0
		for _, word := range c.marks[k] {
			lines += bits.OnesCount64(word)
		}
		switch {
		case lines == 0:
		case kind(k) == wide || kind(k) == bom || kind(k) == rich:
			notes = append(notes, sentence)
		case lines == 1:
			notes = append(notes, sentence+" (1 line)")
		default:
			notes = append(notes, fmt.Sprintf("%s (%d lines)", sentence, lines))
		}
	}
	return notes
}
