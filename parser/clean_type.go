package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// undoType makes plain what word processors and keyboards make of quotes, dashes
// and blanks. A name or a text in another language keeps its own.
func (c *cleaner) undoType() {
	if !c.any(func(s string) bool { return !ascii(s) }) {
		return
	}
	c.each(mojibake, decodedTwice)
	c.undoSpaces()
	c.each(typed, plainWidth)
	if c.any(typedQuotes) {
		c.each(typed, plainQuotes)
	}
	if c.any(typedDashes) {
		c.each(typed, plainDashes)
	}
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// decodedTwice puts UTF-8 right that was read as Latin-1: "â€œ", "Ã¼".
func decodedTwice(s string) string {
	if !strings.ContainsAny(s, "ÃÂâï") {
		return s
	}
	var b strings.Builder
	for s != "" {
		plain := strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
		if plain < 0 {
			break
		}
		b.WriteString(s[:plain])
		s = s[plain:]
		end := strings.IndexFunc(s, func(r rune) bool { return r < utf8.RuneSelf })
		if end < 0 {
			end = len(s)
		}
		b.WriteString(redecoded(s[:end]))
		s = s[end:]
	}
	b.WriteString(s)
	return b.String()
}

func redecoded(s string) string {
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		one, ok := toWindows1252(r)
		if !ok {
			return s
		}
		raw = append(raw, one)
	}
	if len(raw) < 2 || !utf8.Valid(raw) {
		return s
	}
	return string(raw)
}

// plainWidth makes plain the wide punctuation of East Asian keyboards and
// translators where it stands for that of SIP: behind the name of a header, and
// before a parameter.
func plainWidth(s string) string {
	if !strings.ContainsAny(s, "：；＝＠") {
		return s
	}
	if name, value, ok := strings.Cut(s, "："); ok && strings.IndexByte(name, ':') < 0 && headerName(name+": "+value) != "" {
		s = name + ": " + strings.TrimLeft(value, " ")
	}
	return wideParameters.Replace(s)
}

var wideParameters = strings.NewReplacer("；tag", ";tag", "；branch", ";branch", "；transport", ";transport", "；lr", ";lr", "；rport", ";rport", "；expires", ";expires",
	"tag＝", "tag=", "branch＝", "branch=", "transport＝", "transport=", "expires＝", "expires=")

func isSpace(r rune) bool {
	return r == '\u00a0' || r >= '\u2000' && r <= '\u200a' || r == '\u202f' || r == '\u205f' || r == '\u3000'
}

func isInvisible(r rune) bool {
	return r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u2069' || r == '\ufeff' || r == '\u00ad'
}

// undoSpaces makes no-break spaces plain where one stands in the syntax of a line,
// and takes out characters that cannot be seen.
func (c *cleaner) undoSpaces() {
	broken := c.any(func(s string) bool {
		return strings.IndexFunc(s, isSpace) >= 0 && spaceInSyntax(s)
	})
	c.each(spaces, func(s string) string {
		if strings.IndexFunc(s, func(r rune) bool { return isSpace(r) || isInvisible(r) }) < 0 {
			return s
		}
		return plainSpaces(s, broken)
	})
}

// spaceInSyntax tells a no-break space before or in a start line, a header name, a
// session description, or directly behind the name of a header.
func spaceInSyntax(s string) bool {
	if strings.Contains(s, "\u00a0SIP/2.0") {
		return true
	}
	r, size := utf8.DecodeRuneInString(s)
	if isSpace(r) {
		return structural(strings.Map(toBlank, s[size:])) || strings.TrimFunc(s, isSpace) == ""
	}
	if startsMessage(strings.Map(toBlank, s)) {
		return true
	}
	if headerName(s) == "" {
		return false
	}
	_, value, _ := strings.Cut(s, ":")
	r, _ = utf8.DecodeRuneInString(value)
	return isSpace(r)
}

func toBlank(r rune) rune {
	if isSpace(r) {
		return ' '
	}
	return r
}

func plainSpaces(s string, broken bool) string {
	var b strings.Builder
	before := rune(0)
	for i, r := range s {
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		// Beside a letter of another script, a joiner or a mark is spelling.
		foreign := otherScript(before) || otherScript(after)
		switch {
		case isInvisible(r) && !foreign:
			continue
		case isSpace(r) && broken && !foreign:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

func otherScript(r rune) bool {
	return r >= utf8.RuneSelf && r != utf8.RuneError && !isInvisible(r) && !isSpace(r) && !unicode.IsPunct(r)
}

const (
	openQuotes  = "“„‟«″"
	closeQuotes = "”“‟»″"
)

// typedQuotes tells a typographic quote where SIP has its own: behind an equals
// sign or a header's name, or before the address.
func typedQuotes(s string) bool {
	if ascii(s) {
		return false
	}
	for i, r := range s {
		if strings.ContainsRune(closeQuotes, r) && strings.HasPrefix(strings.TrimLeft(s[i+utf8.RuneLen(r):], " "), "<sip") && strings.ContainsAny(s[:i], openQuotes) && !quotedMask(s)(i) {
			return true
		}
		if !strings.ContainsRune(openQuotes+closeQuotes, r) {
			continue
		}
		before := strings.TrimRight(s[:i], " ")
		if strings.HasSuffix(before, "=") || strings.HasSuffix(before, ":") && headerName(s) != "" {
			return true
		}
	}
	return false
}

func plainQuotes(s string) string {
	if ascii(s) {
		return s
	}
	inside := quotedMask(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case inside(i):
			b.WriteRune(r)
		case strings.ContainsRune(openQuotes+closeQuotes, r):
			b.WriteByte('"')
		case r == '‘' || r == '’' || r == '‚' || r == '′':
			b.WriteByte('\'')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isDash(r rune) bool { return r >= '\u2010' && r <= '\u2015' || r == '\u2212' }

// typedDashes tells a dash in what is ASCII by its grammar: the name of a header,
// a start line, a value such as a Call-ID, or a log's arrow.
func typedDashes(s string) bool {
	if strings.IndexFunc(s, func(r rune) bool { return isDash(r) || r == '…' }) < 0 {
		return false
	}
	if strings.Contains(s, "Call–ID:") || strings.HasPrefix(s, "<–") || strings.HasPrefix(s, "<—") || strings.Contains(s, "–> ") || strings.Contains(s, "—> ") || strings.HasPrefix(s, "—–") || strings.HasPrefix(s, "——") {
		return true
	}
	name, value, ok := strings.Cut(s, ":")
	if !ok || len(name) > 60 {
		return false
	}
	if strings.IndexFunc(name, isDash) >= 0 {
		return headerName(strings.Map(toHyphen, name)+":"+value) != ""
	}
	if !plainHeaders[headerName(s)] {
		return false
	}
	inside := quotedMask(s)
	for i, r := range s {
		if !inside(i) && isDash(r) && tight(s, i, r) {
			return true
		}
	}
	return headerName(s) == "Call-ID" && strings.Contains(value, "…")
}

// tight tells a character without blanks around it.
func tight(s string, i int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
	return !unicode.IsSpace(before) && !unicode.IsSpace(after) && before != utf8.RuneError && after != utf8.RuneError
}

func toHyphen(r rune) rune {
	if isDash(r) {
		return '-'
	}
	return r
}

// freeText tells a header for people's eyes, behind the prefix of a log too.
func freeText(s string) bool {
	for _, name := range []string{"User-Agent: ", "Server: ", "Subject: ", "Organization: ", "Warning: ", "Reason: "} {
		if strings.Contains(s, name) {
			return true
		}
	}
	return false
}

// plainDashes writes hyphens for dashes: one for the short, two for the long, which
// is what keyboards make of two.
func plainDashes(s string) string {
	if ascii(s) {
		return s
	}
	name, _, ok := strings.Cut(s, ":")
	if ok && strings.IndexFunc(name, isDash) >= 0 && headerName(strings.Map(toHyphen, name)+":") != "" {
		s = strings.Map(toHyphen, name) + s[len(name):]
	}
	free := headerName(s) != "" && !plainHeaders[headerName(s)] || freeText(s)
	call := headerName(s) == "Call-ID"
	inside := quotedMask(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case inside(i) || free && !tight(s, i, r):
			b.WriteRune(r)
		case r == '—' || r == '―':
			b.WriteString("--")
		case isDash(r):
			b.WriteByte('-')
		case r == '…' && call:
			b.WriteString("...")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
