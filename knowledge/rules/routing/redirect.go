package routing

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// redirects are the 3xx of a call's INVITEs that name where to go.
func redirects(d *parser.Dialog) []*parser.Message {
	var all []*parser.Message
	for _, t := range d.Invites {
		if t.Code()/100 == 3 && t.Final.Has("Contact") {
			all = append(all, t.Final)
		}
	}
	return all
}

// targets are the addresses that a redirect names.
func targets(answer *parser.Message) []parser.URI {
	var all []parser.URI
	for _, value := range answer.List("Contact") {
		all = append(all, parser.ParseAddress(value).URI)
	}
	return all
}

// followed is the INVITE by which anybody tried one of the targets after the
// redirect: in the same dialog, or as a new call.
func followed(c *rules.Case, answer *parser.Message) (*parser.Transaction, parser.URI) {
	wanted := targets(answer)
	for _, d := range answer.Dialog.Around() {
		if d.Kind != parser.Call {
			continue
		}
		for _, t := range d.Invites {
			if t.Request == nil || t == answer.Tx || !after(answer, t.Request) {
				continue
			}
			for _, uri := range wanted {
				if sameTarget(c, t.Request.Target(), uri) {
					return t, uri
				}
			}
		}
	}
	return nil, parser.URI{}
}

func after(a, b *parser.Message) bool {
	if gap, timed := parser.Between(a, b); timed {
		return gap >= 0
	}
	return parser.Earlier(a, b)
}

// sameTarget compares by user: whoever follows a redirect may send it by way of its
// own provider. Without a user it is the host that counts.
func sameTarget(c *rules.Case, a, b parser.URI) bool {
	if b.User == "" {
		return a.Host != "" && a.Host == b.Host
	}
	return a.User != "" && c.Plan.Same(a.User, b.User)
}

// shown writes a target for a sentence.
func shown(uri parser.URI) string {
	switch {
	case uri.User != "" && uri.Host != "":
		return uri.User + "@" + uri.Host
	case uri.User != "":
		return uri.User
	}
	return rules.Shown(uri.Host)
}
