package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// whyOptionsWork answers why a keep-alive works and the call does not: what the
// two differ in.
func whyOptionsWork(s *scene) *reply {
	var ping, failing *parser.Dialog
	for _, d := range s.dialogs() {
		switch {
		case d.Kind == parser.Ping && d.Outcome == parser.Answered && ping == nil:
			ping = d
		case d.Kind != parser.Ping && failing == nil && s.matterOf(d) != nil:
			failing = d
		}
	}
	if ping == nil {
		return say("none", nil).overall()
	}
	m := ping.Request()
	f := rules.Fields{"options": "", "size": "", "n": "", "big": "", "answer": "", "method": ""}
	if m != nil {
		f["options"], f["size"] = rules.Number(m), itoa(m.Size)
	}
	if final := decisiveAnswer(ping); final != nil {
		f["answer"] = rules.Number(final)
	}
	if failing == nil {
		return say("fine", f).of(ping, m)
	}
	bad := failing.Request()
	if m == nil || bad == nil {
		return nil
	}
	f["n"], f["big"], f["method"] = rules.Number(bad), itoa(bad.Size), bad.Method
	r := say("other", f).of(failing, bad)
	r.texts = titles(s.matterOf(failing))
	if failing.Outcome == parser.NoResponse && bad.Size > udpLimit && overUDP(bad) && m.Size <= udpLimit {
		r.key = "size"
	}
	return r
}
