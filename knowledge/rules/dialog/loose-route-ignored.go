package dialog

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// looseRouteIgnored finds a request of the caller inside the call that leaves out the
// Route although the answer set one, and that then missed the other side: the answer
// came again after the ACK, or nothing came back.
func looseRouteIgnored(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Answer.Tx.Parent != nil || d.Answer.Partial || !d.Answer.Has("Record-Route") || d.Answer.Tx.Request == nil {
		return nil
	}
	for _, m := range astray(d) {
		if m.Has("Route") || m.Partial || behindProxies(d, m) {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Header(d.Answer, "Record-Route"), rules.Start(m)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "method": m.Method, "request": rules.Number(m), "answer": rules.Number(d.Answer),
				"proxy": parser.ParseAddress(d.Answer.List("Record-Route")[0]).URI.HostPort(), "product": rules.Shown(m.Product()),
			},
		}
	}
	return nil
}

// astray are the caller's requests inside the call that missed the other side.
func astray(d *parser.Dialog) []*parser.Message {
	var all []*parser.Message
	if d.ACK != nil {
		after, again := false, 0
		for _, m := range d.Messages {
			switch {
			case m == d.ACK:
				after = true
			case after && m.RetransmissionOf == d.Answer.N && !m.Copy:
				again++
			}
		}
		if again >= 2 {
			all = append(all, d.ACK)
		}
	}
	for _, t := range d.Ignored("") {
		if t.InDialog && t.Side == d.Answer.Tx.Side {
			all = append(all, t.Request)
		}
	}
	return all
}

// behindProxies tells a request that was seen after the last proxy, which has taken
// its own Route out: it came from one of the recorded proxies.
func behindProxies(d *parser.Dialog, m *parser.Message) bool {
	for _, value := range d.Answer.List("Record-Route") {
		if m.Src != "" && strings.EqualFold(parser.ParseAddress(value).URI.Host, m.SourceHost()) {
			return true
		}
	}
	return false
}
