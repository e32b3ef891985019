package render

import (
	"strings"
	"unicode"
)

// What changes the messages themselves.

func edit(m Message, f func(Header) (Header, bool)) Message {
	old := m.Headers
	m.Headers = nil
	for _, h := range old {
		if h, keep := f(h); keep {
			m.Headers = append(m.Headers, h)
		}
	}
	return m
}

func withoutHeader(m Message, name string) Message {
	return edit(m, func(h Header) (Header, bool) {
		return h, !strings.EqualFold(h.Name, name) && !(name == "Content-Length" && h.Name == "l")
	})
}

func withHeader(m Message, name, value string) Message {
	return edit(m, func(h Header) (Header, bool) {
		if strings.EqualFold(h.Name, name) {
			h.Value = value
		}
		return h, true
	})
}

// ofBody is a Content-Length that does not fit; a message without a body keeps its
// own, since nothing is there to be counted wrongly.
func ofBody(m Message, length string) Message {
	if m.Body == "" {
		return m
	}
	return withHeader(withHeader(m, "Content-Length", length), "l", length)
}

func upperNames(m Message) Message {
	return edit(m, func(h Header) (Header, bool) {
		if len(h.Name) > 1 {
			h.Name = upper(h.Name)
		}
		return h, true
	})
}

// lostBrackets is what stripping HTML leaves of an address.
func lostBrackets(m Message) Message {
	return edit(m, func(h Header) (Header, bool) {
		if strings.Count(h.Value, "<") == 1 {
			h.Value = strings.NewReplacer("<", "", ">", "").Replace(h.Value)
		}
		return h, true
	})
}

// everywhere changes the text of a message in all of its places.
func everywhere(m Message, f func(string) string) Message {
	m.StartLine, m.Body = f(m.StartLine), f(m.Body)
	m.Src, m.Dst = f(m.Src), f(m.Dst)
	return edit(m, func(h Header) (Header, bool) {
		h.Value = f(h.Value)
		return h, true
	})
}

// redactedHosts puts x for the last two numbers of each IPv4 address.
func redactedHosts(m Message) Message { return everywhere(m, redactHosts) }

func redactHosts(s string) string {
	var b strings.Builder
	for at := 0; at < len(s); {
		n := 0
		for at+n < len(s) && (unicode.IsDigit(rune(s[at+n])) || s[at+n] == '.') {
			n++
		}
		if parts := strings.Split(s[at:at+n], "."); len(parts) == 4 && len(s[at:at+n]) >= 7 {
			b.WriteString(parts[0] + "." + parts[1] + ".XX.XX")
			at += n
			continue
		}
		b.WriteString(s[at : at+max(n, 1)])
		at += max(n, 1)
	}
	return b.String()
}

// redactedNumbers puts x for the middle digits of telephone numbers.
func redactedNumbers(m Message) Message {
	return everywhere(m, func(s string) string {
		for _, scheme := range []string{"sip:+1", "sip:", "tel:+1"} {
			s = redactBehind(s, scheme)
		}
		return s
	})
}

func redactBehind(s, scheme string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, scheme)
		if i < 0 {
			break
		}
		i += len(scheme)
		n := 0
		for i+n < len(s) && unicode.IsDigit(rune(s[i+n])) {
			n++
		}
		b.WriteString(s[:i])
		if n >= 7 && i+n < len(s) && s[i+n] != '.' {
			b.WriteString(s[i:i+3] + strings.Repeat("X", n-5) + s[i+n-2:i+n])
		} else {
			b.WriteString(s[i : i+n])
		}
		s = s[i+n:]
	}
	b.WriteString(s)
	return b.String()
}
