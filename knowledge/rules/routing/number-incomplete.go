package routing

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// numberIncomplete finds a number with too few digits. A 484 that a longer number
// follows is overlap dialling (RFC 3578), and normal.
func numberIncomplete(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.NumberIncomplete)
	short := r.Answer.Code == 484 && !c.Worded(r.Answer)
	cause := r.Answer.Q850() == 28 && (r.Answer.Code == 404 || r.Answer.Code == 484)
	if !worded && !short && !cause || inboundToPBX(c, r) || overlap(c, r) || c.TookOtherWay(r.Answer.Tx) {
		return nil
	}
	h := refusal(c, r)
	h.Certainty = rules.Certain
	if worded {
		say(h, r, match)
	} else if cause {
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
	}
	return h
}

// overlap tells a number that the same caller went on dialling.
func overlap(c *rules.Case, r *rules.Refused) bool {
	if r.Request == nil {
		return false
	}
	for _, d := range c.Dialog.Around() {
		if d.Kind != parser.Call {
			continue
		}
		for _, t := range d.Invites {
			m := t.Request
			if m == nil || m == r.Request || !parser.Earlier(r.Request, m) || !strings.EqualFold(m.From().URI.User, r.From) || m.Target().Host != r.Request.Target().Host {
				continue
			}
			if user := m.Target().User; len(user) > len(c.Dialog.Dialled) && c.Dialog.Dialled != "" && strings.HasPrefix(user, c.Dialog.Dialled) {
				return true
			}
		}
	}
	return false
}
