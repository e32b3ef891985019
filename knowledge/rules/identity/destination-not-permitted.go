package identity

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// destinationNotPermitted finds words that name the destination or, without any, a
// bare refusal of an international or premium number while an ordinary call of the
// same caller gets through.
func destinationNotPermitted(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	if match, ok := c.Meant(r.Answer, network.DestinationBlocked); ok {
		h := c.Named(r, match)
		h.Excludes = []string{"account-no-credit", "auth-id-from-mismatch-rejected"}
		return h
	}
	return barredAlone(c, r)
}

// barredAlone is the comparison with the sender's other calls. On a trunk without a
// login, also an ordinary number that alone is refused may be one that is not allowed.
func barredAlone(c *rules.Case, r *rules.Refused) *rules.Hit {
	if r.Answer.Code != 403 && r.Answer.Code != 603 || r.Rang || !c.Bare(r) {
		return nil
	}
	kind := dear(c, c.Dialog.Dialled)
	if !kind && (r.Answer.Code != 403 || r.Login != nil || r.Challenged) {
		return nil
	}
	works := c.Elsewhere(r).SameFrom
	if works == nil || dear(c, works.Dialled) || works.Invite() == nil || works.Invite().Request == nil || c.Plan.Same(works.Dialled, c.Dialog.Dialled) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely, Variant: "compared",
		Evidence: []rules.Evidence{rules.Start(r.Answer), rules.Start(works.Invite().Request)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.Dialled), "code": strconv.Itoa(r.Answer.Code), "other": rules.Shown(works.Dialled),
			"call_id": c.Dialog.CallID,
		},
		Excludes: []string{"account-no-credit", "auth-id-from-mismatch-rejected"},
	}
	if !kind && !strings.EqualFold(r.Request.Target().Host, works.Invite().Request.Target().Host) {
		// Another trunk, or the same one under another name.
		return nil
	}
	if !kind {
		h.Certainty, h.Variant, h.Excludes = rules.Possible, "loosely", h.Excludes[:1]
	}
	return h
}

// dear tells a number of a kind that accounts are often not allowed to call.
func dear(c *rules.Case, user string) bool { return c.International(user) || c.Premium(user) }
