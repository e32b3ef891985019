package lifecycle

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// cancelBranchDiffers finds a CANCEL with the number of a pending INVITE and
// another branch: it cancels nothing (RFC 3261 9.1).
func cancelBranchDiffers(c *rules.Case) *rules.Hit {
	m := missedCancel(c.Dialog, func(cancel, invite *parser.Transaction) bool {
		return cancel.CSeq == invite.CSeq && cancel.Branch != "" && invite.Branch != "" && cancel.Branch != invite.Branch
	})
	if m == nil {
		return nil
	}
	h := missedHit(c, m, "Via")
	h.Fields["invite_branch"], h.Fields["cancel_branch"] = m.invite.Branch, m.cancel.Branch
	return h
}

// missedHit shows the line of both requests that should agree and does not, and
// what came of it.
func missedHit(c *rules.Case, m *missed, header string) *rules.Hit {
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Header(m.invite.Request, header), rules.Header(m.cancel.Request, header)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "invite": rules.Number(m.invite.Request), "cancel": rules.Number(m.cancel.Request),
		},
	}
	if m.cancel.Final != nil {
		h.Evidence = append(h.Evidence, rules.Start(m.cancel.Final))
	} else {
		h.Variant = "unanswered"
	}
	if m.after != nil {
		h.Evidence = append(h.Evidence, rules.Start(m.after))
	}
	return h
}
