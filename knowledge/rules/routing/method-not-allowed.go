package routing

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// methodNotAllowed finds a request whose method the far end does not take, where
// somebody wanted something by it. A ping that is answered so says "alive"; transfers,
// subscriptions, messages, presence and key presses have diagnoses of their own.
func methodNotAllowed(c *rules.Case) *rules.Hit {
	for _, t := range c.Dialog.Transactions {
		if t.Parent != nil || t.Code() != 405 && t.Code() != 501 {
			continue
		}
		switch t.Method {
		case "INVITE", "REGISTER":
		default:
			continue
		}
		if t.Method == "INVITE" && t.InDialog {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(t.Final)},
			Fields: rules.Fields{
				"method": t.Method, "code": strconv.Itoa(t.Code()), "answer": rules.Number(t.Final), "by": answerer(t.Final),
			},
		}
		if t.Request != nil {
			h.Evidence = []rules.Evidence{rules.Start(t.Request), rules.Start(t.Final)}
		} else if t.Method == "INVITE" {
			// It may be a change within a call as well.
			h.Certainty = rules.Likely
		}
		if allow, ok := t.Final.Get("Allow"); ok && !t.Final.Lists("Allow", t.Method) {
			h.Variant = "allow"
			h.Fields["allow"] = allow.Value
			h.Evidence = append(h.Evidence, rules.HeaderLine(t.Final, allow))
		}
		return h
	}
	return nil
}

// answerer names who answered.
func answerer(m *parser.Message) string {
	switch {
	case m.Product() != "":
		return m.Product()
	case m.Src != "":
		return m.SourceHost()
	}
	return "the other side"
}
