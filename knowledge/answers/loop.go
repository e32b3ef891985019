package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// loopAsked answers whether and between which servers it loops.
func loopAsked(s *scene) *reply {
	looping := func(d *parser.Dialog) *parser.Message {
		for _, m := range d.Messages {
			if len(loopHosts(m)) > 0 {
				return m
			}
		}
		return nil
	}
	d := s.about(func(d *parser.Dialog) bool { return looping(d) != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("none", nil).of(s.dialog, nil)
	}
	m := looping(d)
	hosts := loopHosts(m)
	f := rules.Fields{"n": rules.Number(m), "hosts": words.Enumerate(hosts), "path": Way(m.Vias()), "end": "", "to": rules.Shown(d.To)}
	if refusal := d.Refusal(); refusal != nil {
		f["end"] = "It ends with " + rules.Number(refusal) + ", " + itoa(refusal.Code) + " " + refusal.Phrase + "."
	}
	return say("loop", f).of(d, m)
}

// loopMeant weighs questions about a loop: where no server stands twice on the way, what
// goes round is something else, a login.
func loopMeant(s *scene) float64 {
	if m := s.matter(); m != nil && len(loopHosts(s.dialog.First())) == 0 && (m.sign == "nonce-loop" || m.finding != nil && m.finding.ID == "auth-stale-nonce-loop") {
		return 0.5
	}
	return 1
}
