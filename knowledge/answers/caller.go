package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// callerAsked answers who called.
func callerAsked(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := d.Request()
	if m == nil {
		m = d.First()
	}
	f := rules.Fields{"n": rules.Number(m), "from": rules.Shown(d.From), "display": nothing, "source": ""}
	if display := m.From().Display; display != "" {
		f["display"] = ` ("` + display + `")`
	}
	if m.Src != "" && m.IsRequest() {
		f["source"] = m.SourceHost() + productClause(m.Product())
	}
	return say("from", f).of(d, m)
}
