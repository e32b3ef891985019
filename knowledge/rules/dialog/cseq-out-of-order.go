package dialog

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// cseqOutOfOrder finds a request inside the call whose number is lower than that of an
// earlier one of the same side, and which was refused for it.
func cseqOutOfOrder(c *rules.Case) *rules.Hit {
	d := c.Dialog
	highest := map[parser.End]*parser.Transaction{}
	for _, m := range d.Messages {
		t := m.Tx
		if t == nil || t.Parent != nil || !m.IsRequest() || !m.First() || m != t.Request || t.Method == "ACK" || t.Method == "CANCEL" {
			continue
		}
		before := highest[t.End()]
		if before == nil || t.CSeq > before.CSeq {
			highest[t.End()] = t
			continue
		}
		if !t.InDialog || t.CSeq == before.CSeq || d.Restored || t.Code() != 500 && t.Code() != 400 && t.Code() != 481 {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Header(before.Request, "CSeq"), rules.Header(t.Request, "CSeq"), rules.Start(t.Final)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "method": t.Method, "request": rules.Number(t.Request), "earlier": rules.Number(before.Request),
				"number": strconv.Itoa(int(t.CSeq)), "highest": strconv.Itoa(int(before.CSeq)), "code": strconv.Itoa(t.Code()),
				"side": sideName(t.Side), "product": rules.Shown(t.Request.Product()),
			},
		}
		if t.Code() != 500 {
			h.Certainty = rules.Likely
		}
		return h
	}
	return nil
}
