package parser

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// foreign tells input that is no text, in a sentence that says what to send
// instead, or gives "". Captures never come here.
func foreign(data []byte) string {
	const instead = ": paste the text of the trace or upload the capture (pcap)"
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.head)) && (m.inside == "" || bytes.Contains(data[:min(len(data), 4096)], []byte(m.inside))) {
			return "this is " + m.what + instead
		}
	}
	if isTar(data) {
		return "this is a tar archive: unpack it and send the text of the trace or the capture (pcap) in it"
	}
	if binaryData(data) {
		return "this is neither text nor a capture that can be read" + instead
	}
	return ""
}

// isTar tells a tar archive by the mark behind the name and rights of its first file. What
// is in it would be read without its times.
func isTar(data []byte) bool {
	const mark = 257
	return len(data) > 512 && bytes.HasPrefix(data[mark:], []byte("ustar"))
}

// magics are the first bytes of what people upload in the place of a trace. What
// could begin a text as well needs something inside.
var magics = []struct{ head, inside, what string }{
	{"\x89PNG\r\n\x1a\n", "", "a picture"},
	{"\xff\xd8\xff", "", "a picture"},
	{"GIF87a", "", "a picture"},
	{"GIF89a", "", "a picture"},
	{"RIFF", "WEBP", "a picture"},
	{"BM", "\x00\x00", "a picture"},
	{"II*\x00", "", "a picture"},
	{"MM\x00*", "", "a picture"},
	{"\x00\x00\x00", "ftyphei", "a picture"},
	{"\x00\x00\x00", "ftypmif1", "a picture"},
	{"\x00\x00\x00", "ftypavif", "a picture"},
	{"\x00\x00\x00", "ftyp", "a film"},
	{"RIFF", "AVI ", "a film"},
	{"\x1aE\xdf\xa3", "", "a film"},
	{"RIFF", "WAVE", "a sound recording"},
	{"ID3", "\x00", "a sound recording"},
	{"\xff\xfb", "", "a sound recording"},
	{"\xff\xf3", "", "a sound recording"},
	{"OggS", "", "a sound recording"},
	{"fLaC", "", "a sound recording"},
	{"%PDF-", "", "a PDF document"},
	{"PK\x03\x04", "word/", "a Word document"},
	{"PK\x03\x04", "xl/", "a spreadsheet"},
	{"PK\x03\x04", "", "a zip archive or an office document"},
	{"PK\x05\x06", "", "an empty zip archive"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "an office document or a saved mail"},
	{"Rar!\x1a\x07", "", "a rar archive"},
	{"7z\xbc\xaf\x27\x1c", "", "a 7z archive"},
	{"\xfd7zXZ\x00", "", "an xz archive"},
	{"BZh", "1AY&SY", "a bzip2 archive"},
	{"\x28\xb5\x2f\xfd", "", "a zstd archive"},
	{"MZ", "\x00", "a program"},
	{"\x7fELF", "", "a program"},
	{"\xca\xfe\xba\xbe", "", "a program"},
	{"SQLite format 3\x00", "", "a database"},
}

// binaryData tells data that is no text in any encoding and has no SIP in it.
func binaryData(data []byte) bool {
	if len(data) == 0 || wideOrder(data) != nil {
		return false
	}
	head := data[:min(len(data), 8192)]
	if bytes.IndexByte(head, 0) < 0 && utf8.Valid(head[:len(head)&^3]) {
		return false
	}
	odd := 0
	for i := 0; i < len(head); {
		r, size := utf8.DecodeRune(head[i:])
		switch {
		case r == utf8.RuneError && size == 1 && len(head)-i >= utf8.UTFMax:
			odd++
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\x1b' && r != '\b' && r != '\f' && r != '\a':
			odd += 2
		}
		i += size
	}
	return odd*5 > len(head) && !bytes.Contains(data, []byte("SIP/2.0"))
}

// wideOrder gives the byte order of UTF-16, nil for other text: by its mark, or by
// the zero bytes that Latin letters have on one side.
func wideOrder(data []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	head := data[:min(len(data), 2048)&^1]
	if bytes.IndexByte(head, 0) < 0 {
		return nil
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs < 4:
	case zeros[1]*10 > pairs*7 && zeros[0]*20 < pairs:
		return binary.LittleEndian
	case zeros[0]*10 > pairs*7 && zeros[1]*20 < pairs:
		return binary.BigEndian
	}
	return nil
}

// decode gives the text of data in UTF-8.
func (c *cleaner) decode(data []byte) string {
	if order := wideOrder(data); order != nil {
		c.mark(wide, 1)
		data = fromWide(data, order)
	}
	if rest, ok := bytes.CutPrefix(data, []byte("\ufeff")); ok {
		c.mark(bom, 1)
		data = rest
	}
	if utf8.Valid(data) {
		return string(data)
	}
	return c.fromLatin(data)
}

func fromWide(data []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(data)/2+16)
	for i := 0; i+1 < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) && i+3 < len(data) {
			if both := utf16.DecodeRune(r, rune(order.Uint16(data[i+2:]))); both != utf8.RuneError {
				r = both
				i += 2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return bytes.TrimPrefix(out, []byte("\ufeff"))
}

// fromLatin reads each byte that is no UTF-8 as Windows-1252, which is what is
// meant where Latin-1 is said.
func (c *cleaner) fromLatin(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	line := 1
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			r = windows1252(data[i])
			c.mark(latin, line)
		}
		if r == '\n' {
			line++
		}
		b.WriteRune(r)
		i += size
	}
	return b.String()
}

// high is what Windows-1252 has at 0x80 to 0x9f; 0 stands for a control character.
var high = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

func windows1252(c byte) rune {
	if c >= 0x80 && c < 0xa0 && high[c-0x80] != 0 {
		return high[c-0x80]
	}
	return rune(c)
}

// toWindows1252 is the byte of a rune, and whether it has one.
func toWindows1252(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), true
	}
	for i, h := range high {
		if h == r {
			return byte(0x80 + i), true
		}
	}
	return 0, false
}

// otherEnds are line ends besides the line feed: carriage return, the tabulator and
// feed that word processors use, and Unicode's separators.
const otherEnds = "\r\v\f\u0085\u2028\u2029"

// splitLines cuts a text at its line ends. In a text with line feeds, one of the
// other line ends begins a line of the same number.
func splitLines(text string) []dialect.Line {
	lines := make([]dialect.Line, 0, strings.Count(text, "\n")+1)
	feeds := strings.IndexByte(text, '\n') >= 0
	returns := strings.IndexByte(text, '\r') >= 0
	others := strings.IndexByte(text, '\v') >= 0 || strings.IndexByte(text, '\f') >= 0 || strings.Contains(text, "\u0085") || strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029")
	n := 1
	for more := true; more; n++ {
		var line string
		line, text, more = strings.Cut(text, "\n")
		if feeds && returns {
			if i := strings.LastIndexByte(line, '\r'); i >= 0 && strings.TrimRight(line[i:], "\r \t") == "" {
				line = strings.TrimRight(line[:i], "\r")
			}
		}
		for others || returns {
			i := strings.IndexAny(line, otherEnds)
			if i < 0 {
				break
			}
			lines = append(lines, dialect.Line{Text: line[:i], N: n})
			_, size := utf8.DecodeRuneInString(line[i:])
			line = line[i+size:]
			if !feeds {
				n++
			}
		}
		lines = append(lines, dialect.Line{Text: line, N: n})
	}
	return lines
}
