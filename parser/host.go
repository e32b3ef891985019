package parser

import (
	"net/netip"
	"strconv"
	"strings"
)

// SplitHostPort cuts "host:port", "[v6]:port" or a bare host; port is 0 where
// none is given. A bare IPv6 address is a host.
func SplitHostPort(s string) (host string, port int) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "[") {
		inside, rest, _ := strings.Cut(s[1:], "]")
		port, _ = decimal(strings.TrimPrefix(rest, ":"))
		return inside, port
	}
	i := strings.LastIndexByte(s, ':')
	if i < 0 || strings.IndexByte(s, ':') != i {
		return s, 0
	}
	port, ok := decimal(strings.TrimSpace(s[i+1:]))
	if !ok {
		return s, 0
	}
	return strings.TrimSpace(s[:i]), port
}

// JoinHostPort is "host:port" with brackets around IPv6.
func JoinHostPort(host string, port int) string {
	if strings.IndexByte(host, ':') >= 0 {
		return "[" + host + "]:" + strconv.Itoa(port)
	}
	return host + ":" + strconv.Itoa(port)
}

// HostOf is the host of a "host:port".
func HostOf(hostport string) string {
	// Nearly all are plain, and it is asked of every message.
	if i := strings.IndexByte(hostport, ':'); i > 0 && isPort(hostport[i+1:]) && hostport[0] != ' ' && hostport[0] != '[' {
		return hostport[:i]
	}
	host, _ := SplitHostPort(hostport)
	return host
}

func isPort(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 5
}

// HostClass tells how far an address reaches.
type HostClass uint8

// The classes of a host. The documentation ranges of RFC 5737 and 3849 count as
// public: that is what they stand for.
const (
	// HostUnknown: a name, a redaction, or nothing. Never judged.
	HostUnknown HostClass = iota
	HostPublic
	// HostPrivate: RFC 1918, RFC 6598 (100.64/10), RFC 4193.
	HostPrivate
	HostLinkLocal
	HostLoopback
	// HostUnspecified: 0.0.0.0 or ::.
	HostUnspecified
	HostMulticast
)

var sharedSpace = netip.MustParsePrefix("100.64.0.0/10")

// ClassOf classifies a host without port. Only a well-formed address is ever
// called anything but unknown.
func ClassOf(host string) HostClass {
	if host == "" || host[0] > 'f' && host[0] != '[' {
		return HostUnknown
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	if err != nil {
		return HostUnknown
	}
	addr = addr.Unmap()
	switch {
	case addr.IsUnspecified():
		return HostUnspecified
	case addr.IsLoopback():
		return HostLoopback
	case addr.IsLinkLocalUnicast():
		return HostLinkLocal
	case addr.IsMulticast():
		return HostMulticast
	case addr.IsPrivate(), addr.Is4() && sharedSpace.Contains(addr):
		return HostPrivate
	}
	return HostPublic
}
