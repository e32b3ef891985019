package security

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// tollFraudAttempt finds a stranger who dials one number behind one prefix after
// another, to find the one that leads out.
func tollFraudAttempt(c *rules.Case) []*rules.Hit {
	var hits []*rules.Hit
	for _, s := range senders(c.Trace) {
		calls := rules.PrefixesTried(s)
		if len(calls) == 0 {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Likely,
			Evidence:  lines(calls),
			Fields:    strangerFields(calls[0], len(calls)),
			Dialogs:   dialogsOf(calls),
			Excludes:  []string{"auth-challenge-unanswered"},
		}
		h.Fields["dialled"] = dialled(calls)
		if answer := throughTo(calls); answer != nil {
			h.Variant, h.Urgent = "through", true
			h.Evidence = append(h.Evidence, rules.Start(answer))
			h.Fields["answer"], h.Fields["code"] = rules.Number(answer), strconv.Itoa(answer.Code)
		}
		hits = append(hits, h)
	}
	return hits
}

// throughTo is the answer that shows that one of the calls led out.
func throughTo(calls []*parser.Message) *parser.Message {
	for _, m := range calls {
		if m.Tx.OK() {
			return m.Tx.Final
		}
	}
	for _, m := range calls {
		if p := m.Tx.Provisional(); p != nil {
			return p
		}
	}
	return nil
}

func dialled(calls []*parser.Message) string {
	const few = 3
	var numbers []string
	for _, m := range calls {
		if len(numbers) == few {
			return strings.Join(numbers, ", ") + ", …"
		}
		numbers = append(numbers, m.Target().User)
	}
	return strings.Join(numbers, ", ")
}
