package security

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// bruteForceRegister finds a host that guesses passwords or account names: many
// tries in a short time, and none let in.
func bruteForceRegister(c *rules.Case) []*rules.Hit {
	var hits []*rules.Hit
	for _, s := range senders(c.Trace) {
		users := rules.GuessesUsers(s)
		if !users && !rules.GuessesPassword(s) || len(rules.PrefixesTried(s)) > 0 {
			continue
		}
		if _, scanner := rules.ScannerSign(s.Tries[0]); scanner && len(s.Logins) == 0 {
			continue
		}
		hits = append(hits, guessing(s, users))
	}
	return hits
}

func guessing(s *parser.Sender, users bool) *rules.Hit {
	first, last := s.Tries[0], s.Tries[len(s.Tries)-1]
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  lines(s.Tries),
		Fields:    strangerFields(first, len(s.Tries)),
		Dialogs:   dialogsOf(s.Tries),
		Excludes:  []string{"auth-wrong-password"},
	}
	if last.Tx.Final != nil {
		h.Evidence = append(h.Evidence, rules.Start(last.Tx.Final))
	}
	h.Fields["users"], h.Fields["account"] = strconv.Itoa(len(s.Users)), rules.Shown(s.Users[0])
	h.Fields["span"] = "this trace"
	if span, timed := parser.Between(first, last); timed {
		h.Fields["span"] = rules.Seconds(span.Abs())
	}
	if !users {
		h.Variant = "password"
		h.Fields["tries"] = strconv.Itoa(len(s.Logins))
	}
	return h
}
