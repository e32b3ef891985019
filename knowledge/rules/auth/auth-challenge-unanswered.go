package auth

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// settled is how long a trace must go on after a challenge before a missing
// answer to it says anything: clients retry within milliseconds.
const settled = 2 * time.Second

// authChallengeUnanswered finds a challenge that the client never answered,
// although the trace went on long enough, or the client started again without
// credentials.
func authChallengeUnanswered(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Challenged || d.Decisive.Request == nil || retriedElsewhere(c, d) {
		return nil
	}
	challenge := d.Decisive.Final
	restarted := 0
	for _, t := range d.Roots(d.Decisive.Method) {
		if t != d.Decisive && t.Final != nil && t.Final.IsChallenge() && t.Request != nil && len(t.Request.Credentials()) == 0 {
			restarted++
		}
	}
	goesOn, timed := d.GoesOn(challenge)
	if restarted == 0 && (!timed || goesOn < settled || !c.Trace.SeesSender(challenge.Dst)) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(challenge), rules.Header(challenge, challengeHeader(challenge))},
		Fields: rules.Fields{
			"code": strconv.Itoa(challenge.Code), "method": d.Decisive.Method, "from": rules.Shown(d.From),
			"challenge": rules.Number(challenge), "later": "again without a login",
		},
	}
	if restarted == 0 {
		h.Fields["later"] = "nothing for " + rules.Seconds(goesOn)
	}
	return h
}

func challengeHeader(m *parser.Message) string {
	if m.Has("Proxy-Authenticate") && m.Code == 407 {
		return "Proxy-Authenticate"
	}
	return "WWW-Authenticate"
}

// retriedElsewhere tells whether the same user sends credentials in another
// dialog of the trace: some clients retry under a new Call-ID.
func retriedElsewhere(c *rules.Case, d *parser.Dialog) bool {
	for _, other := range c.Trace.Dialogs {
		if other != d && other.Kind == d.Kind && len(other.Logins()) > 0 && c.Plan.Same(other.From, d.From) {
			return true
		}
	}
	return false
}
