package rules

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// Bond is what shows that two legs are one call.
type Bond uint8

// The bonds from the weakest up, apart from the times, which always agree, and from
// the host, which does unless a header of both legs or their SDP says the same.
const (
	NoBond Bond = iota
	SameCaller
	SameNumber
	SameParties
	SameMedia
	SameSession
)

// farLeg is an INVITE that is compared with those that it may pass on.
type farLeg struct {
	*parser.Transaction
	// sessions are the values of its session headers, named whether it has any.
	sessions [len(sessionHeaders)]string
	named    bool
}

func farLegOf(t *parser.Transaction) *farLeg {
	f := &farLeg{Transaction: t}
	f.sessions, f.named = sessionsOf(t.Request)
	return f
}

// bond is what shows that far is a leg of the call that came in by near, besides that
// it began while near was pending.
func (c *Case) bond(near *parser.Transaction, far *farLeg) Bond {
	a, b := near.Request, far.Request
	switch {
	case sameSender(a, b) && !sameBox(near, b):
		return NoBond
	case far.correlated(a):
		return SameSession
	case sameOrigin(a, b):
		return SameMedia
	case !oneBox(near, far.Transaction):
		return NoBond
	case sameMedia(a, b):
		return SameMedia
	}
	caller, called := c.sameCaller(a, b) || sameExtension(a, b), c.sameCalled(a, b)
	if called && Masked(b.Target().User) {
		// A mask stands for any number: that both legs ended as one must show it.
		called = endTogether(near, far.Transaction)
	}
	switch {
	case caller && called:
		return SameParties
	case called:
		return SameNumber
	case caller:
		return SameCaller
	}
	return NoBond
}

// sameSender tells two INVITEs of one host: two calls of a telephone, or two tries.
func sameSender(a, b *parser.Message) bool {
	if a.Src != "" && b.Src != "" {
		return a.SourceHost() == b.SourceHost()
	}
	return viaHost(a) != "" && strings.EqualFold(viaHost(a), viaHost(b))
}

// sameExtension tells whether two INVITEs come from the same number of whatever length.
func sameExtension(a, b *parser.Message) bool {
	digits, ok := parser.Digits(a.From().URI.User)
	return ok && len(digits) > 2 && a.From().URI.User == b.From().URI.User
}

// leastSessionID is the shortest session id that is taken for a unique one: some
// telephones count from 0.
const leastSessionID = 4

// sameOrigin tells whether two INVITEs offer the very same session: an o= line is
// unique to it (RFC 8866 5.2).
func sameOrigin(a, b *parser.Message) bool {
	if originSession(a.Body) != originSession(b.Body) {
		return false
	}
	x, y := a.SDP(), b.SDP()
	if x == nil || y == nil {
		return false
	}
	o, p := x.Origin, y.Origin
	return len(o.SessionID) >= leastSessionID && o.Addr != "" && o.User == p.User && o.SessionID == p.SessionID && o.Addr == p.Addr
}

// originSession is the user and the session id of the first o= line of a body, "" for
// none: nearly all pairs differ there, and need not be parsed.
func originSession(body string) string {
	_, line, ok := strings.Cut(body, "\no=")
	if !ok {
		return ""
	}
	user, rest, _ := strings.Cut(line, " ")
	id, _, _ := strings.Cut(rest, " ")
	return line[:min(len(line), len(user)+1+len(id))]
}

// sameMedia tells whether two INVITEs want their audio at the same place.
func sameMedia(a, b *parser.Message) bool {
	m, n := a.SDP().Audio(), b.SDP().Audio()
	return m != nil && n != nil && m.Addr != "" && m.Addr == n.Addr && m.Port > 9 && m.Port == n.Port
}

// sessionHeaders carry one value through all legs of a call: RFC 7989, RFC 7315, and
// what makers of PBXs and SBCs do of their own.
var sessionHeaders = [...]string{"Session-ID", "P-Charging-Vector", "Cisco-Guid", "Av-Global-Session-ID", "X-CID", "X-Call-ID"}

// sessionsOf are the values of these headers in an INVITE, "" for those that it lacks,
// and whether it has any: most have none, and need not be compared.
func sessionsOf(m *parser.Message) (values [len(sessionHeaders)]string, some bool) {
	for i, name := range sessionHeaders {
		values[i] = sessionOf(m, name)
		some = some || values[i] != ""
	}
	return values, some
}

// correlated tells whether a header of both INVITEs, or one of the far leg that names
// the Call-ID of the near one, says that they are one call.
func (f *farLeg) correlated(near *parser.Message) bool {
	if !f.named {
		return false
	}
	for i, name := range sessionHeaders {
		value := f.sessions[i]
		if value == "" {
			continue
		}
		if value == sessionOf(near, name) || strings.HasPrefix(name, "X-C") && value == near.CallID {
			return true
		}
	}
	return false
}

// sessionOf is the value of such a header that stays the same from leg to leg, ""
// where it has none.
func sessionOf(m *parser.Message, name string) string {
	value := m.Header(name)
	if name == "P-Charging-Vector" {
		for _, part := range strings.Split(value, ";") {
			if key, icid, ok := strings.Cut(strings.TrimSpace(part), "="); ok && strings.EqualFold(key, "icid-value") {
				return strings.Trim(icid, `"`)
			}
		}
		return ""
	}
	value, _, _ = strings.Cut(value, ";")
	if value = strings.TrimSpace(value); strings.Trim(value, "0") == "" {
		return "" // the null UUID of RFC 7989 4.1
	}
	return value
}
