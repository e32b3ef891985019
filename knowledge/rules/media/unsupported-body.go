package media

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// unsupportedBody finds a 415 to a call whose body is more than SDP, and that did not
// go on without it.
func unsupportedBody(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range d.Transactions {
		if t.Parent != nil || t.Code() != 415 || t.Request == nil || t.Method != "INVITE" && t.Method != "UPDATE" || !t.InDialog && (d.Outcome == parser.Answered || d.Outcome == parser.Ongoing) {
			continue
		}
		kind := bodyType(t.Request)
		if kind == "application/sdp" || kind == "" {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Header(t.Request, "Content-Type"), rules.Start(t.Final)},
			Fields: rules.Fields{
				"method": t.Method, "to": rules.Shown(d.To), "kind": kind, "answer": rules.Number(t.Final), "request": rules.Number(t.Request),
				"takes": "another type",
			},
		}
		if accept := t.Final.Header("Accept"); accept != "" {
			h.Fields["takes"] = accept
			h.Evidence = append(h.Evidence, rules.Header(t.Final, "Accept"))
		}
		return h
	}
	return nil
}

// bodyType is the media type of a body in lower case, without parameters.
func bodyType(m *parser.Message) string {
	kind, _, _ := strings.Cut(m.Header("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(kind))
}
