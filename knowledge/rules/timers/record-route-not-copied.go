package timers

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// recordRouteNotCopied finds a 200 without the Record-Route of its INVITE, both
// seen on one hop: the caller learns no route for ACK and BYE (RFC 3261 12.1.1).
func recordRouteNotCopied(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range d.Transactions {
		if t.Method != "INVITE" || t.InDialog || !t.OK() || t.Request == nil || !t.Request.Has("Record-Route") || t.Final.Has("Record-Route") || t.Request.Partial || t.Final.Partial {
			continue
		}
		sent := len(t.Resent(t.Final))
		goesOn, timed := d.GoesOn(t.Final)
		noACK := d.ACK == nil && len(t.ACKs) == 0 && !goesOnBy(d, t)
		if sent < 3 && !(noACK && timed && goesOn >= 8*time.Second) {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Header(t.Request, "Record-Route"), rules.Start(t.Final)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "invite": rules.Number(t.Request), "answer": rules.Number(t.Final),
				"route": routeOf(t.Request), "sent": strconv.Itoa(sent), "product": productOf(t.Final),
			},
		}
	}
	return nil
}

// goesOnBy tells whether the caller sent anything more inside the call: then it has its
// way, and its ACK was only not captured.
func goesOnBy(d *parser.Dialog, t *parser.Transaction) bool {
	for _, other := range d.Transactions {
		if other.InDialog && other.Request != nil && other.End() == t.End() {
			return true
		}
	}
	return false
}

func routeOf(m *parser.Message) string {
	return parser.ParseAddress(m.List("Record-Route")[0]).URI.HostPort()
}

func productOf(m *parser.Message) string {
	if product := m.Product(); product != "" {
		return product
	}
	return "the called device"
}
