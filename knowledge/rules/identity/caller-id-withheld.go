package identity

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// callerIDWithheld explains a call whose number is hidden by the caller's own
// wish; the provider still knows it where P-Asserted-Identity carries it.
func callerIDWithheld(c *rules.Case) *rules.Hit {
	if len(c.Dialog.Invites) == 0 {
		return nil
	}
	invite := c.Dialog.Invites[0].Request
	withheld, ok := rules.Anonymous(invite)
	if !ok {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{withheld},
		Fields:    rules.Fields{"to": rules.Shown(c.Dialog.To), "invite": rules.Number(invite)},
	}
	if invite.Has("P-Asserted-Identity") || invite.Has("P-Preferred-Identity") {
		user, header := rules.Identity(invite)
		h.Evidence = append(h.Evidence, rules.Address(invite, header))
		h.Variant = "known"
		h.Fields["identity"], h.Fields["identity_header"] = rules.Shown(user), header
	}
	return h
}
