package parser

import (
	"bytes"
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// wireMessage recognises a text part that is one message byte for byte as it was
// sent: it begins with a start line, its header lines end in CRLF, and nothing
// follows its body. Only then can lengths and blanks be held against the sender.
func wireMessage(data []byte) (*dialect.Frame, bool) {
	text := bytes.TrimLeft(data, "\r\n")
	end := bytes.Index(text, []byte("\r\n\r\n"))
	if end < 0 {
		end = len(text)
	}
	head := string(text[:end])
	if n := strings.Count(head, "\n"); n == 0 || n != strings.Count(head, "\r\n") {
		return nil, false
	}
	first, _, _ := strings.Cut(head, "\r\n")
	var probe Message
	if !probe.startLine(first) || probe.RequestURI != "" && (!schemed(probe.RequestURI) || !methods[probe.Method] && strings.ContainsAny(probe.RequestURI, " \t")) {
		return nil, false
	}
	f := &dialect.Frame{Text: string(text), Exact: true, Format: "raw"}
	body := f.Text[min(end+4, len(f.Text)):]
	if m := build(f, ""); m != nil {
		if n, ok := m.contentLength(); ok && n < len(body) {
			body = body[n:]
		} else if ok {
			body = ""
		}
	}
	if holdsStartLine(body) {
		return nil, false
	}
	skipped := bytes.Count(data[:len(data)-len(text)], []byte("\n"))
	for i := range strings.Count(f.Text, "\n") + 1 {
		f.Lines = append(f.Lines, skipped+i+1)
	}
	return f, true
}

// schemed tells a URI that begins with its scheme, as the rest of a log line does
// not.
func schemed(uri string) bool {
	scheme, _, ok := strings.Cut(strings.TrimPrefix(uri, "<"), ":")
	return ok && isToken(scheme) && isLetter(scheme[0])
}

// holdsStartLine tells whether a further message begins in what follows a body.
func holdsStartLine(rest string) bool {
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		var probe Message
		if probe.startLine(strings.TrimSuffix(line, "\r")) {
			return true
		}
	}
	return false
}
