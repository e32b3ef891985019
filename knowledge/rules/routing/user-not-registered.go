package routing

import (
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// rangPerhaps is how late a refusal may come before it is rather that of a telephone
// that rang: a server knows at once who is registered.
const rangPerhaps = 10 * time.Second

// userNotRegistered finds a called telephone that is not online: words, Q.850
// causes 18 and 20, or a plain 480, all of them before anything rang.
func userNotRegistered(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Rang || c.TakenAfter(r.Answer.Tx) != nil || c.TookOtherWay(r.Answer.Tx) {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.NotRegistered)
	cause := r.Answer.Q850()
	absent := cause == 20 || cause == 18
	plain := r.Answer.Code == 480 && c.Bare(r) && unavailable(r.Answer.Phrase)
	if c.Worded(r.Answer) && !worded && !absent || !worded && !absent && !plain || r.Answer.Code < 400 {
		return nil
	}
	h := refusal(c, r)
	h.Fields["to"] = rules.Shown(c.Dialog.To)
	switch {
	case worded:
		say(h, r, match)
	case plain && r.Request == nil:
		// Whether it rang before, only the rest of the call can tell.
		h.Certainty, h.Variant = rules.Possible, "alone"
		h.Alternatives = []string{"no-answer", "callee-declined"}
		if cause != 0 {
			h.Evidence = append(h.Evidence, rules.Cause(r.Answer)) // a general cause, for whoever knows better
		}
	case plain && r.Timed && r.After >= rangPerhaps:
		// A telephone may have rung that long, unseen.
		h.Certainty = rules.Possible
		h.Alternatives = []string{"no-answer"}
	case absent:
		h.Variant = "absent"
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
	}
	if h.Certainty != rules.Possible && rules.IsNumber(h.Fields["to"]) && parser.ProductOf(r.Answer.Product()).Role != parser.RolePBX {
		h.Variant = strings.TrimPrefix(h.Variant+"-number", "-")
	}
	return h
}

// unavailable tells the phrases of a plain 480, in the languages that providers write.
func unavailable(phrase string) bool {
	phrase = strings.ToLower(phrase)
	for _, word := range []string{"unavailable", "not available", "indispon", "nicht verf", "niet beschikbaar", "no disponible"} {
		if strings.Contains(phrase, word) {
			return true
		}
	}
	return phrase == ""
}
