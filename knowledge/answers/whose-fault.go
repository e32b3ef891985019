package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// whoseFault answers on which side the cause lies, and who must act. It names a
// side only where a diagnosis does.
func whoseFault(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		r := nothingWrong(s)
		if d.Outcome == parser.Cancelled {
			r.key = "cancelled"
			r.fields = map[string]string{"ender": enderName(d)}
		}
		return r
	}
	r := m.reply(say(m.who, map[string]string{"actor": m.actor}))
	if m.actor == "" {
		r.fields["actor"] = sides[m.who]
	}
	r.texts = map[string][]words.Text{"says": {m.says}, "title": {m.title}, "fix": first(m.fix)}
	for side, key := range map[parser.Side]string{parser.Caller: "caller", parser.Callee: "callee"} {
		r.fields[key] = sideLabel(d, side)
	}
	if _, known := sides[m.who]; !known {
		r.key = "unknown"
	}
	r.verdict = s.blames(m.who)
	return r
}

// blames weighs the side that a question suspects against the one that must act.
func (s *scene) blames(who string) verdict {
	terms := s.q.suspected(suspectedSide)
	if len(terms) != 1 {
		return unsaid
	}
	side := s.sideOf(terms[0])
	switch {
	case who == "nobody", who == "provider" && terms[0] != "provider" && side == s.ownSide() && side != parser.NoSide:
		return denied
	case who == "provider" && terms[0] == "provider":
		return affirmed
	case who == "provider", who == "network", who == "unknown", side == parser.NoSide:
		return unsaid
	case who == "caller" && side == parser.Caller, who == "callee" && side == parser.Callee:
		return affirmed
	}
	return denied
}

// sides are the values of who in words.
var sides = map[string]string{
	"caller": "the calling side", "provider": "the provider", "callee": "the called side", "network": "the network", "nobody": "nobody", "unknown": "not shown by this trace",
}
