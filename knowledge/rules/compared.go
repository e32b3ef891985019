package rules

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// Elsewhere compares a refused call with the calls of the same sender and account in
// the same trace that got through.
type Elsewhere struct {
	// SameFrom is a call with the same From to another number, OtherFrom one with
	// another From, SameMismatch one whose From differed from its account too.
	SameFrom, OtherFrom, SameMismatch *parser.Dialog
}

// Elsewhere finds calls that got through.
func (c *Case) Elsewhere(r *Refused) Elsewhere {
	var e Elsewhere
	if r.Request == nil {
		return e
	}
	for _, d := range c.Dialog.Around() {
		if d == c.Dialog || d.Kind != parser.Call || !through(d) || len(d.Invites) == 0 || d.Invites[0].Request == nil {
			continue
		}
		invite := d.Invite().Request
		if invite == nil || invite.Src != r.Request.Src || invite.Dst != r.Request.Dst || OtherAccount(d, r) {
			continue
		}
		if c.Plan.Same(d.From, r.From) {
			e.SameFrom = d
		} else {
			e.OtherFrom = d
		}
		for _, l := range d.Logins() {
			if l.Accepted() && !c.Plan.Same(l.Request.From().URI.User, l.Credentials.Username) {
				e.SameMismatch = d
			}
		}
	}
	return e
}

// OtherAccount tells a dialog that logs in with another account than a refused request:
// what is allowed to one says nothing of the other.
func OtherAccount(d *parser.Dialog, r *Refused) bool {
	if r.Login == nil {
		return false
	}
	logins := d.Logins()
	return len(logins) > 0 && !slices.ContainsFunc(logins, func(l *parser.Login) bool {
		return l.Credentials.Username == r.Login.Credentials.Username
	})
}

// through tells whether a call got past the provider's checks: it rang or was
// answered.
func through(d *parser.Dialog) bool {
	return d.Outcome == parser.Answered || d.Ringing != nil
}

// OtherHost is a call or registration of the same sender with the same server that
// works and that names the server differently from the refused request, which has
// no login. Nil without one, or where requests to the refused name work as well.
func (c *Case) OtherHost(r *Refused) *parser.Message {
	if r.Request == nil || r.Login != nil || r.Challenged {
		return nil
	}
	mine := r.Request.Target().Host
	var other *parser.Message
	for _, d := range c.Dialog.Around() {
		call := d.Kind == parser.Call && through(d)
		if d == c.Dialog || !call && d.Outcome != parser.Registered || d.Decisive == nil {
			continue
		}
		m := d.Decisive.Request
		if m == nil || m.Dst == "" || m.SourceHost() != r.Request.SourceHost() || m.Dst != r.Request.Dst {
			continue
		}
		switch host := m.Target().Host; {
		case strings.EqualFold(host, mine):
			return nil
		case host != "" && parser.ClassOf(host) == parser.HostUnknown && other == nil:
			other = m
		}
	}
	return other
}
