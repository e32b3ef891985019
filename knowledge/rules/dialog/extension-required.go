package dialog

import "github.com/sipwhy/sipwhy/knowledge/rules"

// extensionRequired finds a 421: the other side insists on an extension.
func extensionRequired(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Code != 421 || c.Worded(r.Answer) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "method": r.Answer.Method, "answer": rules.Number(r.Answer), "host": hostOf(r.Answer),
			"extension": "an extension that it does not name",
		},
	}
	if name := r.Answer.Header("Require"); name != "" {
		h.Fields["extension"] = name
		h.Evidence = append(h.Evidence, rules.Header(r.Answer, "Require"))
	}
	return h
}
