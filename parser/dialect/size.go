package dialect

import (
	"bytes"
	"fmt"
	"strings"
)

// Many logs say how long a message is. Where it says more than the text has, the
// log itself or a paste cut the message, and nothing follows from what it lacks. A
// shorter text alone is no proof: people put "x.x.x.x" for addresses. So it counts
// only where the message does not show its end either.

// slack is how many bytes may be lost to blanks and line ends.
const slack = 12

// lacks says what the log's count tells of a message that was cut, "" where it does
// not or where the message is all there.
func (m *message) lacks() string {
	if m.fragment || m.meta.rebuilt {
		return ""
	}
	if have := 1 + m.headers; m.meta.headers > have {
		return fmt.Sprintf("the log counts %d lines before its body, and %d of them are not in the text", m.meta.headers, m.meta.headers-have)
	}
	if m.meta.size == 0 {
		return ""
	}
	missing := m.meta.size - m.wireSize()
	if missing <= slack || m.showsEnd() || m.redacted() && missing*4 < m.meta.size {
		return ""
	}
	return fmt.Sprintf("the log says that it has %d bytes, and about %d of them are not in the text", m.meta.size, missing)
}

// wireSize is the length of what is there with the line ends that it was sent with.
func (m *message) wireSize() int {
	n := len(m.buf) + bytes.Count(m.buf, []byte("\n"))
	if m.bodyLines == 0 {
		return n + len("\r\n\r\n")
	}
	return n + len("\r\n")
}

// showsEnd tells a message that is whole by what it says of itself.
func (m *message) showsEnd() bool {
	switch {
	case m.length < 0:
		return false
	case m.length == 0:
		return true
	}
	return m.bodyLines > 0 && m.bytes+slack >= m.length
}

// redacted tells a text in which something was put for what people hide.
func (m *message) redacted() bool {
	text := string(m.buf)
	for _, mark := range [...]string{"x.x", "xxx", "XXX", "***", "…", "...", "REDACTED", "redacted", "removed>", "<hidden"} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// sizeIn is the number of bytes that the words of a log name, 0 for none: "812
// bytes", "len=812", "size: [812]".
func sizeIn(s string) int {
	if i := strings.Index(s, " bytes"); i > 0 {
		if n := tailOf(s[:i], classDigit); n < i {
			return smallNumber(s[n:i])
		}
	}
	for _, name := range [...]string{"len=", "length=", "length: ", "size=", "size: ", "size:[", "bytes=", "bytes: ", "size ", "length "} {
		if i := strings.Index(s, name); i >= 0 && (i == 0 || !is(s[i-1], classAlnum)) {
			if d := leadingDigits(strings.TrimLeft(s[i+len(name):], "[ ")); d != "" {
				return smallNumber(d)
			}
		}
	}
	return 0
}

// smallNumber is the value of digits, 0 for what no message is long.
func smallNumber(digits string) int {
	if len(digits) > 6 {
		return 0
	}
	return number(digits)
}

// counted reads what chan_sip says of a message behind it: "--- (9 headers 0 lines)
// ---", the start line among the headers.
func (s *scanner) counted() {
	m := &s.msg
	for i := s.at; i < len(s.lines) && i < s.at+4; i++ {
		t := strings.TrimSpace(s.lines[i].Text)
		if j := strings.Index(t, "--- ("); j >= 0 && strings.HasSuffix(t, ") ---") {
			if before, _, ok := strings.Cut(t[j+len("--- ("):], " headers "); ok && isDigits(before) {
				m.meta.headers = smallNumber(before)
			}
			return
		}
	}
}
