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
			cut := cutShort(h.Value)
			c := m.readCredentials(h, password)
			c.Cut = cut || !m.Exact && c.Nonce != "" && (!c.HasResponse || c.URI == "")
			m.maskCredentials(h, c)
			c.Header = *h
			m.logins = append(m.logins, c)
		case "Authentication-Info", "Proxy-Authentication-Info":
			h.Value = maskParams(h.Value, "rspauth", "cnonce")
		case "Identity":
			h.Value = maskSignature(h.Value)
		case "CSeq", "Date", "Max-Forwards", "Content-Length":
		case "Call-ID", "Via", "User-Agent", "Server":
			h.Value = m.scrubbed(h.Value)
		case "From", "To", "Contact":
			h.Value = m.scrubbed(m.maskUserinfo(h.Value, h.Line))
		default:
			if secretName(h.Name) && h.Value != "" {
				h.Value = Mask
				m.secret("token", h.Line)
				continue
			}
			h.Value = m.scrubbed(m.maskUserinfo(h.Value, h.Line))
		}
	}
	for i := range m.defects {
		m.defects[i].Text = scrub(m.maskUserinfo(m.defects[i].Text, m.defects[i].Line))
	}
	if m.RequestURI != "" {
		if masked := m.maskUserinfo(m.RequestURI, m.Lines[0]); masked != m.RequestURI {
			m.StartLine = strings.Replace(m.StartLine, m.RequestURI, masked, 1)
			m.RequestURI = masked
		}
	}
	m.maskBody()
}

// scrubbed masks secrets that stand where they do not belong. On the wire a header
// is what it says it is; in text, lines run into each other.
func (m *Message) scrubbed(value string) string {
	if m.Exact {
		return value
	}
	return scrub(value)
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
		h.Value = scrub(maskParams(h.Value, "response", "cnonce"))
	case strings.EqualFold(scheme, "Basic"):
		m.secret("password", h.Line)
		h.Value = scheme + " " + Mask
	case rest != "":
		m.secret("token", h.Line)
		h.Value = scheme + " " + Mask
	}
}

// maskParams replaces the values of two auth-params wherever they are parameters,
// leaving their quotes.
func maskParams(value, name, other string) string {
	var b strings.Builder
	b.Grow(len(value))
	for rest := value; ; {
		part, more := cutOutsideQuotes(rest, ',')
		b.WriteString(maskPart(part, name, other))
		if len(part) == len(rest) {
			return b.String()
		}
		b.WriteByte(',')
		rest = more
	}
}

// maskPart masks one "name=value", before which the scheme may stand.
func maskPart(part, name, other string) string {
	key, value, ok := strings.Cut(part, "=")
	word := strings.TrimSpace(key)
	if i := strings.LastIndexAny(word, " \t"); i >= 0 {
		if whole := strings.ToLower(strings.Join(strings.Fields(word), "")); strings.HasSuffix(whole, name) || strings.HasSuffix(whole, other) {
			// A break may have left a blank in the name.
			word = whole[max(strings.LastIndex(whole, name), strings.LastIndex(whole, other)):]
		} else {
			word = word[i+1:]
		}
	}
	if !ok || !strings.EqualFold(word, name) && !strings.EqualFold(word, other) {
		return part
	}
	bare := strings.TrimSpace(value)
	quote := ""
	if strings.HasPrefix(bare, `"`) {
		quote = `"`
	}
	if strings.Trim(bare, `"`) == "" {
		return part
	}
	lead := value[:len(value)-len(strings.TrimLeft(value, " \t"))]
	return key + "=" + lead + quote + Mask + quote
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
	return len(name) >= 8 && (endsFold(name, "-token") || endsFold(name, "api-key") ||
		indexFold(name, "password") >= 0 || indexFold(name, "secret") >= 0)
}

func endsFold(s, end string) bool {
	return len(s) >= len(end) && strings.EqualFold(s[len(s)-len(end):], end)
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
		colon := strings.LastIndexByte(value[:i], ':')
		if colon < 0 || schemeEnds(value[:colon]) || colon+1 == i || value[colon+1:i] == Mask {
			continue
		}
		scheme := max(strings.LastIndex(value[:colon], "sip:"), strings.LastIndex(value[:colon], "sips:"))
		if scheme < 0 || strings.ContainsAny(value[scheme:i], "<>\" ,") {
			continue
		}
		m.secret("password", line)
		value = value[:colon+1] + Mask + value[i:]
		at = colon + 1 + len(Mask) + 1
	}
}

// schemeEnds tells whether s ends in the scheme of a SIP URI, so that the colon
// behind it separates no password.
func schemeEnds(s string) bool {
	return strings.HasSuffix(s, "sip") || strings.HasSuffix(s, "sips")
}

// scrub masks digest responses, cnonces and SRTP keys wherever they stand in a
// text: a flattened message, a line without its colon, a log line.
func scrub(s string) string {
	if strings.Contains(s, "inline:") {
		s = maskInline(s)
	}
	for _, name := range []string{"response", "cnonce", "rspauth"} {
		if exposed(s, name) {
			s = scrubAfter(s, name)
		}
	}
	return s
}

// exposed tells whether a value stands behind name= that is not masked.
func exposed(s, name string) bool {
	for {
		i := strings.Index(s, name)
		if i < 0 {
			return false
		}
		s = s[i+len(name):]
		value := strings.TrimLeft(s, " \t\\")
		if !strings.HasPrefix(value, "=") {
			continue
		}
		value, masked := strings.CutPrefix(strings.TrimLeft(value[1:], " \t\\\""), Mask)
		if !masked || value != "" && strings.IndexByte("\"\\, \t;", value[0]) < 0 {
			return true
		}
	}
}

// scrubAfter masks the value behind each name=, quoted or bare.
func scrubAfter(s, name string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, name)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		at := i + len(name)
		value := strings.TrimLeft(s[at:], " \t\\")
		if !strings.HasPrefix(value, "=") {
			b.WriteString(s[:at])
			s = s[at:]
			continue
		}
		value = strings.TrimLeft(value[1:], " \t\\\"")
		start := len(s) - len(value)
		end := strings.IndexAny(value, "\"\\, \t;")
		if end < 0 {
			end = len(value)
		}
		b.WriteString(s[:start])
		if end > 0 {
			b.WriteString(Mask)
		}
		s = value[end:]
	}
}

// maskBody takes SRTP keys (RFC 4568, RFC 4567, RFC 8866 5.12) out of SDP.
func (m *Message) maskBody() {
	m.Body = scrubBody(m.Body)
	if !strings.Contains(m.Body, "inline:") && !strings.Contains(m.Body, "\nk=") && !strings.Contains(m.Body, "a=key-mgmt:") {
		return
	}
	lines := strings.Split(m.Body, "\n")
	for i, line := range lines {
		masked := line
		switch {
		case strings.HasPrefix(line, "a=crypto:"), !m.Exact && strings.Contains(line, "crypto:"):
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

// scrubBody masks digests in bodies that carry SIP, such as message/sipfrag.
func scrubBody(body string) string {
	if strings.Contains(body, "response=") || strings.Contains(body, "cnonce=") {
		return scrub(body)
	}
	return body
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
