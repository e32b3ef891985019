package auth

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// inboundInviteChallenged finds a call from a provider that the PBX asks to log in:
// it did not recognise the trunk, and a provider has no password for it.
func inboundInviteChallenged(c *rules.Case) *rules.Hit {
	if !inboundTrunk(c) || c.Hostile(c.Dialog) {
		return nil
	}
	challenge := c.Dialog.Decisive.Final
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence: []rules.Evidence{
			rules.Start(c.Dialog.Decisive.Request), rules.Start(challenge), rules.Header(challenge, challengeHeader(challenge)),
		},
		Fields: rules.Fields{
			"from": rules.Shown(c.Dialog.From), "to": rules.Shown(c.Dialog.Dialled), "code": strconv.Itoa(challenge.Code),
			"source": sourceOf(c.Dialog.Decisive.Request), "challenge": rules.Number(challenge),
		},
		Excludes: []string{"auth-wrong-password"},
	}
	switch parser.ProductOf(challenge.Product()).Family {
	case "asterisk", "freepbx", "issabel", "vitalpbx":
		h.Variant = "asterisk"
	case "3cx":
		h.Variant = "3cx"
	case "freeswitch", "fusionpbx":
		h.Variant = "freeswitch"
	}
	return h
}

// inboundTrunk tells a challenged call that came from a trunk rather than from a
// phone: it is from one number to another, the challenger is a PBX, and the sender
// never registers or logs in here.
func inboundTrunk(c *rules.Case) bool {
	d := c.Dialog
	if d.Kind != parser.Call || d.Outcome != parser.Challenged || d.Decisive.Request == nil {
		return false
	}
	invite, challenge := d.Decisive.Request, d.Decisive.Final
	if invite.Direction == "out" || !challengedByPBX(challenge) || logsInHere(c, invite) {
		return false
	}
	switch parser.ProductOf(invite.Product()).Role {
	case parser.RoleSBC, parser.RoleCarrier:
		return isDialled(invite)
	case parser.RolePhone, parser.RoleSoftphone, parser.RoleATA, parser.RoleScanner:
		return false
	case parser.RolePBX:
		// Two PBXs: only the log of the one that challenges tells that the call came in.
		return challenge.Direction == "out" && betweenNumbers(invite)
	}
	return betweenNumbers(invite)
}

// challengedByPBX tells a challenger by its product or, where it names none, by the
// realm that PBXs ship with.
func challengedByPBX(m *parser.Message) bool {
	product := parser.ProductOf(m.Product())
	switch product.Family {
	case "broadworks", "netsapiens", "kazoo":
		// Providers run these; only the platform's own log tells which side it is.
		return m.Direction == "out"
	}
	if product.Role != "" {
		return product.Role == parser.RolePBX
	}
	for _, c := range m.Challenges() {
		switch strings.ToLower(c.Realm) {
		case "asterisk", "3cxphonesystem", "freepbx", "freeswitch", "yeastar":
			return true
		}
	}
	return false
}

// logsInHere tells a host that registers or sends credentials in this trace.
func logsInHere(c *rules.Case, invite *parser.Message) bool {
	s := c.Trace.Sender(invite)
	return s != nil && (s.Registers || len(s.Logins) > 0)
}

func betweenNumbers(invite *parser.Message) bool {
	from := invite.From().URI.User
	return (rules.IsNumber(from) || strings.EqualFold(from, "anonymous")) && isDialled(invite)
}

// isDialled tells a Request-URI that names a telephone number.
func isDialled(invite *parser.Message) bool { return rules.IsNumber(invite.Target().User) }

func sourceOf(m *parser.Message) string {
	if m.Src != "" {
		return m.SourceHost()
	}
	if vias := m.Vias(); len(vias) > 0 {
		return vias[0].Host
	}
	return "the provider"
}
