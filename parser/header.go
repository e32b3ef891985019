package parser

import "strings"

// Header is one header field of a message.
type Header struct {
	// Name is as sent, Key its full name in the spelling of its RFC ("Call-ID"
	// for "i", "CALL-ID" and "Call-Id"); an unknown header's Key is its Name.
	Name, Key string
	// Value is unfolded, trimmed and masked.
	Value string
	// Line is the input line that it begins on, 0 in captures.
	Line int
	// part is the input part where it is not the message's own, else 0.
	part int
}

// String is the header line, as evidence shows it.
func (h Header) String() string { return h.Name + ": " + h.Value }

// knownHeaders holds the spelling of each header that the program asks for, and
// of those that the field uses often, by lower-case name and compact form.
var knownHeaders = func() map[string]string {
	names := strings.Fields(`Accept Accept-Contact Accept-Encoding Accept-Language Alert-Info Allow Allow-Events
		Authentication-Info Authorization Call-ID Call-Info Contact Content-Disposition Content-Encoding
		Content-Language Content-Length Content-Type CSeq Date Diversion Error-Info Event Expires From
		Geolocation Geolocation-Error History-Info Identity Identity-Info In-Reply-To Join Max-Forwards
		MIME-Version Min-Expires Min-SE Organization P-Access-Network-Info P-Asserted-Identity
		P-Asserted-Service P-Called-Party-ID P-Charging-Vector P-Early-Media P-Preferred-Identity Path Priority
		Privacy Proxy-Authenticate Proxy-Authentication-Info Proxy-Authorization Proxy-Require RAck Reason
		Record-Route Refer-Sub Refer-To Referred-By Reject-Contact Remote-Party-ID Replaces Reply-To
		Request-Disposition Require Retry-After Route RSeq Security-Client Security-Server Security-Verify
		Server Service-Route Session-Expires Session-ID SIP-ETag SIP-If-Match Subject Subscription-State
		Supported Target-Dialog Timestamp To Unsupported User-Agent User-to-User Via Warning WWW-Authenticate
		X-Asterisk-HangupCause X-Asterisk-HangupCauseCode`)
	known := make(map[string]string, len(names)+20)
	for _, name := range names {
		known[strings.ToLower(name)] = name
	}
	// RFC 3261 7.3.3 and the RFCs of the extensions.
	for compact, full := range map[string]string{
		"a": "Accept-Contact", "b": "Referred-By", "c": "Content-Type", "d": "Request-Disposition",
		"e": "Content-Encoding", "f": "From", "i": "Call-ID", "j": "Reject-Contact", "k": "Supported",
		"l": "Content-Length", "m": "Contact", "n": "Identity-Info", "o": "Event", "r": "Refer-To",
		"s": "Subject", "t": "To", "u": "Allow-Events", "v": "Via", "x": "Session-Expires", "y": "Identity",
	} {
		known[compact] = full
	}
	return known
}()

// canonical is the RFC's spelling of a header name, or the name itself.
func canonical(name string) string {
	switch name {
	case "Via", "From", "To", "Call-ID", "CSeq", "Contact", "Content-Length", "Content-Type", "Max-Forwards", "User-Agent",
		"Server", "Allow", "Supported", "Record-Route", "Route", "Authorization", "WWW-Authenticate", "Proxy-Authenticate",
		"Proxy-Authorization", "Expires", "Reason":
		// Nearly all that is on the wire, spared the map.
		return name
	}
	var buf [40]byte
	if len(name) > len(buf) {
		return name
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	if full, ok := knownHeaders[string(buf[:len(name)])]; ok {
		return full
	}
	return name
}

// CanonicalName is the full RFC spelling of a header name or compact form, and
// whether the name is one that the program knows.
func CanonicalName(name string) (string, bool) {
	full, ok := knownHeaders[strings.ToLower(name)]
	if !ok {
		return name, false
	}
	return full, true
}

// Get returns the first header of this name; name is the full RFC spelling.
func (m *Message) Get(name string) (Header, bool) {
	for i := range m.Headers {
		if m.Headers[i].is(name) {
			return m.Headers[i], true
		}
	}
	return Header{}, false
}

// Header is the value of the first header of this name, "" without one.
func (m *Message) Header(name string) string {
	h, _ := m.Get(name)
	return h.Value
}

// Has tells whether the message carries the header.
func (m *Message) Has(name string) bool {
	_, ok := m.Get(name)
	return ok
}

// All returns every header of this name, in order.
func (m *Message) All(name string) []Header {
	var all []Header
	for i := range m.Headers {
		if m.Headers[i].is(name) {
			all = append(all, m.Headers[i])
		}
	}
	return all
}

func (h *Header) is(name string) bool {
	return h.Key == name || len(h.Key) == len(name) && strings.EqualFold(h.Key, name)
}

// List is the comma-separated values of every header of this name, in order,
// each trimmed: RFC 3261 7.3.1. Commas inside quotes and <> do not separate.
func (m *Message) List(name string) []string {
	var all []string
	for i := range m.Headers {
		if m.Headers[i].is(name) {
			all = append(all, splitList(m.Headers[i].Value)...)
		}
	}
	return all
}

// Lists tells whether a header of this name has the token in its list.
func (m *Message) Lists(name, token string) bool {
	for _, value := range m.List(name) {
		if strings.EqualFold(value, token) {
			return true
		}
	}
	return false
}

// splitList cuts a header value at the commas that separate.
func splitList(value string) []string {
	var parts []string
	for value != "" {
		part, rest := cutOutside(value, ',')
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
		value = rest
	}
	return parts
}

// cutOutside cuts at the first sep that stands outside quotes and <>.
func cutOutside(s string, sep byte) (before, after string) {
	at := strings.IndexByte(s, sep)
	if at < 0 {
		return s, ""
	}
	if strings.IndexByte(s[:at], '"') < 0 && strings.IndexByte(s[:at], '<') < 0 {
		return s[:at], s[at+1:]
	}
	quoted, angle := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '<':
			angle = true
		case c == '>':
			angle = false
		case c == sep && !angle:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// param is the value of a ;name=value parameter in a run of parameters, quotes
// taken off, and whether it is there at all. Names are case-insensitive.
func param(params, name string) (string, bool) {
	for params != "" {
		var part string
		part, params = cutOutside(params, ';')
		key, value := part, ""
		if i := strings.IndexByte(part, '='); i >= 0 {
			key, value = part[:i], part[i+1:]
		}
		if strings.EqualFold(strings.TrimSpace(key), name) {
			return unquote(strings.TrimSpace(value)), true
		}
	}
	return "", false
}

// unquote takes the quotes off a quoted-string and undoes its escapes.
func unquote(s string) string {
	if len(s) < 2 || s[0] != '"' {
		return s
	}
	end := len(s)
	if s[end-1] == '"' {
		end--
	}
	s = s[1:end]
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// decimal is a number of digits alone, as SIP and SDP write theirs; false for
// anything else.
func decimal(s string) (n int, ok bool) {
	if s == "" || len(s) > 18 {
		return 0, false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// isToken tells whether s is a token of RFC 3261 25.1.
func isToken(s string) bool {
	if s == "" {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !tokenChar[s[i]] {
			return false
		}
	}
	return true
}

var tokenChar = func() (set [256]bool) {
	for c := range 256 {
		set[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	for _, c := range "-.!%*_+`'~" {
		set[c] = true
	}
	return set
}()
