package security

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// digestLeakAttempt finds a caller who lets a phone answer and hang up, asks for a
// login at that BYE, and so gets a digest to guess the phone's password from. A
// server of the phone's own challenges the calls that the phone places too, or is
// where it registers.
func digestLeakAttempt(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, l := range d.Logins() {
		bye := l.Request
		if bye.Method != "BYE" || bye.Tx.Side != parser.Callee || l.OfferedBy == nil {
			continue
		}
		invite := d.Invite()
		if invite == nil || invite.Request == nil || !stranger(c, invite.Request, l) {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Likely,
			Evidence: []rules.Evidence{
				rules.Start(invite.Request), rules.Start(l.OfferedBy), rules.HeaderLine(l.OfferedBy, l.Offered.Header), rules.Login(l),
			},
			Fields: strangerFields(invite.Request, 1),
		}
		h.Fields["account"], h.Fields["realm"] = rules.Shown(l.Credentials.Username), rules.Shown(l.Offered.Realm)
		h.Fields["code"], h.Fields["login"] = strconv.Itoa(l.OfferedBy.Code), rules.Number(bye)
		return h
	}
	return nil
}

// stranger tells a caller that is not the phone's own server: a public address at
// which the phone did not register and to which it placed no call, that did not
// come over a proxy, and that is no known switch.
func stranger(c *rules.Case, invite *parser.Message, leak *parser.Login) bool {
	if parser.ClassOf(invite.SourceHost()) != parser.HostPublic || len(invite.Vias()) > 1 || invite.Has("Record-Route") {
		return false
	}
	// A call from a number comes from a provider, one from a name of the realm from
	// the realm's own server.
	from := invite.From().URI
	if rules.IsNumber(from.User) || rules.Masked(from.User) || strings.HasSuffix(strings.ToLower(from.Host), strings.ToLower(leak.Offered.Realm)) {
		return false
	}
	switch parser.ProductOf(invite.Product()).Role {
	case parser.RolePBX, parser.RoleSBC, parser.RoleProxy, parser.RoleCarrier:
		return false
	}
	host := invite.SourceHost()
	for _, d := range c.Dialog.Around() {
		m := d.Request()
		if m != nil && m.TargetHost() == host && (m.Method == "REGISTER" || m.Method == "INVITE" && m.ToTag == "") {
			return false
		}
	}
	return leak.Credentials.HasResponse
}
