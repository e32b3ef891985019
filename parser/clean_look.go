package parser

import "strings"

// suspicious tells whether a text holds anything that a step of cleaning would look
// at. It is all that clean text costs: one pass, and it may err to one side only.
func suspicious(text string) bool {
	if text != "" && opensOdd(text) {
		return true
	}
	open := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !looked[c] {
			continue
		}
		rest := text[i+1:]
		switch c {
		case '\n':
			open = false
			if opensOdd(rest) || i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') {
				return true
			}
		case '<':
			if open && !begins(text[max(0, i-1):], ">", " ") || oddAngle(rest) {
				return true
			}
			open = true
		case '>':
			if !open && i > 0 && text[i-1] != '-' && text[i-1] != '=' {
				return true
			}
		case '[':
			if rest != "" && (isDigit(rest[0]) || rest[0] == ';') && bareLength(rest) > 0 || begins(rest, "code", "CODE", "CR]", "mailto:") {
				return true
			}
		case '_':
			if begins(rest, "_") || i > 0 && strings.IndexByte("@: /", text[i-1]) >= 0 {
				return true
			}
		default:
			if marks := oddBehind[c]; marks == nil || begins(rest, marks...) {
				return true
			}
		}
	}
	return false
}

// looked are the bytes at which suspicious stops, oddBehind what must follow one of
// them. What is in the first alone never stands in clean text.
var (
	oddBehind = [256][]string{
		'=': {"3D"},
		']': {"("},
		'|': {"mailto:", "http", "sip:", "sips:", "tel:"},
		'(': {"mailto:"},
		'*': {"*"},
		'_': {"_"},
		'#': {"01", "033"},
		'{': {"code", "noformat", "quote", "panel", "CR}"},
		'%': {"0D%0A", "0d%0a", "3E](", "3e]("},
	}
	looked = func() (set [256]bool) {
		for c := range set {
			set[c] = oddBehind[c] != nil || c < ' ' && c != '\t' && c != '\r' || c >= 0x7f
		}
		for _, c := range "&\\`^~<>[" {
			set[c] = true
		}
		return set
	}()
)

func begins(s string, with ...string) bool {
	for _, w := range with {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// opensOdd tells a line that begins with a quote mark, a mark of bold type, a pair of
// quotes or a spaced SDP line.
func opensOdd(line string) bool {
	for i := 0; i < len(line) && i < 4; i++ {
		if line[i] == ' ' {
			continue
		}
		if len(line) > i+3 && line[i+1] == ' ' && line[i+2] == '=' {
			return true
		}
		return strings.IndexByte(">|#*_\"-:/{", line[i]) >= 0 && !strings.HasPrefix(line[i:], "---")
	}
	return false
}

// oddAngle tells what no address begins with behind its bracket.
func oddAngle(rest string) bool {
	if rest == "" {
		return false
	}
	switch rest[0] {
	case '/', 'a', 'A', 'm', 'h', 't', '!', 'b', 'p', 'd', 'C', 'c', 'L', 'l', 'P', 'D', 'B', 'H', '0', 'E':
		return begins(rest, "/", "a href", "A HREF", "mailto:", "http", "tel:", "!", "br", "BR", "pre", "PRE", "p>", "P>", "p ", "div", "DIV", "CR", "cr", "LF", "lf", "0x1b", "ESC", "html", "HTML", "code", "td", "body")
	case 's':
		if begins(rest, "span") {
			return true
		}
		end := strings.IndexAny(rest, "|>\n")
		return end >= 0 && rest[end] == '|'
	}
	return rest[0] == '<'
}
