package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sessionTimer answers whether a session timer runs, and who refreshes (RFC 4028).
func sessionTimer(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return sessionInterval(d) > 0 })
	if d == nil {
		return withoutSessionTimer(s)
	}
	interval := int(sessionInterval(d).Seconds())
	f := rules.Fields{"n": rules.Number(d.Answer), "interval": itoa(interval), "half": itoa(interval / 2), "refresher": "the calling side", "refreshes": "no refresh is in this trace"}
	if strings.Contains(strings.ToLower(d.Answer.Header("Session-Expires")), "refresher=uas") {
		f["refresher"] = "the called side"
	}
	var refreshes []*parser.Message
	for _, t := range d.Transactions {
		if t.Parent == nil && t.InDialog && t.Request != nil && (t.Method == "INVITE" || t.Method == "UPDATE") && t.Request.Has("Session-Expires") {
			refreshes = append(refreshes, t.Request)
		}
	}
	if len(refreshes) > 0 {
		f["refreshes"] = "refreshed in " + numbers(refreshes)
	}
	return say("runs", f).of(d, d.Answer)
}

func withoutSessionTimer(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Call })
	if d == nil {
		return nil
	}
	m := d.Request()
	if m != nil && m.Has("Session-Expires") {
		return say("asked", rules.Fields{"n": rules.Number(m), "value": m.Header("Session-Expires")}).of(d, m)
	}
	return say("none", nil).of(d, nil)
}
