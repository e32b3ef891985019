package lifecycle

import (
	"github.com/sipwhy/sipwhy/parser"
)

// missed is a CANCEL that found no INVITE to cancel although one was pending, with
// that INVITE: refused with 481 or unanswered, while the call went on.
type missed struct {
	cancel, invite *parser.Transaction
	// after is what the INVITE brought after the CANCEL, nil where nothing.
	after *parser.Message
}

// missedCancel finds one whose INVITE fits. Where the CANCEL was seen on another
// hop than the INVITE, its branch is that hop's own and says nothing.
func missedCancel(d *parser.Dialog, fits func(cancel, invite *parser.Transaction) bool) *missed {
	for _, t := range d.Transactions {
		if t.Method != "CANCEL" || t.Request == nil || t.Cancels != nil || t.Request.Partial || t.Final != nil && t.Code() != 481 {
			continue
		}
		for _, invite := range d.Transactions {
			if invite.Method != "INVITE" || invite.InDialog || invite.Request == nil || !fits(t, invite) || !sameHop(t.Request, invite.Request) || !invite.Pending(t.Request) {
				continue
			}
			m := &missed{cancel: t, invite: invite, after: broughtAfter(d, invite, t.Request)}
			if t.Final != nil || m.after != nil && len(t.Responses) == 0 {
				return m
			}
		}
	}
	return nil
}

// sameHop tells two requests of one sender on one hop.
func sameHop(a, b *parser.Message) bool {
	return a.SentBy == b.SentBy && a.FromTag == b.FromTag && (a.Src == "" || b.Src == "" || a.Src == b.Src && a.Dst == b.Dst) && len(a.Vias()) == len(b.Vias())
}

// broughtAfter is the first response of ringing or answer to the INVITE after m.
func broughtAfter(d *parser.Dialog, invite *parser.Transaction, m *parser.Message) *parser.Message {
	after := false
	for _, other := range d.Messages {
		switch {
		case other == m:
			after = true
		case after && other.Tx == invite && other.Code > 100 && other.Code < 300:
			return other
		}
	}
	return nil
}
