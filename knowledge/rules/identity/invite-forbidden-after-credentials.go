package identity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// inviteForbiddenAfterCredentials finds a call that was refused without a reason
// although its login was taken and its numbers agree. Which of the usual causes it
// is, the trace cannot tell; it can put them in order.
func inviteForbiddenAfterCredentials(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Method != "INVITE" || !bareRefusal(c, r) {
		return nil
	}
	if authIDFromMismatchRejected(c) != nil || destinationNotPermitted(c) != nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Login(r.Login), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.Dialled), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer),
			"account": r.Account, "from_user": rules.Shown(r.From), "call_id": c.Dialog.CallID,
			"identity": rules.Shown(r.Identity), "identity_header": r.IdentityHeader,
		},
	}
	c.Wordless(h, r.Answer)
	elsewhere := c.Elsewhere(r)
	h.Alternatives = rankCauses(c, r, elsewhere)
	switch {
	case c.FromAgrees(r):
		h.Excludes = append(h.Excludes, "auth-id-from-mismatch-rejected")
	case rules.Masked(r.From) || rules.Masked(r.Account):
		h.Variant = "masked"
	case elsewhere.SameFrom != nil, elsewhere.SameMismatch != nil:
		h.Variant = "mismatch-works"
	default:
		h.Alternatives = append(h.Alternatives, "auth-id-from-mismatch-rejected")
		h.Variant = "other-from"
	}
	if elsewhere.SameFrom != nil || elsewhere.OtherFrom != nil {
		h.Excludes = append(h.Excludes, "account-no-credit")
	}
	if r.Login.Credentials.Verified == parser.Right {
		h.Excludes = append(h.Excludes, "auth-wrong-password")
	}
	if r.Downstream() {
		h.Certainty, h.Variant = rules.Possible, "downstream"
	}
	if r.OwnPBX() {
		h.Variant, h.Alternatives = "pbx", nil
		h.Fields["by"] = r.Answer.Product()
	}
	return h
}

// rankCauses orders the usual causes of a bare refusal by what the call itself and
// the other calls of the trace say.
func rankCauses(c *rules.Case, r *rules.Refused, elsewhere rules.Elsewhere) []string {
	const credit, destination, caller = "account-no-credit", "destination-not-permitted", "caller-id-not-allowed"
	switch {
	case elsewhere.SameFrom != nil:
		return []string{destination}
	case elsewhere.OtherFrom != nil:
		return []string{caller, destination}
	case r.Answer.Code == 603 && !(c.Network.Policies.DeclineMayMeanNoCredit && c.PolicyBinds(r.Answer)):
		return []string{destination, caller, credit}
	case !rules.IsNumber(r.Identity) && !rules.Masked(r.Identity):
		return []string{caller, credit, destination}
	case dear(c, c.Dialog.Dialled) && !othersRefused(c, r):
		return []string{destination, credit, caller}
	}
	return []string{credit, destination, caller}
}

// othersRefused tells whether two more calls of this sender, to numbers of other
// kinds too, were refused alike: then it is not this destination.
func othersRefused(c *rules.Case, r *rules.Refused) bool {
	n := 0
	for _, d := range c.Dialog.Around() {
		m := d.Refusal()
		if d == c.Dialog || m == nil || m.Code != r.Answer.Code || d.Kind != parser.Call || dear(c, d.Dialled) || !c.Plan.Same(d.From, r.From) {
			continue
		}
		n++
	}
	return n >= 2
}
