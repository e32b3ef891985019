package nat

import (
	"net/netip"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// private tells an address that reaches no further than a site.
func private(host string) bool {
	switch parser.ClassOf(host) {
	case parser.HostPrivate, parser.HostLinkLocal:
		return true
	}
	return false
}

func public(host string) bool { return parser.ClassOf(host) == parser.HostPublic }

// acrossInternet tells whether what this side sent crossed the internet, as far as
// addresses prove it: its messages come from a public address or go to one, or the
// other side, without addresses in the input, speaks from a public one in its Via,
// Contact or SDP. Names prove nothing.
func acrossInternet(d *parser.Dialog, side parser.Side) bool {
	if seenPrivate(d, side) || loggedPrivate(d, side) || atFarHost(d, side) {
		return false
	}
	for _, m := range d.Messages {
		if m.Tx == nil || m.Tx.Parent != nil {
			continue
		}
		if m.Src != "" || m.Dst != "" {
			near, far := m.SourceHost(), m.TargetHost()
			if d.SideOf(m) != side {
				near, far = far, near
			}
			if near != "" || far != "" {
				return public(far) && (public(near) || near == "" || private(near)) || public(near) && !private(far)
			}
		}
	}
	return speaksPublic(d, side.Other())
}

// seenPrivate tells whether the other side itself received this side's messages from a
// private address, as the Via of its answers says (RFC 3261 18.2.1, RFC 3581 4): then
// no NAT stands between the two, whatever the other side's own address is.
func seenPrivate(d *parser.Dialog, side parser.Side) bool {
	for _, m := range d.Messages {
		if m.Tx == nil || m.Tx.Parent != nil || !m.IsResponse() || d.SideOf(m) == side {
			continue
		}
		if vias := m.Vias(); len(vias) == 1 && private(vias[0].Received) {
			return true
		}
	}
	return false
}

// loggedPrivate tells whether the log is the other side's own and has this side at a
// private address: then that side is reached there, without a NAT between the two.
func loggedPrivate(d *parser.Dialog, side parser.Side) bool {
	for _, m := range d.Messages {
		if m.Tx == nil || m.Tx.Parent != nil {
			continue
		}
		host := ""
		switch ours := d.SideOf(m) == side; {
		case ours && m.Direction == "in":
			host = m.SourceHost()
		case !ours && m.Direction == "out":
			if host = m.TargetHost(); host == "" && m.IsRequest() {
				host = m.Target().Host
			}
		}
		if private(host) {
			return true
		}
	}
	return false
}

// atFarHost tells a capture that was taken at the other side: its public host talks to
// further public ones there, and to this side at its private address.
func atFarHost(d *parser.Dialog, side parser.Side) bool {
	near, far := "", ""
	for _, m := range d.Messages {
		if m.Tx != nil && m.Tx.Parent == nil && m.Src != "" && m.Dst != "" {
			near, far = m.SourceHost(), m.TargetHost()
			if d.SideOf(m) != side {
				near, far = far, near
			}
			break
		}
	}
	if !private(near) || !public(far) {
		return false
	}
	further := false
	for _, other := range d.Around() {
		m := other.First()
		src, dst := m.SourceHost(), m.TargetHost()
		switch {
		case src == near && dst != far, dst == near && src != far:
			return false
		case src == far && dst != near && public(dst), dst == far && src != near && public(src):
			further = true
		}
	}
	return further
}

// speaksPublic tells whether a side names a public address of its own, and no
// private one, in a paste without addresses.
func speaksPublic(d *parser.Dialog, side parser.Side) bool {
	found := false
	for _, m := range d.Messages {
		if m.Tx == nil || m.Tx.Parent != nil || d.SideOf(m) != side {
			continue
		}
		var hosts []string
		if m.IsRequest() {
			hosts = append(hosts, parser.HostOf(m.SentBy))
		}
		if m.Has("Contact") {
			hosts = append(hosts, m.Contact().URI.Host)
		}
		if sdp := m.SDP(); sdp != nil {
			hosts = append(hosts, sdp.Addr)
		}
		for _, host := range hosts {
			if private(host) {
				return false
			}
			found = found || public(host)
		}
	}
	return found
}

// sameSite tells two addresses of one private network, by the prefix that sites
// use: /16 for IPv4, /48 for IPv6.
func sameSite(a, b string) bool {
	x, errX := netip.ParseAddr(strings.Trim(a, "[]"))
	y, errY := netip.ParseAddr(strings.Trim(b, "[]"))
	if errX != nil || errY != nil || x.Is4() != y.Is4() {
		return false
	}
	bits := 16
	if !x.Is4() {
		bits = 48
	}
	prefix, err := x.Prefix(bits)
	return err == nil && prefix.Contains(y)
}
