package capture

import "bytes"

// maxStartLine bounds the first line of a message: longer Request-URIs are no
// SIP that anything accepts.
const maxStartLine = 4 << 10

// maxMethod bounds the method. Extensions have up to 20 letters, the test messages
// of RFC 4475 up to 43 letters.
const maxMethod = 64

// startsMessage tells whether p begins with a start line (RFC 3261 7.1, 7.2) of
// any method in any case. cut allows for one that the capture has not to its end.
func startsMessage(p []byte, cut bool) bool {
	if len(p) < 8 || !isTokenByte(p[0]) {
		return false
	}
	line := p[:min(len(p), maxStartLine)]
	whole := false
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line, whole = line[:i], true
	}
	line = bytes.TrimRight(line, "\r \t")
	if isVersion(line[:min(len(line), 7)]) {
		rest := bytes.TrimLeft(line[7:], " ")
		// More digits are an error of the sender, which the reader names.
		return len(line) > 7 && line[7] == ' ' && len(rest) >= 3 && isDigits(rest[:3])
	}
	space := bytes.IndexByte(line, ' ')
	if space < 1 || space > maxMethod || !isToken(line[:space]) {
		return false
	}
	target := bytes.TrimLeft(line[space:], " ")
	if end := bytes.LastIndexByte(target, ' '); end > 0 && isVersion(target[end+1:]) {
		return true
	}
	// A known method and a SIP URI say enough where the version is missing, or
	// behind the end of what was captured.
	return (whole || cut) && knownMethods[string(line[:space])] && (hasPrefixFold(target, "sip:") || hasPrefixFold(target, "sips:") || hasPrefixFold(target, "tel:"))
}

var knownMethods = map[string]bool{
	"ACK": true, "BYE": true, "CANCEL": true, "INFO": true, "INVITE": true, "MESSAGE": true, "NOTIFY": true,
	"OPTIONS": true, "PRACK": true, "PUBLISH": true, "REFER": true, "REGISTER": true, "SUBSCRIBE": true, "UPDATE": true,
}

// mayStartMessage tells whether p, without a line end yet, can be the beginning
// of a start line.
func mayStartMessage(p []byte) bool {
	if len(p) > maxStartLine || bytes.IndexByte(p, '\n') >= 0 {
		return false
	}
	space := bytes.IndexByte(p, ' ')
	if space < 0 {
		return len(p) <= maxMethod && (isToken(p) || hasPrefixFold(p, "SIP/"))
	}
	return isVersion(p[:space]) || isToken(p[:space]) && space <= maxMethod
}

// startsHeaders is startsMessage with a header line behind the start line: what
// holds also for text that only looks like the beginning of a message.
func startsHeaders(p []byte) bool {
	if !startsMessage(p, false) {
		return false
	}
	i := bytes.IndexByte(p, '\n')
	if i < 0 {
		return false
	}
	line := p[i+1:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	name, _, found := bytes.Cut(line, []byte(":"))
	return found && isToken(bytes.TrimRight(name, " \t"))
}

// isVersion tells "SIP/2.0" in any case and of any version.
func isVersion(p []byte) bool {
	return len(p) == 7 && hasPrefixFold(p, "SIP/") && isDigits(p[4:5]) && p[5] == '.' && isDigits(p[6:7])
}

func hasPrefixFold(p []byte, prefix string) bool {
	return len(p) >= len(prefix) && bytes.EqualFold(p[:len(prefix)], []byte(prefix))
}

func isDigits(p []byte) bool {
	for _, c := range p {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(p) > 0
}

// isToken is the token of RFC 3261 25.1.
func isToken(p []byte) bool {
	for _, c := range p {
		if !isTokenByte(c) {
			return false
		}
	}
	return len(p) > 0
}

func isTokenByte(c byte) bool {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		return true
	}
	return bytes.IndexByte([]byte("-.!%*_+`'~"), c) >= 0
}

// headerEnd is where the body begins, -1 without an empty line.
func headerEnd(p []byte) int {
	for from := 0; ; {
		i := bytes.IndexByte(p[from:], '\n')
		if i < 0 {
			return -1
		}
		from += i + 1
		switch {
		case from < len(p) && p[from] == '\n':
			return from + 1
		case from+1 < len(p) && p[from] == '\r' && p[from+1] == '\n':
			return from + 2
		}
	}
}

// headerValue is the value of the first header of a full or compact name, and
// whether there is one. Both names are lower case.
func headerValue(head []byte, full, compact string) (value []byte, ok bool) {
	for len(head) > 0 {
		line := head
		if i := bytes.IndexByte(head, '\n'); i >= 0 {
			line, head = head[:i], head[i+1:]
		} else {
			head = nil
		}
		// The colon is looked for only where the name fits: this runs for each
		// message of a stream.
		if len(line) == 0 || line[0]|0x20 != full[0] && (compact == "" || line[0]|0x20 != compact[0]) {
			continue
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		name = bytes.TrimRight(name, " \t")
		if found && (bytes.EqualFold(name, []byte(full)) || compact != "" && bytes.EqualFold(name, []byte(compact))) {
			return bytes.TrimSpace(value), true
		}
	}
	return nil, false
}

// contentLength is the stated length of the body; ok is false without one that
// is a number.
func contentLength(head []byte) (n int, ok bool) {
	value, found := headerValue(head, "content-length", "l")
	if !found || !isDigits(value) || len(value) > 9 {
		return 0, false
	}
	for _, c := range value {
		n = n*10 + int(c-'0')
	}
	return n, true
}

// trimKeepAlive takes the line ends off that stand between messages and that
// keep a connection or binding open (RFC 3261 7.5, RFC 5626 3.5.1).
func trimKeepAlive(p []byte) []byte {
	for len(p) > 0 && (p[0] == '\r' || p[0] == '\n') {
		p = p[1:]
	}
	return p
}
