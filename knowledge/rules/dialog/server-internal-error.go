package dialog

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// serverInternalError finds a refusal of the class "the server failed" that gives no
// reason. A 503, a timeout and a message that is too large have diagnoses of their own,
// and so has a 500 that only says: wait.
func serverInternalError(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Code != 500 && r.Answer.Code != 580 || c.Dialog.Traits&(parser.IsPing|parser.IsPageMessage) != 0 {
		return nil
	}
	if c.Worded(r.Answer) || c.Detour(r.Answer.Tx) != nil {
		return nil
	}
	if r.InDialog && r.Answer.Has("Retry-After") || mediaCause(r.Answer) || reusesNumber(c.Dialog, r) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "phrase": rules.Shown(r.Answer.Phrase), "method": r.Answer.Method,
			"host": hostOf(r.Answer), "answer": rules.Number(r.Answer), "call_id": c.Dialog.CallID,
		},
	}
	if r.Request == nil {
		// A wrong number or a crossing change, which 500 is sent for too, would show in it.
		h.Certainty = rules.Likely
	}
	if reasons := r.Answer.Reasons(); len(reasons) > 0 {
		h.Evidence = append(h.Evidence, rules.HeaderLine(r.Answer, reasons[0].Header))
	}
	return h
}

// reusesNumber tells a try with a login that has the number of the challenged one: a
// server may take it for the same and fail over it.
func reusesNumber(d *parser.Dialog, r *rules.Refused) bool {
	for _, t := range d.Transactions {
		if r.Login != nil && t != r.Answer.Tx && t.Method == r.Answer.Method && t.CSeq == r.Answer.CSeq && t.Final != nil && t.Final.IsChallenge() {
			return true
		}
	}
	return false
}

// mediaCause tells a Q.850 cause that names the reason better than the code does.
func mediaCause(m *parser.Message) bool {
	switch m.Q850() {
	case 0, 16, 31, 38, 41, 127:
		return false
	}
	return true
}

// hostOf names the sender of a message by its address or product.
func hostOf(m *parser.Message) string {
	if m.Src != "" {
		return m.SourceHost()
	}
	if product := m.Product(); product != "" {
		return product
	}
	return "the other side"
}
