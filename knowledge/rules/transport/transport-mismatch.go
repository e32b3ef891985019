package transport

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// transportMismatch finds a side that speaks over one transport and asks in its
// Contact for another one, at which a request inside the call then found nobody.
func transportMismatch(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Answer == nil || d.Answer.Has("Record-Route") {
		return nil
	}
	for _, t := range d.Ignored("") {
		if !t.InDialog {
			continue
		}
		m := d.Answer
		if t.Side == d.Answer.Tx.Side.Other() {
			m = d.Answer.Tx.Request
		}
		if m == nil || m.Transport == "" {
			continue
		}
		asked := asksFor(m)
		if asked == "" || asked == m.Transport || asked == "tls" && m.Transport == "wss" {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Likely,
			Evidence:  []rules.Evidence{rules.Header(m, "Contact"), rules.Start(t.Request)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "message": rules.Number(m), "asked": strings.ToUpper(asked), "spoken": strings.ToUpper(m.Transport),
				"method": t.Method, "request": rules.Number(t.Request),
			},
		}
	}
	return nil
}

// asksFor is the transport that a Contact names, "" where it names none.
func asksFor(m *parser.Message) string {
	uri := m.Contact().URI
	if transport, ok := uri.Param("transport"); ok {
		return strings.ToLower(transport)
	}
	if uri.Scheme == "sips" {
		return "tls"
	}
	return ""
}
