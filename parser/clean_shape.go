package parser

import "strings"

// The steps of cleaning ask for shapes, not for messages: what stands here has to
// be told while it is still damaged.

// structural tells whether a text begins as a line of SIP does: with a start line,
// a header that the program knows, or a line of a session description.
func structural(s string) bool {
	s = strings.TrimLeft(s, " \t")
	return startsMessage(s) || headerName(s) != "" || startsSDP(s)
}

// startsMessage tells a start line at the beginning of a text, whatever follows.
func startsMessage(s string) bool {
	if len(s) < 11 {
		return false
	}
	if strings.HasPrefix(s, "SIP/2.0 ") {
		return digits(s[8:11])
	}
	end := strings.IndexByte(s[:min(len(s), 24)], ' ')
	if end < 2 || !methods[s[:end]] {
		return false
	}
	i := strings.Index(s[:min(len(s), 1024)], "SIP/2.0")
	return i > end
}

// startsSDP tells "v=0", "a=…" and the like.
func startsSDP(s string) bool {
	return len(s) > 2 && s[1] == '=' && s[2] != ' ' && strings.IndexByte("vosiuepcbtrzkam", s[0]) >= 0
}

// headerName is the name of the known header that a text begins with, "" where it
// begins with none. A compact name counts only with what must follow it.
func headerName(s string) string {
	end := strings.IndexByte(s[:min(len(s), 40)], ':')
	if end < 1 {
		return ""
	}
	name := strings.TrimRight(s[:end], " \t")
	if len(name) == 1 {
		return compactName(name, strings.TrimLeft(s[end+1:], " \t"))
	}
	full, known := CanonicalName(name)
	if !known && (len(name) < 4 || !strings.HasPrefix(name, "X-") && !strings.HasPrefix(name, "P-")) {
		return ""
	}
	return full
}

func compactName(name, value string) string {
	full := canonical(name)
	switch full {
	case "Via":
		if strings.HasPrefix(value, "SIP/2.0/") {
			return full
		}
	case "From", "To", "Contact", "Refer-To", "Referred-By":
		if strings.Contains(value, "sip:") || strings.Contains(value, "sips:") || strings.Contains(value, "tel:") {
			return full
		}
	case "Content-Length":
		if digits(strings.TrimSpace(value)) {
			return full
		}
	case "Call-ID", "Content-Type":
		if value != "" && !strings.Contains(value, " ") {
			return full
		}
	}
	return ""
}

// addressHeaders hold addresses in <>.
var addressHeaders = set(`From To Contact Route Record-Route Refer-To Referred-By Reply-To P-Asserted-Identity P-Preferred-Identity
	Remote-Party-ID Diversion Path Service-Route History-Info P-Called-Party-ID`)

// plainHeaders are of ASCII characters alone, quoted strings apart: what else
// stands in them was put there on the way.
var plainHeaders = set(`Via Call-ID CSeq Max-Forwards Content-Length Content-Type Allow Supported Require Expires Route Record-Route
	Authorization Proxy-Authorization WWW-Authenticate Proxy-Authenticate Session-Expires Min-SE From To Contact
	Allow-Events Event RAck RSeq P-Asserted-Identity Replaces Content-Disposition Accept`)

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isAlnum(c byte) bool { return isDigit(c) || isLetter(c) }

func isHexDigit(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func hexValue(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// quotedMask gives a function that tells whether a byte stands inside straight double
// quotes, where these come in pairs. It must be asked in rising order.
func quotedMask(s string) func(i int) bool {
	if strings.Count(s, `"`)%2 == 1 || strings.IndexByte(s, '"') < 0 {
		return func(int) bool { return false }
	}
	var spans [][2]int
	open := -1
	// In the cell of a table each quote is doubled.
	doubled := strings.Count(s, `""`)
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && open >= 0:
			i++
		case doubled > 0 && doubled%2 == 0 && strings.HasPrefix(s[i:], `""`):
			if i++; open < 0 {
				open = i
			} else {
				spans, open = append(spans, [2]int{open, i}), -1
			}
		case s[i] == '"' && open < 0:
			open = i
		case s[i] == '"':
			spans, open = append(spans, [2]int{open, i}), -1
		}
	}
	at := 0
	return func(i int) bool {
		for at < len(spans) && spans[at][1] < i {
			at++
		}
		return at < len(spans) && spans[at][0] < i
	}
}
