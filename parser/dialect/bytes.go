package dialect

import (
	"encoding/base64"
	"strings"
)

// Programs print bytes as numbers: one long string of hexadecimal digits, base64,
// the elements of an array. What is taken apart here has the bytes of "SIP/2.0" in
// it; dumps with an offset on each row are read in hexdump.go.

// The ways in which bytes look, and what "SIP/2.0" looks like in each. In base64 it
// depends on where it begins.
var (
	base64Signs = [...]string{"U0lQLzIuM", "NJUC8yLj", "TSVAvMi4w"}
	digitSigns  = [...]string{"5349502f322e30", "5349502F322E30", `\x53\x49\x50\x2f\x32`, `\x53\x49\x50\x2F\x32`, "53 49 50 2f 32", "53 49 50 2F 32", "53:49:50:2f:32", "53:49:50:2F:32",
		"53-49-50-2F-32", "83 73 80 47 50", "83, 73, 80, 47, 50", "83,73,80,47,50", "0x53, 0x49, 0x50, 0x2f", "0x53,0x49,0x50,0x2f", "0x53,0x49,0x50,0x2F", "0x53, 0x49, 0x50, 0x2F", "%53%49%50%2F", "0x53 0x49 0x50 0x2f"}
)

// shortest is the least of bytes that are looked at: no message is as short.
const shortest = 60

// printed reads bytes that a program printed, on one line or on several that hold
// nothing else.
func (u *unwrapper) printed(text string) int {
	if len(text) < shortest/2 {
		return 0
	}
	if n := u.printedBlock(text); n > 0 {
		return n
	}
	if len(text) < 2*shortest {
		return 0
	}
	var data []byte
	var begin, end int
	// The middle of such a line tells it from all others at once.
	switch middle := text[len(text)/2-12 : len(text)/2+12]; {
	case all(middle, classDump) && containsAny(text, digitSigns[:]):
		data, begin, end = digitsIn(text)
	case all(middle, classCoded) && containsAny(text, base64Signs[:]):
		data, begin, end = base64In(text)
	}
	if len(data) < shortest {
		return 0
	}
	return u.bytesRead(text, data, begin, end)
}

// bytesRead adds the lines of a message in bytes, with what stands around them on
// their line as what the log says of it.
func (u *unwrapper) bytesRead(text string, data []byte, begin, end int) int {
	first := len(u.out)
	if u.out == nil {
		first = u.at
	}
	n := u.packet(data, [][2]int{{0, u.in[u.at].N}}, 1)
	if n > 0 && u.out[first].about == nil {
		u.out[first].about, u.out[first].cut = recordMeta(text[:begin], text[end:]), true
	}
	return n
}

// printedBlock reads lines that hold nothing but bytes: the rows of an array in a
// program, base64 in lines of equal length.
func (u *unwrapper) printedBlock(text string) int {
	kind := byte(0)
	if u.at >= u.noBytes {
		kind = blockKind(text)
	}
	if kind == 0 {
		return 0
	}
	var joined strings.Builder
	n := 0
	for ; u.at+n < len(u.in) && joined.Len() < 1<<20; n++ {
		row := strings.Trim(u.in[u.at+n].Text, " \t{}[]();")
		if row == "" && n > 0 && u.at+n+1 < len(u.in) && numbers(strings.Trim(u.in[u.at+n+1].Text, " \t{}[]();")) {
			continue
		}
		if kind == 'b' && !onlyBase64(row+"0") || kind != 'b' && !numbers(row) || row == "" {
			break
		}
		joined.WriteString(row)
		if kind != 'b' {
			joined.WriteByte(' ')
		}
	}
	// Whatever they are: if these lines hold no message, none of them begins one.
	u.noBytes = u.at + n
	if n < 2 {
		return 0
	}
	var data []byte
	if kind == 'b' {
		data = decodeBase64(joined.String())
	} else {
		data, _, _ = digitsIn(joined.String())
	}
	if len(data) < shortest || u.packet(data, [][2]int{{0, u.in[u.at].N}}, n) == 0 {
		return 0
	}
	return n
}

// blockKind tells a row of numbers ('n') from one of base64 ('b'), 0 for others.
func blockKind(row string) byte {
	row = strings.Trim(row, " \t{}[]();")
	first := row[:min(len(row), 2+runOf(row[min(len(row), 2):], classAlnum))]
	if _, number := byteOf(first, 16); !number && (len(row) < 60 || len(row) > 80) {
		return 0
	}
	switch {
	case len(row) >= 60 && len(row) <= 80 && strings.IndexByte(row, ' ') < 0 && onlyBase64(row):
		return 'b'
	case numbers(row) && strings.Count(row, " ")+strings.Count(row, ",") >= 7:
		return 'n'
	}
	return 0
}

func onlyBase64(s string) bool {
	s = strings.TrimRight(s, "=")
	for i := 0; i < len(s); i++ {
		if !is(s[i], classAlnum) && s[i] != '+' && s[i] != '/' {
			return false
		}
	}
	return hasDigit(s)
}

// numbers tells a row of bytes as numbers, and nothing else.
func numbers(row string) bool {
	fields := strings.FieldsFunc(row, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
	for _, f := range fields {
		if _, ok := byteOf(f, 16); !ok {
			return false
		}
	}
	return len(fields) > 0
}

// byteOf reads one element: 0x53, 53 in the base given.
func byteOf(f string, base int) (byte, bool) {
	hex := strings.HasPrefix(f, "0x") || strings.HasPrefix(f, "0X") || strings.HasPrefix(f, `\x`)
	if hex {
		f = f[2:]
	}
	if hex || base == 16 {
		n, ok := hexNumber(f, 0, len(f))
		return byte(n), ok && len(f) == 2
	}
	if !isDigits(f) || len(f) > 3 || number(f) > 255 {
		return 0, false
	}
	return byte(number(f)), true
}

// base64In decodes the run of base64 around its sign.
func base64In(text string) (data []byte, begin, end int) {
	for _, sign := range base64Signs {
		if begin = strings.Index(text, sign); begin >= 0 {
			break
		}
	}
	for end = begin; end < len(text) && (is(text[end], classAlnum) || strings.IndexByte("+/-_", text[end]) >= 0); {
		end++
	}
	for begin > 0 && (is(text[begin-1], classAlnum) || strings.IndexByte("+/-_", text[begin-1]) >= 0) {
		begin--
	}
	return decodeBase64(text[begin:end]), begin, end
}

func decodeBase64(s string) []byte {
	s = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(s, "="))
	data, err := base64.RawStdEncoding.DecodeString(s[:len(s)&^3])
	if err != nil {
		return nil
	}
	if rest, err := base64.RawStdEncoding.DecodeString(s[len(s)&^3:]); err == nil {
		data = append(data, rest...)
	}
	return data
}

// digitsIn decodes the longest run of numbers in a line: digits without a gap, or
// elements of an array.
func digitsIn(text string) (data []byte, begin, end int) {
	for i := 0; i < len(text); {
		n := runOf(text[i:], classHex)
		if n >= 2*shortest && n > end-begin {
			begin, end = i, i+n&^1
		}
		i += max(n, 1)
	}
	if end > begin {
		data = make([]byte, 0, (end-begin)/2)
		for i := begin; i < end; i += 2 {
			b, _ := hexNumber(text, i, 2)
			data = append(data, byte(b))
		}
		return data, begin, end
	}
	base := 16
	if containsAny(text, []string{"83 73 80 47", "83, 73, 80, 47", "83,73,80,47"}) {
		base = 10
	}
	return elementsIn(text, base)
}

// elementsIn decodes the longest row of elements.
func elementsIn(text string, base int) (data []byte, begin, end int) {
	var row []byte
	from := 0
	for i := 0; i <= len(text); {
		width := 0
		for i+width < len(text) && (is(text[i+width], classAlnum) || text[i+width] == '\\' && width == 0 || text[i+width] == '%' && width == 0) {
			width++
		}
		b, ok := byteOf(strings.Replace(text[i:i+width], "%", "0x", 1), base)
		if ok && width > 0 {
			if len(row) == 0 {
				from = i
			}
			row = append(row, b)
			if len(row) > len(data) {
				data, begin, end = row, from, i+width
			}
		} else if width > 0 {
			row = nil
		}
		i += width
		for width = 0; i < len(text) && !is(text[i], classAlnum) && text[i] != '\\' && text[i] != '%'; i++ {
			width++
			if strings.IndexByte(" ,:;-\t", text[i]) < 0 {
				row = nil
			}
		}
		if i == len(text) {
			break
		}
		if width > 3 {
			row = nil
		}
	}
	return data, begin, end
}
