package timers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// viaNoRport finds answers that went to the address or port in Via instead of the
// one that the request came from, because it did not ask for rport, and a request
// that was repeated for lack of them.
func viaNoRport(c *rules.Case) *rules.Hit {
	t := answeredInVain(c.Dialog, 1)
	if t == nil || t.Request.Src == "" || t.Request.Transport != "udp" {
		return nil
	}
	vias := t.Request.Vias()
	if len(vias) == 0 || vias[0].HasRPort {
		return nil
	}
	via := vias[0]
	for _, r := range t.Responses {
		if r.Dst == "" || r.Dst == t.Request.Src || !wentToVia(r, via, t.Request) {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Likely,
			Evidence:  []rules.Evidence{{Message: t.Request, Part: t.Request.Part, Line: via.Line, Text: viaLine(t.Request)}, rules.Start(r)},
			Fields: rules.Fields{
				"source": t.Request.Src, "goal": r.Dst, "method": t.Method, "sent": strconv.Itoa(t.Sendings()),
				"answer": rules.Number(r), "to": rules.Shown(c.Dialog.To),
			},
		}
	}
	return nil
}

// wentToVia tells whether the answer went where the letter of RFC 3261 18.2.2
// sends it: the port of Via at the address that the request came from, or at the
// address in Via.
func wentToVia(r *parser.Message, via parser.Via, request *parser.Message) bool {
	_, port := parser.SplitHostPort(via.SentBy())
	host, goal := parser.SplitHostPort(r.Dst)
	return goal == port && (host == request.SourceHost() || host == via.Host)
}

func viaLine(m *parser.Message) string {
	h, _ := m.Get("Via")
	return h.String()
}
