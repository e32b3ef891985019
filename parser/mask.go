package parser

import "strings"

// Mask stands where a secret stood.
const Mask = "…"

// Secret is a usable secret that a part of the input contains. Its text is
// nowhere kept.
type Secret struct {
	// Message is the N of the message, Part and Line where it stands.
	Message, Part, Line int
	// Kind is digest-response, srtp-key, password or token.
	Kind string
}

// mask takes the secrets out of a message, verifying digests on the way.
func (m *Message) mask(password string) {
	for i := range m.Headers {
		h := &m.Headers[i]
		switch h.Key {
		case "Authorization", "Proxy-Authorization":
			c := m.readCredentials(h, password)
			m.maskCredentials(h, c)
			c.Header = *h
			m.logins = append(m.logins, c)
		case "Authentication-Info", "Proxy-Authentication-Info":
			h.Value = maskParam(maskParam(h.Value, "rspauth"), "cnonce")
		case "Identity":
			h.Value = maskSignature(h.Value)
		case "Call-ID", "CSeq", "Via", "User-Agent", "Server", "Date":
		default:
			if secretName(h.Name) && h.Value != "" {
				h.Value = Mask
				m.secret("token", h.Line)
				continue
			}
			h.Value = m.maskUserinfo(h.Value, h.Line)
		}
	}
	if m.RequestURI != "" {
		if masked := m.maskUserinfo(m.RequestURI, m.Lines[0]); masked != m.RequestURI {
			m.StartLine = strings.Replace(m.StartLine, m.RequestURI, masked, 1)
			m.RequestURI = masked
		}
	}
	m.maskBody()
}

func (m *Message) secret(kind string, line int) {
	m.secrets = append(m.secrets, Secret{Line: line, Kind: kind})
}

func (m *Message) maskCredentials(h *Header, c Credentials) {
	scheme, rest := cutScheme(h.Value)
	switch {
	case strings.EqualFold(scheme, "Digest"):
		if response, _ := authParam(rest, "response"); isHex(response) {
			m.secret("digest-response", h.Line)
		}
		h.Value = maskParam(maskParam(h.Value, "response"), "cnonce")
	case strings.EqualFold(scheme, "Basic"):
		m.secret("password", h.Line)
		h.Value = scheme + " " + Mask
	case rest != "":
		m.secret("token", h.Line)
		h.Value = scheme + " " + Mask
	}
}

// maskParam replaces the value of an auth-param, leaving its quotes.
func maskParam(value, name string) string {
	for at := 0; ; {
		i := indexFold(value[at:], name)
		if i < 0 {
			return value
		}
		i += at
		at = i + len(name)
		if i > 0 && tokenChar[value[i-1]] {
			continue
		}
		rest := strings.TrimLeft(value[at:], " \t")
		if !strings.HasPrefix(rest, "=") {
			continue
		}
		rest = strings.TrimLeft(rest[1:], " \t")
		start := len(value) - len(rest)
		end := strings.IndexAny(rest, ", \t")
		open, shut := "", ""
		if strings.HasPrefix(rest, `"`) {
			end = strings.IndexByte(rest[1:], '"')
			open, shut = `"`, `"`
			if end >= 0 {
				end += 2
			}
		}
		tail := ""
		if end >= 0 {
			tail = rest[end:]
		}
		if strings.Trim(rest[:len(rest)-len(tail)], `"`) == "" {
			return value
		}
		return value[:start] + open + Mask + shut + tail
	}
}

// indexFold is strings.Index without regard to ASCII case; part is lower case.
func indexFold(s, part string) int {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i]|0x20 == part[0] && strings.EqualFold(s[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// maskSignature leaves the claims of a PASSporT readable and takes off its
// signature, by which it could be replayed (RFC 8224, RFC 8225).
func maskSignature(value string) string {
	token, params, more := strings.Cut(value, ";")
	if i := strings.LastIndexByte(token, '.'); i >= 0 {
		token = token[:i+1] + Mask
	} else {
		token = Mask
	}
	if more {
		return token + ";" + params
	}
	return token
}

// secretName tells headers whose name says that they hold a secret.
func secretName(name string) bool {
	if len(name) < 8 {
		return false
	}
	name = strings.ToLower(name)
	return strings.HasSuffix(name, "-token") || strings.Contains(name, "password") ||
		strings.Contains(name, "secret") || strings.HasSuffix(name, "api-key")
}

// maskUserinfo takes the password out of sip:user:password@host, which RFC 3261
// 19.1.1 advises against and some devices send.
func (m *Message) maskUserinfo(value string, line int) string {
	for at := 0; ; {
		i := strings.IndexByte(value[at:], '@')
		if i < 0 {
			return value
		}
		i += at
		at = i + 1
		scheme := max(strings.LastIndex(value[:i], "sip:"), strings.LastIndex(value[:i], "sips:")+1)
		if scheme < 1 && !strings.HasPrefix(value, "sip:") {
			continue
		}
		user := value[scheme+len("sip:") : i]
		if strings.ContainsAny(user, "<>\" ,") {
			continue
		}
		colon := strings.IndexByte(user, ':')
		if colon < 0 || user[colon+1:] == Mask || colon+1 == len(user) {
			continue
		}
		m.secret("password", line)
		value = value[:scheme+len("sip:")+colon+1] + Mask + value[i:]
		at = scheme + len("sip:") + colon + 1 + len(Mask) + 1
	}
}

// maskBody takes SRTP keys (RFC 4568, RFC 4567, RFC 8866 5.12) out of SDP.
func (m *Message) maskBody() {
	if !strings.Contains(m.Body, "inline:") && !strings.Contains(m.Body, "\nk=") && !strings.Contains(m.Body, "a=key-mgmt:") {
		return
	}
	lines := strings.Split(m.Body, "\n")
	for i, line := range lines {
		masked := line
		switch {
		case strings.HasPrefix(line, "a=crypto:"):
			masked = maskInline(line)
		case strings.HasPrefix(line, "k=") && strings.Contains(line, ":"):
			method, _, _ := strings.Cut(line, ":")
			masked = method + ":" + Mask
		case strings.HasPrefix(line, "a=key-mgmt:"):
			protocol, _, _ := strings.Cut(line, " ")
			masked = protocol + " " + Mask
		}
		if masked != line {
			lines[i] = masked
			m.secret("srtp-key", m.bodyLine(i))
		}
	}
	m.Body = strings.Join(lines, "\n")
}

// maskInline masks each key of an a=crypto line, and leaves lifetime and MKI.
func maskInline(line string) string {
	parts := strings.Split(line, "inline:")
	for i := 1; i < len(parts); i++ {
		end := strings.IndexAny(parts[i], "| ;")
		if end < 0 {
			end = len(parts[i])
		}
		parts[i] = Mask + parts[i][end:]
	}
	return strings.Join(parts, "inline:")
}
