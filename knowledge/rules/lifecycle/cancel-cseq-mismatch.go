package lifecycle

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// cancelCSeqMismatch finds a CANCEL whose number is not that of the pending INVITE
// (RFC 3261 9.1). An INVITE that was challenged is no longer pending.
func cancelCSeqMismatch(c *rules.Case) *rules.Hit {
	m := missedCancel(c.Dialog, func(cancel, invite *parser.Transaction) bool {
		sameBranch := cancel.Branch != "" && cancel.Branch == invite.Branch
		return cancel.CSeq != invite.CSeq && (sameBranch || !pendingNumber(c.Dialog, cancel))
	})
	if m == nil {
		return nil
	}
	h := missedHit(c, m, "CSeq")
	h.Fields["invite_number"], h.Fields["cancel_number"] = strconv.Itoa(int(m.invite.CSeq)), strconv.Itoa(int(m.cancel.CSeq))
	return h
}

// pendingNumber tells whether an INVITE with the CANCEL's own number is pending.
func pendingNumber(d *parser.Dialog, cancel *parser.Transaction) bool {
	for _, t := range d.Transactions {
		if t.Method == "INVITE" && t.CSeq == cancel.CSeq && t.Pending(cancel.Request) {
			return true
		}
	}
	return false
}
