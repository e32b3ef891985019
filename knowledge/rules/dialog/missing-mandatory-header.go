package dialog

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// missingMandatoryHeader finds a request that lacks a header that every one must have
// and that was refused with 400. In a paste the line may have been lost in copying.
func missingMandatoryHeader(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Code != 400 || r.Request == nil || r.Request.Partial {
		return nil
	}
	missing := absent(r.Request)
	if len(missing) == 0 {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Possible,
		Evidence:  []rules.Evidence{rules.Start(r.Request), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "method": r.Answer.Method, "missing": strings.Join(missing, ", "), "code": strconv.Itoa(r.Answer.Code),
			"request": rules.Number(r.Request), "answer": rules.Number(r.Answer), "product": rules.Shown(r.Request.Product()),
		},
	}
	said := false
	for _, name := range missing {
		said = said || strings.Contains(strings.ToLower(r.Answer.Phrase), strings.ToLower(name))
	}
	if r.Request.Exact || said {
		h.Certainty = rules.Certain
	}
	return h
}

// absent names the mandatory headers that a request lacks (RFC 3261 8.1.1).
func absent(m *parser.Message) []string {
	var missing []string
	for _, name := range []string{"Via", "From", "To", "Call-ID", "CSeq", "Max-Forwards"} {
		if !m.Has(name) {
			missing = append(missing, name)
		}
	}
	if m.Method == "INVITE" && !m.Has("Contact") {
		missing = append(missing, "Contact")
	}
	return missing
}
