package knowledge

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// worries says "normal" of the things that people take for faults: the first
// challenge, a private Via that the other side repaired, a 481 or 487 to what came
// too late, an account name that is not the caller number and was accepted.
func (k *Knowledge) worries(j *rules.Judgement) []words.Text {
	var all []words.Text
	d := j.Dialog
	switch asked := metChallenges(d); len(asked) {
	case 0:
	case 1:
		all = append(all, k.say("normal-challenge", rules.Fields{"code": strconv.Itoa(asked[0].Code), "n": strconv.Itoa(asked[0].N)}))
	default:
		all = append(all, k.say("normal-challenges", rules.Fields{"list": listed(asked)}))
	}
	if m := repairedVia(d); m != nil {
		all = append(all, k.say("normal-via", rules.Fields{"n": strconv.Itoa(m.N), "received": m.Vias()[0].Received}))
	}
	if key, m := tooLate(d); m != nil && len(j.Faults()) == 0 {
		all = append(all, k.say(key, rules.Fields{"code": strconv.Itoa(m.Code), "n": strconv.Itoa(m.N), "method": m.Method}))
	}
	if user, from, ok := acceptedMismatch(d); ok {
		all = append(all, k.say("normal-account", rules.Fields{"user": user, "from": from}))
	}
	return all
}

// metChallenges lists the 401 and 407 that a login met: the one that got in, and
// those before it on the way (several hops, a nonce that ran out), each once.
func metChallenges(d *parser.Dialog) []*parser.Message {
	var last *parser.Login
	for _, l := range d.Logins() {
		if l.OfferedBy != nil && l.Accepted() {
			last = l
		}
	}
	if last == nil {
		return nil
	}
	var all []*parser.Message
	for _, m := range d.Messages {
		if m == last.Request {
			break
		}
		if m.IsChallenge() && m.First() && m.Tx != nil && m.Tx.Parent == nil {
			all = append(all, m)
		}
	}
	return all
}

// manyChallenges is the most that are told one by one.
const manyChallenges = 3

// listed is "#2 (401), #4 (407) and #9 (407)", or the first and the number of the
// rest.
func listed(messages []*parser.Message) string {
	var b strings.Builder
	for i, m := range messages {
		switch {
		case i == manyChallenges && len(messages) > manyChallenges+1:
			return b.String() + " and " + strconv.Itoa(len(messages)-i) + " more"
		case i > 0 && i == len(messages)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(rules.Number(m) + " (" + strconv.Itoa(m.Code) + ")")
	}
	return b.String()
}

// repairedVia is a response whose top Via shows a private sender that the other
// side saw under a public address (RFC 3261 18.2.1, RFC 3581).
func repairedVia(d *parser.Dialog) *parser.Message {
	for _, m := range d.Messages {
		if !m.IsResponse() {
			continue
		}
		vias := m.Vias()
		if len(vias) > 0 && vias[0].Received != "" && parser.ClassOf(vias[0].Host) == parser.HostPrivate &&
			parser.ClassOf(vias[0].Received) == parser.HostPublic {
			return m
		}
	}
	return nil
}

// tooLate is the refusal of a request that crossed the answer or the end of its call:
// of a CANCEL, of a second BYE, or of a change (RFC 3261 9.2, 15.1.2).
func tooLate(d *parser.Dialog) (key string, refusal *parser.Message) {
	for _, t := range d.Transactions {
		switch {
		case t.Parent != nil:
		case t.Method == "CANCEL" && t.Code() == 481 && t.Cancels != nil:
			return "normal-late-cancel", t.Final
		case t.Method == "BYE" && t.Code() == 481 && d.Bye != nil && t.Request != d.Bye:
			return "normal-late-bye", t.Final
		case t.Method == "INVITE" && t.InDialog && t.Code() == 487 && t.Cancel != nil:
			return "normal-cancelled-change", t.Final
		case t.Method == "INVITE" && t.InDialog && t.Code() == 487 && d.Bye != nil:
			return "normal-late-change", t.Final
		}
	}
	return "", nil
}

// acceptedMismatch tells of a login whose account is not the caller and which the
// other side took.
func acceptedMismatch(d *parser.Dialog) (user, from string, ok bool) {
	if d.Kind != parser.Call || d.Outcome != parser.Answered {
		return "", "", false
	}
	for _, l := range d.Logins() {
		caller := l.Request.From().URI.User
		if l.Accepted() && caller != "" && !(parser.NumberPlan{}).Same(caller, l.Credentials.Username) {
			return l.Credentials.Username, caller, true
		}
	}
	return "", "", false
}
