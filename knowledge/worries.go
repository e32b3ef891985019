package knowledge

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// worries says "normal" of the things that people take for faults: the first
// challenge, a private Via that the other side repaired, an account name that is
// not the caller number and was accepted.
func (k *Knowledge) worries(j *rules.Judgement) []words.Text {
	var all []words.Text
	d := j.Dialog
	if m := firstChallenge(d); m != nil && d.Outcome != parser.Challenged {
		all = append(all, k.say("normal-challenge", rules.Fields{"code": strconv.Itoa(m.Code), "n": strconv.Itoa(m.N)}))
	}
	if m := repairedVia(d); m != nil {
		all = append(all, k.say("normal-via", rules.Fields{"n": strconv.Itoa(m.N), "received": m.Vias()[0].Received}))
	}
	if user, from, ok := acceptedMismatch(d); ok {
		all = append(all, k.say("normal-account", rules.Fields{"user": user, "from": from}))
	}
	return all
}

// firstChallenge is a 401 or 407 that was answered with credentials.
func firstChallenge(d *parser.Dialog) *parser.Message {
	for _, l := range d.Logins() {
		if l.OfferedBy != nil && l.Again == nil {
			return l.OfferedBy
		}
	}
	return nil
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
