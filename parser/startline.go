package parser

import (
	"strconv"
	"strings"
)

// startLine reads a request line or status line (RFC 3261 7.1, 7.2). A status
// line whose code is none is kept as a line: the message is then no response.
func (m *Message) startLine(text string) bool {
	m.rawStart = text
	text = strings.TrimRight(text, " \t")
	if rest, ok := cutVersion(text); ok {
		code, phrase, _ := strings.Cut(strings.TrimLeft(rest, " \t"), " ")
		if code == "" || strings.Trim(code, "0123456789") != "" {
			return false
		}
		m.StartLine, m.Phrase = text, strings.TrimSpace(phrase)
		if n, err := strconv.Atoi(code); err == nil && n >= 100 && n <= 999 {
			m.Code = n
		}
		return true
	}
	method, rest, ok := strings.Cut(text, " ")
	if !ok || !isToken(method) {
		return false
	}
	uri, version := cutLast(strings.TrimSpace(rest))
	if uri == "" && methods[method] && strings.HasPrefix(version, "sip:") {
		// The version was left out: still a request line, and a defect.
		uri, version = version, "SIP/2.0"
	}
	if uri == "" || !isVersion(version) {
		return false
	}
	m.StartLine, m.Method, m.RequestURI = text, method, uri
	return true
}

var methods = set("ACK BYE CANCEL INFO INVITE MESSAGE NOTIFY OPTIONS PRACK PUBLISH REFER REGISTER SUBSCRIBE UPDATE")

// cutVersion cuts "SIP/2.0 " off a status line, in any case and any version.
func cutVersion(s string) (rest string, ok bool) {
	if len(s) < 9 || !strings.EqualFold(s[:4], "SIP/") {
		return "", false
	}
	version, rest, ok := strings.Cut(s, " ")
	return rest, ok && isVersion(version)
}

func isVersion(s string) bool {
	if len(s) < 7 || !strings.EqualFold(s[:4], "SIP/") {
		return false
	}
	for _, c := range s[4:] {
		if c != '.' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func cutLast(s string) (before, last string) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return "", s
	}
	return strings.TrimSpace(s[:i]), s[i+1:]
}
