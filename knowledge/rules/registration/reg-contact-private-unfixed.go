package registration

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// regContactPrivateUnfixed finds a registrar that stored a private address as it
// came, although the REGISTER arrived from a public one and nothing shows that the
// registrar saw the difference.
func regContactPrivateUnfixed(c *rules.Case) *rules.Hit {
	for _, t := range c.Dialog.Roots("REGISTER") {
		if !t.OK() || t.Request == nil || !storedPrivate(t) {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Possible,
			Evidence:  []rules.Evidence{rules.Address(t.Request, "Contact"), rules.Header(t.Final, "Via"), rules.Header(t.Final, "Contact")},
			Fields: rules.Fields{
				"account": account(c.Dialog), "contact": t.Request.Contact().URI.HostPort(), "source": t.Request.Src, "answer": rules.Number(t.Final),
			},
		}
		if call := failedTo(c, t.Request.Contact().URI); call != nil {
			h.Certainty, h.Variant = rules.Likely, "failed"
			h.Evidence = append(h.Evidence, rules.Start(call))
			h.Fields["call"] = rules.Number(call)
			h.Dialogs = []*parser.Dialog{c.Dialog, call.Dialog}
		}
		return h
	}
	return nil
}

func storedPrivate(t *parser.Transaction) bool {
	contact := t.Request.Contact().URI
	vias := t.Final.Vias()
	switch {
	case !private(contact.Host), parser.ClassOf(t.Request.SourceHost()) != parser.HostPublic, private(t.Request.TargetHost()):
		return false
	case len(vias) != 1, vias[0].Received != "" || vias[0].RPort != 0:
		return false
	case t.Request.Has("Path"), t.Request.Lists("Supported", "outbound") && t.Request.Lists("Require", "outbound"), t.Final.Lists("Require", "outbound"):
		return false
	}
	for _, b := range t.Final.Bindings() {
		if b.Address.URI.SamePlace(contact) && b.Address.Params != "" {
			_, fixed := b.Address.Param("received")
			return !fixed
		}
		if b.Address.URI.SamePlace(contact) {
			return true
		}
	}
	return false
}

func private(host string) bool { return parser.ClassOf(host) == parser.HostPrivate }

// failedTo is a call that was sent to this contact and did not get through.
func failedTo(c *rules.Case, contact parser.URI) *parser.Message {
	for _, d := range c.Dialog.Around() {
		if d.Kind != parser.Call || len(d.Invites) == 0 {
			continue
		}
		for _, t := range d.Transactions {
			if t.Method == "INVITE" && !t.InDialog && t.Request != nil && t.Request.Target().SamePlace(contact) && len(t.Responses) == 0 && t.Sendings() >= fewSendings {
				return t.Request
			}
		}
	}
	return nil
}
