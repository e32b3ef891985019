package dialog

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// badExtension finds a request that demands an extension which the other side does
// not know, and that was not sent again without it. Replaces is a transfer's matter.
func badExtension(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Code != 420 || r.Answer.Lists("Unsupported", "replaces") {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "method": r.Answer.Method, "answer": rules.Number(r.Answer), "host": hostOf(r.Answer),
			"extension": "an extension",
		},
	}
	if name := r.Answer.Header("Unsupported"); name != "" {
		h.Fields["extension"] = name
		h.Evidence = append(h.Evidence, rules.Header(r.Answer, "Unsupported"))
	}
	demanded := demand(r.Request)
	if h.Fields["extension"] == "an extension" && demanded == nil {
		h.Variant = "unnamed"
	}
	h.Evidence = append(demanded, h.Evidence...)
	return h
}

// demand is the line in which a request demands extensions.
func demand(m *parser.Message) []rules.Evidence {
	for _, name := range []string{"Require", "Proxy-Require"} {
		if m != nil && m.Has(name) {
			return []rules.Evidence{rules.Header(m, name)}
		}
	}
	return nil
}
