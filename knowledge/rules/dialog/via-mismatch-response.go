package dialog

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// viaMismatchResponse finds an answer whose top Via is not that of the request, so
// that the sender takes it for another one's and goes on repeating.
func viaMismatchResponse(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range d.Transactions {
		if t.Request == nil || len(t.Responses) > 0 || t.Parent != nil || t.Method == "ACK" || t.Sendings() < 3 || t.Branch == "" {
			continue
		}
		answer := strayAnswer(d, t)
		if answer == nil {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Likely,
			Evidence:  []rules.Evidence{rules.Header(t.Request, "Via"), rules.Header(answer, "Via")},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "method": t.Method, "request": rules.Number(t.Request), "answer": rules.Number(answer), "host": hostOf(answer),
			},
		}
	}
	return nil
}

// strayAnswer is an answer with the number of t that fits no request of the trace and
// came to the sender of t.
func strayAnswer(d *parser.Dialog, t *parser.Transaction) *parser.Message {
	for _, other := range d.Transactions {
		if other == t || other.Request != nil || other.Method != t.Method || other.CSeq != t.CSeq || len(other.Responses) == 0 {
			continue
		}
		m := other.Responses[0]
		if m.Branch != "" && m.Branch != t.Branch && (m.Dst == "" || t.Request.Src == "" || m.Dst == t.Request.Src) && len(m.Vias()) == len(t.Request.Vias()) {
			return m
		}
	}
	return nil
}
