package identity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// callerIDNotAllowed believes words, and the comparison with a call of the same trunk
// to the same number: an odd From alone makes the caller ID only a candidate, which
// other diagnoses rank.
func callerIDNotAllowed(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE", "MESSAGE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, ok := c.Meant(r.Answer, network.CallerIDNotAllowed, network.FromMismatch)
	if ok && rules.OfSyntax(r.Answer.Code, match.Text) {
		return nil
	}
	if !ok {
		return otherCallerWorks(c, r)
	}
	if match.Sense == network.FromMismatch && c.FromDiffers(r) {
		return nil
	}
	if _, anonymous := rules.Anonymous(r.Request); anonymous {
		return nil
	}
	h := c.Named(r, match)
	if r.Identity == "" && h.Variant == "worded" {
		h.Variant = "unseen"
	}
	if r.Request != nil {
		h.Evidence = append(h.Evidence, rules.Address(r.Request, r.IdentityHeader))
	}
	h.Excludes = []string{"account-no-credit", "destination-not-permitted"}
	if r.Login != nil {
		h.Excludes = append(h.Excludes, loginIsFine(r)...)
	}
	return h
}

// otherCallerWorks finds a bare refusal on a trunk without a login, on which the same
// number can be called with another caller ID. Where only another number was called
// with that one, the number may be what is not allowed.
func otherCallerWorks(c *rules.Case, r *rules.Refused) *rules.Hit {
	if r.Answer.Code != 403 && r.Answer.Code != 603 || r.Request == nil || r.Login != nil || r.Challenged || r.Rang || !c.Bare(r) {
		return nil
	}
	works := c.Elsewhere(r).OtherFrom
	if works == nil || c.Elsewhere(r).SameFrom != nil {
		return nil
	}
	same := c.Plan.Same(works.Dialled, c.Dialog.Dialled)
	if !same && dear(c, c.Dialog.Dialled) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely, Variant: "compared",
		Evidence: []rules.Evidence{
			rules.Start(r.Answer), rules.Address(r.Request, r.IdentityHeader), rules.Address(works.Invite().Request, "From"),
		},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.Dialled), "code": strconv.Itoa(r.Answer.Code), "identity": rules.Shown(r.Identity),
			"identity_header": r.IdentityHeader, "other": rules.Shown(works.From), "works": rules.Number(works.Invite().Request),
		},
		Excludes: []string{"account-no-credit", "destination-not-permitted"},
	}
	if !same {
		h.Certainty, h.Variant = rules.Possible, "loosely"
		h.Excludes, h.Alternatives = h.Excludes[:1], []string{"destination-not-permitted"}
	}
	return h
}
