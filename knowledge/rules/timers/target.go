package timers

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// wrongTarget is what stands in the Request-URI of a request inside the call
// instead of the other side's Contact.
type wrongTarget string

// What is taken for the Contact by mistake.
const (
	ownAddress     wrongTarget = "own"
	routeHost      wrongTarget = "route"
	originalTarget wrongTarget = "original"
)

// aimedWrong tells whether a request of the caller's inside the call is not for
// the Contact of the 2xx (RFC 3261 12.2.1.1) but for one of the addresses that are
// mistaken for it. A Contact that NAT helpers replaced, a strict router, or names
// that may be the same host are no mistake.
func aimedWrong(d *parser.Dialog, m *parser.Message) (wrongTarget, bool) {
	invite := d.Answer.Tx.Request
	contact := d.Answer.Contact().URI
	uri := m.Target()
	if invite == nil || contact.Host == "" || uri.Host == "" || m.Partial || d.Answer.Partial || strictRouter(m) || strictRouter(d.Answer) {
		return "", false
	}
	if uri.HostPort() == contact.HostPort() || strings.EqualFold(uri.Host, contact.Host) {
		return "", false
	}
	unplaced := d.Answer.Src == "" && invite.Dst == ""
	if private(contact.Host) && (uri.Host == d.Answer.SourceHost() || uri.Host == invite.TargetHost() || unplaced && uri.Host == invite.Target().Host) {
		return "", false
	}
	switch {
	case uri.HostPort() == invite.Contact().URI.HostPort(), invite.Src != "" && uri.HostPort() == invite.Src:
		return ownAddress, true
	case namesRoute(d.Answer, uri):
		return routeHost, true
	case uri.User == invite.Target().User && strings.EqualFold(uri.Host, invite.Target().Host):
		return originalTarget, true
	}
	return "", false
}

func private(host string) bool {
	switch parser.ClassOf(host) {
	case parser.HostPrivate, parser.HostLinkLocal, parser.HostLoopback:
		return true
	}
	return false
}

// strictRouter tells whether a Route or Record-Route lacks lr: then the Request-URI
// is the next hop by design (RFC 3261 16.6).
func strictRouter(m *parser.Message) bool {
	for _, name := range []string{"Route", "Record-Route"} {
		for _, value := range m.List(name) {
			if _, loose := parser.ParseAddress(value).URI.Param("lr"); !loose {
				return true
			}
		}
	}
	return false
}

func namesRoute(answer *parser.Message, uri parser.URI) bool {
	for _, value := range answer.List("Record-Route") {
		if parser.ParseAddress(value).URI.HostPort() == uri.HostPort() {
			return true
		}
	}
	return false
}
