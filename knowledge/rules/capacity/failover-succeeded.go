package capacity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// failoverSucceeded explains a try that failed while the next one, to another address,
// brought the call about (RFC 3263 4.3), or the same one when the server was asked again.
func failoverSucceeded(c *rules.Case) *rules.Hit {
	if h := takenAfter(c); h != nil {
		return h
	}
	for _, t := range c.Dialog.Invites {
		if t.Request == nil || t.Final == nil && len(t.Responses) > 0 || t.Final != nil && !triedElsewhere(c, t.Final) {
			continue
		}
		next := c.Detour(t)
		if next == nil || !next.OK() {
			continue
		}
		again := rules.SameWay(t, next)
		if again && (t.Final == nil || t.Code()/100 != 5 && t.Code() != 408 || next.Request.CallID == t.Request.CallID) {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(t.Request), rules.Start(next.Request), rules.Start(next.Final)},
			Fields: rules.Fields{
				"to": rules.Shown(c.Dialog.To), "first": gateway(t.Request), "next": gateway(next.Request),
				"answer": rules.Number(next.Final), "code": strconv.Itoa(t.Code()),
			},
		}
		switch {
		case t.Final == nil:
			h.Variant = "silent"
		case again:
			h.Variant = "again"
		}
		if t.Final != nil {
			h.Evidence[0] = rules.Start(t.Final)
		}
		return h
	}
	return nil
}

// triedElsewhere tells a refusal after which a switch goes on to its next way: of a
// server's, or of a number that this way does not lead to. One that names its reason is
// that diagnosis, whatever came after.
func triedElsewhere(c *rules.Case, m *parser.Message) bool {
	return m.Code/100 == 5 || m.Code == 408 || m.Code >= 400 && !m.IsChallenge() && m.Code != 487 && !c.Worded(m)
}

// takenAfter finds a telephone that did not take the call while the PBX that called
// it did: voicemail, a queue, another telephone.
func takenAfter(c *rules.Case) *rules.Hit {
	refusal := c.Dialog.Refusal()
	if refusal == nil {
		return nil
	}
	switch refusal.Code {
	case 480, 486, 600, 603:
	default:
		return nil
	}
	answer := c.TakenAfter(refusal.Tx)
	if answer == nil || c.Worded(refusal) {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(refusal), rules.Start(answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "first": rules.Shown(c.Dialog.To), "next": rules.Shown(answer.Dialog.To),
			"answer": rules.Number(answer), "code": strconv.Itoa(refusal.Code),
		},
		Variant: "taken",
	}
}

// gateway names where a try went.
func gateway(m *parser.Message) string {
	if m.Dst != "" {
		return m.Dst
	}
	return rules.Shown(m.Target().HostPort())
}
