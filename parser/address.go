package parser

import (
	"slices"
	"strconv"
	"strings"

	"github.com/emiago/sipgo/sip"
)

// URI is a SIP, SIPS, tel or other URI in its parts (RFC 3261 19.1, RFC 3966).
type URI struct {
	// Text is the URI as it stands in the message, masked.
	Text string
	// Scheme is lower case: sip, sips, tel, urn, ….
	Scheme string
	// User is the user part with its escapes undone; of a tel URI the number.
	User string
	// Host is without brackets, Port 0 where none is given.
	Host string
	Port int
	// Params and Headers are what follows, without the leading ; and ?.
	Params, Headers string
}

// Param is the value of a URI parameter and whether it is there.
func (u URI) Param(name string) (string, bool) { return param(u.Params, name) }

// HostPort is "host:port" with the default port of the scheme where none is
// given, IPv6 in brackets; "" without a host.
func (u URI) HostPort() string {
	if u.Host == "" {
		return ""
	}
	port := u.Port
	if port == 0 {
		port = 5060
		if u.Scheme == "sips" {
			port = 5061
		}
	}
	return JoinHostPort(u.Host, port)
}

// ParseURI reads a URI. What sipgo's grammar refuses is read by its shape, so
// that a redacted or damaged host is still a host.
func ParseURI(text string) URI {
	text = strings.TrimSpace(text)
	u := URI{Text: text}
	scheme, rest, ok := strings.Cut(text, ":")
	// "host.example:5060" has no scheme; "soap.beep://host" has one.
	if !ok || !isToken(scheme) || strings.ContainsAny(scheme, ".@") && !strings.HasPrefix(rest, "//") {
		return u.loose(text)
	}
	u.Scheme = strings.ToLower(scheme)
	if u.Scheme != "sip" && u.Scheme != "sips" {
		number, params, _ := strings.Cut(rest, ";")
		u.User, u.Params = number, params
		return u
	}
	var parsed sip.Uri
	if err := sip.ParseUri(text, &parsed); err != nil || parsed.Host == "" {
		return u.loose(rest)
	}
	u.User, u.Port = unescape(parsed.User), parsed.Port
	u.Host = strings.Trim(parsed.Host, "[]")
	if i := strings.IndexAny(rest, ";?"); i >= 0 {
		at := strings.LastIndexByte(rest, '@')
		u.Params, u.Headers = uriTail(rest[max(at, 0):])
	}
	return u
}

// loose reads user, host, port and parameters by their separators alone.
func (u URI) loose(s string) URI {
	if at := strings.LastIndexByte(s, '@'); at >= 0 {
		user, _, _ := strings.Cut(s[:at], ":")
		u.User, s = unescape(user), s[at+1:]
	}
	u.Params, u.Headers = uriTail(s)
	if i := strings.IndexAny(s, ";?"); i >= 0 {
		s = s[:i]
	}
	u.Host, u.Port = SplitHostPort(s)
	return u
}

func uriTail(s string) (params, headers string) {
	s, headers, _ = strings.Cut(s, "?")
	_, params, _ = strings.Cut(s, ";")
	return params, headers
}

// unescape undoes %HH of a user part.
func unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(v))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// Address is a name-addr or addr-spec with its header parameters: the value of
// From, To, Contact, Route, P-Asserted-Identity, … (RFC 3261 20.10).
type Address struct {
	Display string
	URI     URI
	// Params are the header parameters behind the address, without leading ;.
	Params string
}

// Param is the value of a header parameter such as tag or expires.
func (a Address) Param(name string) (string, bool) { return param(a.Params, name) }

// ParseAddress reads one name-addr or addr-spec. Without <> all parameters are
// the header's, as RFC 3261 20.10 has it.
func ParseAddress(value string) Address {
	display, uri, params := splitAddress(value)
	return Address{Display: display, URI: ParseURI(uri), Params: params}
}

// splitAddress takes a name-addr apart without looking into the URI.
func splitAddress(value string) (display, uri, params string) {
	value = strings.TrimSpace(value)
	before, after := cutOutsideQuotes(value, '<')
	if after == "" && !strings.HasSuffix(before, "<") {
		uri, params, _ = strings.Cut(value, ";")
		return "", strings.TrimSpace(uri), params
	}
	uri, rest, _ := strings.Cut(after, ">")
	if strings.IndexByte(uri, '<') >= 0 {
		// A part of the address was hidden as <…> within its brackets.
		inner, outer, closed := strings.Cut(rest, ">")
		if closed {
			uri, rest = uri+">"+inner, outer
		}
	}
	_, params, _ = strings.Cut(rest, ";")
	return unquote(strings.TrimSpace(before)), strings.TrimSpace(uri), params
}

// cutOutsideQuotes cuts at the first sep outside quotes; without one all of s
// is before.
func cutOutsideQuotes(s string, sep byte) (before, after string) {
	if strings.IndexByte(s, '"') < 0 {
		if at := strings.IndexByte(s, sep); at >= 0 {
			return s[:at], s[at+1:]
		}
		return s, ""
	}
	quoted := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == sep && !quoted:
			return s[:i], s[i+1:]
		}
	}
	// A display name whose closing quote was lost must not hide the address.
	if i := strings.IndexByte(s, sep); quoted && i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}

// addressTag is the tag parameter of a From or To value.
func addressTag(value string) string {
	if !strings.Contains(value, "tag") && !strings.Contains(value, "TAG") && !strings.Contains(value, "Tag") {
		return ""
	}
	// Nearly every value is plain, and it is asked of every message.
	end := strings.LastIndexByte(value, '>')
	if tail := value[end+1:]; end >= 0 && strings.IndexByte(value, '>') == end && strings.IndexByte(tail, '"') < 0 {
		if _, tag, ok := strings.Cut(tail, ";tag="); ok {
			tag, _, _ = strings.Cut(tag, ";")
			return strings.TrimSpace(tag)
		}
	}
	_, _, params := splitAddress(value)
	tag, _ := param(params, "tag")
	return tag
}

// Via is one hop that a request took (RFC 3261 20.42, RFC 3581).
type Via struct {
	// Text is the whole value.
	Text string
	// Protocol, Version and Transport are the sent-protocol: SIP, 2.0, UDP.
	Protocol, Version, Transport string
	// Host and Port are the sent-by; port 0 where none is given.
	Host   string
	Port   int
	Branch string
	// Received and RPort are what the next hop saw; HasRPort is true where the
	// sender asked for it, RPort 0 until it is filled in.
	Received string
	RPort    int
	HasRPort bool
	Params   string
	Line     int
}

// SentBy is host:port as the sender wrote it, with the default port added.
func (v Via) SentBy() string {
	port := v.Port
	if port == 0 {
		port = 5060
		if strings.EqualFold(v.Transport, "TLS") {
			port = 5061
		}
	}
	return JoinHostPort(v.Host, port)
}

// Vias lists every Via of the message from the top down.
func (m *Message) Vias() []Via {
	if kept := m.vias.Load(); kept != nil {
		return *kept
	}
	all := m.readVias()
	m.vias.Store(&all)
	return all
}

func (m *Message) readVias() []Via {
	var all []Via
	for i := range m.Headers {
		if m.Headers[i].Key != "Via" {
			continue
		}
		for _, value := range splitList(m.Headers[i].Value) {
			via := ParseVia(value)
			via.Line = m.Headers[i].Line
			all = append(all, via)
		}
	}
	return slices.Clip(all)
}

// ParseVia reads one via-parm. sipgo is asked for the grammar; what it refuses
// is read by its separators, so that a damaged line still shows its parts.
func ParseVia(value string) Via {
	value = strings.TrimSpace(value)
	v := Via{Text: value}
	head, params, _ := strings.Cut(value, ";")
	v.Params = params
	headers, err := sip.HeadersParser(sip.DefaultHeadersParser()).ParseHeader(nil, []byte("Via: "+strings.TrimSpace(head)))
	if hop, ok := firstVia(headers); err == nil && ok {
		v.Protocol, v.Version, v.Transport = hop.ProtocolName, hop.ProtocolVersion, hop.Transport
		v.Host, v.Port = strings.Trim(hop.Host, "[]"), hop.Port
	} else {
		v.protocolAndHost(head)
	}
	v.Branch, _ = param(params, "branch")
	v.Received, _ = param(params, "received")
	v.Received = strings.Trim(v.Received, "[]")
	var rport string
	rport, v.HasRPort = param(params, "rport")
	v.RPort, _ = decimal(rport)
	return v
}

func firstVia(headers []sip.Header) (*sip.ViaHeader, bool) {
	if len(headers) == 0 {
		return nil, false
	}
	hop, ok := headers[0].(*sip.ViaHeader)
	return hop, ok && hop.Host != ""
}

func (v *Via) protocolAndHost(head string) {
	fields := strings.Fields(head)
	if len(fields) == 0 {
		return
	}
	protocol := strings.Join(fields[:len(fields)-1], "")
	if parts := strings.SplitN(protocol, "/", 3); len(parts) == 3 {
		v.Protocol, v.Version, v.Transport = parts[0], parts[1], parts[2]
	}
	v.Host, v.Port = SplitHostPort(fields[len(fields)-1])
}
