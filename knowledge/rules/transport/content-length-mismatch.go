package transport

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// contentLengthMismatch finds a request whose length is not that of its body, in a
// capture that has it byte for byte, and that was refused with 400; or a refusal that
// names the length. An edited paste proves nothing.
func contentLengthMismatch(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Code != 400 || r.Request == nil {
		return nil
	}
	said := strings.Contains(strings.ToLower(r.Answer.Phrase), "content-length") || strings.Contains(strings.ToLower(r.Answer.Phrase), "content length")
	if !said && !wrongLength(r.Request) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Header(r.Request, "Content-Length"), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "method": r.Answer.Method, "request": rules.Number(r.Request), "answer": rules.Number(r.Answer),
		},
	}
	if said {
		h.Variant = "said"
	}
	return h
}

func wrongLength(m *parser.Message) bool {
	for _, d := range m.Defects() {
		if m.Exact && !m.Partial && strings.HasPrefix(d.Problem, "Content-Length") {
			return true
		}
	}
	return false
}
