package registration

import (
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// adapts is how long a trace must go on after a 423 before the missing adaptation
// says anything.
const adapts = 2 * time.Second

// regIntervalTooBrief finds a 423 that the device did not heed: it asks for too
// short a time again, or for nothing although the trace goes on (RFC 3261 10.2.8).
func regIntervalTooBrief(c *rules.Case) *rules.Hit {
	r := refusal(c)
	if r == nil || r.Answer.Code != 423 || r.Request == nil {
		return nil
	}
	refused := 0
	for _, t := range c.Dialog.Roots("REGISTER") {
		if t.Code() == 423 {
			refused++
		}
	}
	goesOn, timed := c.Dialog.GoesOn(r.Answer)
	shown := timed && goesOn >= adapts && (r.Answer.Dst == "" || c.Trace.SeesSender(r.Answer.Dst))
	if refused < 2 && !shown || r.Answer.RegisteredLater() != nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"account": account(c.Dialog), "asked": seconds(r.Request.Asked()), "refused": times(refused), "answer": rules.Number(r.Answer),
		},
		Excludes: []string{"auth-wrong-password"},
	}
	least := strings.TrimSpace(r.Answer.Header("Min-Expires"))
	if least == "" {
		h.Variant = "unnamed"
	} else {
		h.Evidence = append(h.Evidence, rules.Header(r.Answer, "Min-Expires"))
		h.Fields["least"] = least
	}
	h.Evidence = append(h.Evidence, lifetimeLine(r.Request))
	return h
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}

// lifetimeLine is where a REGISTER says how long it wants to be registered.
func lifetimeLine(m *parser.Message) rules.Evidence {
	if _, ok := m.Contact().Param("expires"); ok || !m.Has("Expires") {
		return rules.Header(m, "Contact")
	}
	return rules.Header(m, "Expires")
}
