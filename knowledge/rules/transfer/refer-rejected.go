package transfer

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// referRejected finds a transfer that was refused: REFER answered with an error,
// and no later one accepted. A challenge is a step of the login, and 481 means that
// the call itself is no longer known.
func referRejected(c *rules.Case) *rules.Hit {
	var refused *parser.Transaction
	for _, t := range c.Dialog.Transactions {
		if t.Method != "REFER" || t.Parent != nil || t.Final == nil {
			continue
		}
		if t.OK() {
			return nil
		}
		if t.Code() >= 400 && !t.Final.IsChallenge() && t.Code() != 481 && t.Code() != 491 {
			refused = t
		}
	}
	if refused == nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(refused.Final)},
		Fields: rules.Fields{
			"target": targetOf(c.Dialog), "code": strconv.Itoa(refused.Code()), "phrase": rules.Shown(refused.Final.Phrase),
			"answer": rules.Number(refused.Final), "refer": rules.Number(refused.Request),
		},
	}
	if refused.Request != nil {
		h.Evidence = append([]rules.Evidence{rules.Start(refused.Request), rules.Header(refused.Request, "Refer-To")}, h.Evidence...)
	} else {
		h.Fields["refer"] = "not in this trace"
	}
	switch refused.Code() {
	case 405, 501:
		h.Variant = "unsupported"
	}
	return h
}
