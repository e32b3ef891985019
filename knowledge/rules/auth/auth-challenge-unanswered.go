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

// unanswered is a challenge that nobody answered.
type unanswered struct {
	challenge *parser.Message
	// restarted counts how often the client began anew without credentials; goesOn
	// is how long the trace goes on.
	restarted int
	goesOn    time.Duration
}

// authChallengeUnanswered finds a challenge that the client never answered,
// although the trace went on long enough, or the client started again without
// credentials for it.
func authChallengeUnanswered(c *rules.Case) *rules.Hit {
	left, ok := findUnanswered(c)
	if !ok {
		return inDialogUnanswered(c)
	}
	d, challenge := c.Dialog, left.challenge
	h := unansweredHit(d, challenge)
	if left.restarted == 0 {
		h.Fields["later"] = "nothing for " + rules.Seconds(left.goesOn)
	} else {
		h.Evidence = append(h.Evidence, rules.Start(d.Decisive.Request))
	}
	switch {
	case len(challenge.Challenges()) == 0:
		h.Variant, h.Evidence = "no-challenge", h.Evidence[:1]
	case len(challenge.Tx.Request.Credentials()) > 0:
		h.Variant = "second-hop"
		h.Fields["realm"] = rules.Shown(challenge.Challenges()[0].Realm)
	}
	return h
}

func unansweredHit(d *parser.Dialog, challenge *parser.Message) *rules.Hit {
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(challenge), rules.Header(challenge, challengeHeader(challenge))},
		Fields: rules.Fields{
			"code": strconv.Itoa(challenge.Code), "method": challenge.Method, "from": rules.Shown(d.From),
			"challenge": rules.Number(challenge), "later": "the same request again, without a login",
		},
	}
}

// inDialogUnanswered finds a BYE whose challenge nobody answered: the side that
// asked still has the call.
func inDialogUnanswered(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Kind != parser.Call || d.Outcome != parser.Answered {
		return nil
	}
	var last *parser.Transaction
	for _, t := range d.Roots("BYE") {
		if t.Final != nil && !t.Final.IsChallenge() {
			return nil
		}
		last = t
	}
	if last == nil || !last.Unmet() || c.Hostile(d) {
		return nil
	}
	goesOn, timed := d.GoesOn(last.Final)
	if !timed || goesOn < settled || !clientSeen(c, last.Final) {
		return nil
	}
	h := unansweredHit(d, last.Final)
	h.Variant = "bye"
	h.Evidence = append([]rules.Evidence{rules.Start(last.Request)}, h.Evidence...)
	h.Fields["later"] = "nothing for " + rules.Seconds(goesOn)
	return h
}

// findUnanswered finds the first challenge of a dialog's purpose that nobody
// answered. A carrier never answers one, a stranger is not expected to, and a
// keep-alive has its answer; a client that repeats the very same request has not
// got it.
func findUnanswered(c *rules.Case) (unanswered, bool) {
	d := c.Dialog
	if d.Outcome != parser.Challenged || d.Kind == parser.Ping || !d.Decisive.Unmet() || d.Decisive.Final.HeadCut() && len(d.Decisive.Final.Challenges()) == 0 {
		return unanswered{}, false
	}
	if loginUnderWay(d) {
		return unanswered{}, false
	}
	left := unanswered{challenge: d.Decisive.Final}
	for _, t := range d.Roots(d.Decisive.Method) {
		if t.Request.HeadCut() && len(t.Request.Credentials()) == 0 {
			// The login may stand in what is not there.
			return unanswered{}, false
		}
		if t == d.Decisive || !t.Unmet() || len(t.Request.Credentials()) != len(d.Decisive.Request.Credentials()) {
			continue
		}
		if left.restarted == 0 {
			left.challenge = t.Final
		}
		left.restarted++
	}
	goesOn, timed := d.GoesOn(d.Decisive.Final)
	left.goesOn = goesOn
	shown := timed && goesOn >= settled && clientSeen(c, left.challenge)
	if left.restarted == 0 && !shown {
		left.restarted = begunAnew(c, left.challenge)
	}
	if left.restarted == 0 && !shown || retriedElsewhere(c, left.challenge) {
		return unanswered{}, false
	}
	if c.Hostile(d) || inboundTrunk(c) || ignoredBy(d) != nil {
		return unanswered{}, false
	}
	if t, _, _ := misacked(d); t != nil {
		return unanswered{}, false
	}
	return left, true
}

// oftenAnew is how many more dialogs of an account that all end at their challenge show
// that the client begins anew instead of logging in, also where there are no times.
const oftenAnew = 2

// begunAnew counts them, 0 where they are too few or one of them got further.
func begunAnew(c *rules.Case, challenge *parser.Message) int {
	d, n := challenge.Dialog, 0
	for _, other := range d.OfSameUser() {
		if other == d || other.Kind != d.Kind || other.Decisive == nil {
			continue
		}
		request := other.Decisive.Request
		if other.Outcome != parser.Challenged || request == nil || request.HeadCut() || len(request.Credentials()) > 0 {
			return 0
		}
		if request.Src == challenge.Tx.Request.Src {
			n++
		}
	}
	if n < oftenAnew || !clientSeen(c, challenge) && challenge.Dst != "" {
		return 0
	}
	return n
}

// loginUnderWay tells a login that was sent and whose answer the trace lacks.
func loginUnderWay(d *parser.Dialog) bool {
	for _, l := range d.Logins() {
		if l.Final == nil && l.Request.Method == d.Decisive.Method {
			return true
		}
	}
	return false
}

// clientSeen tells whether the trace shows what the challenged client sends: its
// host, or a log of its own messages.
func clientSeen(c *rules.Case, challenge *parser.Message) bool {
	if challenge.Dst != "" {
		return c.Trace.SeesSender(challenge.Dst) || challenge.Tx.Request.Src == ""
	}
	return challenge.Direction == "in" && c.Dialog.Later(challenge)
}

func challengeHeader(m *parser.Message) string {
	if m.Has("Proxy-Authenticate") && m.Code == 407 {
		return "Proxy-Authenticate"
	}
	return "WWW-Authenticate"
}

// retriedElsewhere tells whether the same user sends credentials in another dialog
// after the challenge: some clients retry under a new Call-ID.
func retriedElsewhere(c *rules.Case, challenge *parser.Message) bool {
	d := challenge.Dialog
	for _, other := range d.OfSameUser() {
		if other == d || other.Kind != d.Kind {
			continue
		}
		for _, l := range other.Logins() {
			if gap, timed := parser.Between(challenge, l.Request); !timed || gap >= 0 {
				return true
			}
		}
	}
	return false
}
