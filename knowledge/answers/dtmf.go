package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// dtmfAsked answers how key tones are sent and which side leaves them out (RFC
// 4733, INFO).
func dtmfAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return len(withSDP(d)) > 0 })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("no-sdp", nil).of(s.dialog, nil)
	}
	f := rules.Fields{"info": infoClause(d)}
	x := d.Agreed()
	if x == nil || x.Answer == nil {
		m := withSDP(d)[0]
		_, events := codecNames(m)
		f["m"] = rules.Number(m)
		if events {
			return say("offered", f).of(d, m)
		}
		return say("not-offered", f).of(d, m)
	}
	f["m"], f["n"] = rules.Number(x.Offer), rules.Number(x.Answer)
	f["offerer"], f["answerer"] = sideLabel(d, x.Side), sideLabel(d, x.Side.Other())
	_, offered := codecNames(x.Offer)
	_, answered := codecNames(x.Answer)
	switch {
	case offered && answered:
		return say("agreed", f).of(d, x.Answer)
	case offered:
		return say("answer-lacks", f).of(d, x.Answer)
	case answered:
		return say("offer-lacks", f).of(d, x.Offer)
	}
	return say("neither", f).of(d, x.Answer)
}

// infoClause tells of DTMF sent by INFO, "" where none was.
func infoClause(d *parser.Dialog) string {
	for _, t := range d.Transactions {
		if t.Method != "INFO" || t.Request == nil || !strings.Contains(strings.ToLower(t.Request.Header("Content-Type")), "dtmf") {
			continue
		}
		if t.Final == nil {
			return "Besides it is sent by INFO (" + rules.Number(t.Request) + "), unanswered in this trace."
		}
		verb := "refused"
		if t.OK() {
			verb = "accepted"
		}
		return "Besides it is sent by INFO (" + rules.Number(t.Request) + "), which was " + verb + " (" + rules.Number(t.Final) + ", " + itoa(t.Code()) + " " + t.Final.Phrase + ")."
	}
	return ""
}
