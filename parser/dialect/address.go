package dialect

import (
	"strings"
)

// hostPort brings an address as logs write it into "host:port" with IPv6 in
// brackets: udp/[192.0.2.1]:5060, UDP:192.0.2.1:5060, TLS://host:5061,
// 192.0.2.1.5060 of tcpdump, 192.0.2.1:[5060], [6:0]192.0.2.1:5060. What has no
// port keeps its host alone; what is no address gives "".
func hostPort(s string) (address, transport string) {
	s = strings.Trim(s, " \t,;()<>\"'`=#")
	s = strings.TrimRight(s, ":.")
	for _, sep := range [...]string{"://", "/", "$", ":"} {
		name, rest, ok := strings.Cut(s, sep)
		if !ok {
			continue
		}
		if t := transportOf(name); t != "" {
			s, transport = rest, t
			break
		}
	}
	s = strings.TrimPrefix(s, "//")
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		s = s[i+1:]
	}
	s = strings.TrimPrefix(s, "sip:")
	// Some put a tail there: ";transport=tcp", "/UDP".
	if i := strings.IndexAny(s, ";/"); i > 0 {
		if t := transportOf(strings.TrimPrefix(s[i+1:], "transport=")); t != "" && transport == "" {
			transport = t
		}
		s = s[:i]
	}
	if s == "" || !hostChars(s) {
		return "", transport
	}
	return join(s), transport
}

func join(s string) string {
	if s[0] == '[' {
		host, rest, ok := strings.Cut(s[1:], "]")
		if !ok {
			return ""
		}
		if strings.IndexByte(host, '.') < 0 && strings.Count(host, ":") == 1 && rest != "" && rest[0] != ':' {
			// [slot:vlan] of a border controller.
			return join(rest)
		}
		port := strings.Trim(strings.TrimPrefix(rest, ":"), "[]")
		if strings.Count(host, ":") >= 2 {
			host = "[" + host + "]"
		}
		return withPort(host, port)
	}
	host, port, ok := strings.Cut(s, ":")
	if !ok {
		if h, p, dotted := dottedPort(s); dotted {
			return withPort(h, p)
		}
		return s
	}
	if strings.IndexByte(port, ':') < 0 {
		return withPort(host, strings.Trim(port, "[]"))
	}
	// IPv6 without brackets: a port behind a dot is tcpdump's.
	if h, p, dotted := dottedPort(s); dotted && strings.IndexByte(h, '.') < 0 {
		return withPort("["+h+"]", p)
	}
	return "[" + s + "]"
}

func withPort(host, port string) string {
	if host == "" {
		return ""
	}
	if port == "" {
		return host
	}
	if !isDigits(port) && !all(port, classAlnum) {
		return host
	}
	if name, ok := portNames[port]; ok {
		port = name
	}
	return host + ":" + port
}

// portNames are what tcpdump and others print for the ports of SIP.
var portNames = map[string]string{"sip": "5060", "sips": "5061", "sip-tls": "5061"}

// dottedPort splits 192.0.2.1.5060 and pbx.example.5060.
func dottedPort(s string) (host, port string, ok bool) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return "", "", false
	}
	host, port = s[:i], s[i+1:]
	if _, named := portNames[port]; named {
		return host, port, true
	}
	if !isDigits(port) || len(port) > 5 {
		return "", "", false
	}
	numeric := all(strings.ReplaceAll(host, ".", ""), classDigit)
	if numeric && strings.Count(host, ".") != 3 {
		return "", "", false
	}
	return host, port, true
}

// hostChars tells what may be an address or a redaction of one.
func hostChars(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !is(c, classAlnum) && strings.IndexByte(".-:[]_*%<>", c) < 0 {
			return false
		}
	}
	return true
}

// transportOf is the transport that a word names, "" for none.
func transportOf(s string) string {
	if len(s) < 2 || len(s) > 4 {
		return ""
	}
	t, _ := lowered(transports, s)
	return t
}

var transports = map[string]string{
	"udp": "udp", "tcp": "tcp", "tls": "tls", "ws": "ws", "wss": "wss", "sctp": "sctp", "ssl": "tls", "udp6": "udp", "tcp6": "tcp", "tls6": "tls",
}

// isAddress tells an address that is one beyond doubt: it has a port, and its
// host is a number, a name with dots or a redaction.
func isAddress(s string) bool {
	i := strings.LastIndexByte(s, ':')
	if i <= 0 || !isDigits(s[i+1:]) || len(s)-i > 6 {
		return false
	}
	host := s[:i]
	if host[0] == '[' {
		return strings.Count(host, ":") >= 2 && (!all(strings.ReplaceAll(strings.Trim(host, "[]"), ":", ""), classDigit) || numeric(host) != "")
	}
	return strings.IndexByte(host, '.') > 0 || strings.EqualFold(host, "localhost")
}
