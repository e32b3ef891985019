package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// config answers for what is set inside a server: its messages show what it
// does, not by which rule.
func config(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return cannot("plain", nil).overall()
	}
	m := s.matter()
	host := ""
	if refusal := d.Refusal(); refusal != nil {
		host = whoSent(d, refusal)
	} else if h, _ := d.Host(parser.Callee); h != "" {
		host = parser.HostOf(h)
	}
	if m != nil {
		for who, side := range map[string]parser.Side{"caller": parser.Caller, "callee": parser.Callee} {
			if h, _ := d.Host(side); h != "" && m.who == who {
				host = parser.HostOf(h)
			}
		}
	}
	key := "trunk"
	if s.q.word("dialplan", "dial", "route", "rule", "pattern") {
		key = "dialplan"
	}
	r := cannot(key, rules.Fields{"host": rules.Shown(host)}).of(d, m.message(), m.findings()...)
	r.texts = map[string][]words.Text{"fix": nil}
	if m != nil {
		r.texts["fix"] = first(m.fix)
	}
	return r
}
