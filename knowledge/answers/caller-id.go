package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// identityHeaders are the headers that may carry a caller's number, in the order
// in which networks usually believe them, and what moved the call (RFC 3325,
// RFC 5806, RFC 7044).
var identityHeaders = []string{"From", "P-Preferred-Identity", "P-Asserted-Identity", "Remote-Party-ID", "Diversion", "History-Info", "Privacy"}

// callerID answers which caller number is presented, header by header.
func callerID(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := d.Request()
	if t := d.Invite(); t != nil && t.Request != nil {
		m = t.Request
	}
	if m == nil {
		m = d.First()
	}
	user, header := rules.Identity(m)
	f := rules.Fields{"n": rules.Number(m), "from": rules.Shown(m.From().URI.User), "user": user, "header": header, "display": nothing}
	if display := m.From().Display; display != "" {
		f["display"] = ` with the name "` + display + `"`
	}
	r := say("from-only", f).of(d, m)
	for _, name := range identityHeaders {
		if m.Has(name) {
			r.evidence = append(r.evidence, rules.Address(m, name))
		}
	}
	switch {
	case anonymous(m):
		r.key = "anonymous"
	case header != "From" && header != "" && !(parser.NumberPlan{}).Same(user, m.From().URI.User):
		r.key = "differ"
	case header != "From" && header != "":
		r.key = "same"
	}
	if s.q.has("forward") {
		if m.Has("Diversion") || m.Has("History-Info") {
			r.key = "diverted"
		} else {
			r.key, r.evidence = "not-diverted", nil
		}
	}
	return r
}

// anonymous tells a caller who withholds the number (RFC 3323).
func anonymous(m *parser.Message) bool {
	from := m.From()
	privacy := strings.ToLower(m.Header("Privacy"))
	return strings.Contains(strings.ToLower(from.URI.User), "anonymous") || strings.Contains(privacy, "id") || strings.HasSuffix(strings.ToLower(from.URI.Host), ".invalid")
}
