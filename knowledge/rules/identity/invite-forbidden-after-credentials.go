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
	if r == nil || r.Answer.Method != "INVITE" || r.Answer.Code == 404 || !bareRefusal(c, r) {
		return nil
	}
	if authIDFromMismatchRejected(c) != nil {
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
	h.Alternatives = rankCauses(c, r)
	if c.Plan.Same(r.From, r.Account) {
		h.Excludes = append(h.Excludes, "auth-id-from-mismatch-rejected")
	} else {
		h.Alternatives = append(h.Alternatives, "auth-id-from-mismatch-rejected")
		h.Variant = "other-from"
	}
	if r.Login.Credentials.Verified == parser.Right {
		h.Excludes = append(h.Excludes, "auth-wrong-password")
	}
	if r.Downstream() {
		h.Variant = "downstream"
	}
	return h
}

// rankCauses orders the usual causes of a bare refusal by what the call itself and
// the other calls of the trace say.
func rankCauses(c *rules.Case, r *rules.Refused) []string {
	credit, destination, caller := "account-no-credit", "destination-not-permitted", "caller-id-not-allowed"
	elsewhere := c.Elsewhere(r)
	switch {
	case elsewhere.SameFrom != nil:
		return []string{destination}
	case elsewhere.OtherFrom != nil:
		return []string{caller, destination}
	case !rules.IsNumber(r.Identity):
		return []string{caller, credit, destination}
	case c.Premium(c.Dialog.Dialled):
		return []string{destination, credit, caller}
	}
	return []string{credit, destination, caller}
}
