package dialog

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// malformedMessage finds a request with a fault of syntax that was refused with 400.
// Faults that copying and chat make are not judged.
func malformedMessage(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Code != 400 || r.Request == nil || r.Request.Partial || len(r.Request.Defects()) == 0 {
		return nil
	}
	defect := r.Request.Defects()[0]
	if strings.HasPrefix(defect.Problem, "Content-Length") {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.BodyLine(r.Request, defect.Line, defect.Text), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "method": r.Answer.Method, "problem": defect.Problem, "code": strconv.Itoa(r.Answer.Code),
			"request": rules.Number(r.Request), "answer": rules.Number(r.Answer), "product": rules.Shown(r.Request.Product()),
		},
	}
	if name, _, ok := strings.Cut(defect.Text, ":"); ok && name != "" && strings.Contains(strings.ToLower(r.Answer.Phrase), strings.ToLower(name)) {
		h.Certainty = rules.Certain
	}
	return h
}
