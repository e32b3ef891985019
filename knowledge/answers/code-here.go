package answers

import (
	"fmt"
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// codeHere answers what a response code means in this trace: whether it is normal
// there, the cause, or a consequence.
func codeHere(s *scene) *reply {
	m := s.codeMeant()
	if m == nil && s.askedPresence() {
		return s.codeAbsent()
	}
	if m == nil {
		if m = s.codeless(); m == nil {
			return nil
		}
	}
	d := m.Dialog
	if d == nil {
		return nil
	}
	matter := s.matterOf(d)
	f := rules.Fields{
		"n": rules.Number(m), "code": strconv.Itoa(m.Code), "phrase": rules.Shown(m.Phrase), "method": rules.Shown(m.Method), "who": whoSent(d, m), "reason": reasonClause(m),
		"meaning": s.meaning("response", strconv.Itoa(m.Code)), "to": nothing,
	}
	if m.Tx != nil && m.Tx.Request != nil {
		f["to"] = " in " + rules.Number(m.Tx.Request)
	}
	r := say("", f).of(d, m, matter.findings()...)
	r.texts = titles(matter)
	r.texts["says"] = nil
	if matter != nil {
		r.texts["says"] = []words.Text{matter.says}
	}
	switch {
	case m.IsChallenge():
		s.challengeHere(r, d, m, matter)
	case m.Code == 487:
		terminated(r, d, m)
	case m.Code == 481 && m.Method == "BYE" && racingBye(d):
		r.key = "race"
	case m.Code == 481 && m.Method == "CANCEL":
		r.key = "cancel-too-late"
	case m.IsProvisional():
		r.key = provisional(m)
		r.fields["sdp"] = nothing
		if m.SDP() != nil {
			r.fields["sdp"] = ", with an SDP: the tone or announcement comes from the far end"
		}
	case m.Code/100 == 2:
		r.key = "ok"
		if m.Code == 202 {
			r.key = "accepted"
		}
	case m.Code/100 == 3:
		r.key = "redirect"
		r.fields["target"] = rules.Shown(m.Contact().URI.Text)
	default:
		refusedHere(r, d, m, matter)
	}
	return r
}

// askedPresence tells "was there a 183?" from "what is a 183?".
func (s *scene) askedPresence() bool {
	return len(s.q.codes) > 0 && s.q.word("there", "any", "get", "got", "see", "saw", "receive", "received", "send", "sent", "no", "without", "missing", "never") && !s.q.has("mean")
}

// codeAbsent says that a code is not in the trace, and which are.
func (s *scene) codeAbsent() *reply {
	seen := map[int]bool{}
	var codes []string
	for _, m := range s.trace.Messages {
		if m.IsResponse() && !seen[m.Code] && len(codes) < 8 {
			seen[m.Code] = true
			codes = append(codes, strconv.Itoa(m.Code))
		}
	}
	f := rules.Fields{"code": strconv.Itoa(s.q.codes[0]), "codes": words.Enumerate(codes)}
	if len(codes) == 0 {
		return say("absent-silent", f).overall()
	}
	return say("absent", f).overall()
}

// codeless is the response that "the error" means where no code is named: the
// refusal, or the first challenge if the question speaks of one.
func (s *scene) codeless() *parser.Message {
	d := s.dialog
	if d == nil {
		return nil
	}
	if s.q.has("challenge") {
		for _, m := range d.Messages {
			if m.IsChallenge() {
				return m
			}
		}
	}
	if s.asked != nil && s.asked.IsResponse() {
		return s.asked
	}
	return d.Refusal()
}

// meaning is what the reference says, "" where none is at hand.
func (s *scene) meaning(kind, key string) string {
	if s.Meaning == nil {
		return ""
	}
	return s.Meaning(Reference{Kind: kind, Key: key})
}

// challengeHere tells the normal first challenge from one that was not met.
func (s *scene) challengeHere(r *reply, d *parser.Dialog, m *parser.Message, matter *matter) {
	var login *parser.Login
	for _, l := range d.Logins() {
		if l.Request.N > m.N && login == nil || l.OfferedBy == m {
			login = l
			break
		}
	}
	rejecting := false
	for _, l := range d.Logins() {
		rejecting = rejecting || l.Final == m && l.Again != nil
	}
	switch {
	case rejecting:
		r.key = "challenge-again"
	case login == nil && matter != nil:
		r.key = "challenge-unmet"
	case login == nil:
		r.key = "challenge-open"
	default:
		r.key = "challenge"
		r.fields["login"] = rules.Number(login.Request)
		r.fields["then"] = afterLogin(d, login)
		if login.Credentials.Username == "" {
			r.fields["then"] = nothing
		}
	}
}

// afterLogin tells what came of the request that logs in.
func afterLogin(d *parser.Dialog, l *parser.Login) string {
	final := l.Final
	switch {
	case final == nil:
		return "; no answer to it is in the trace"
	case final.Code/100 == 2:
		return fmt.Sprintf(", and is accepted (%s, %d %s)", rules.Number(final), final.Code, final.Phrase)
	case final.IsChallenge():
		return fmt.Sprintf(", and is asked again in %s", rules.Number(final))
	}
	return fmt.Sprintf("; what counts is %s, %d %s", rules.Number(final), final.Code, final.Phrase)
}

// terminated tells what a 487 confirms.
func terminated(r *reply, d *parser.Dialog, m *parser.Message) {
	var cancel *parser.Message
	if m.Tx != nil && m.Tx.Cancel != nil {
		cancel = m.Tx.Cancel.Request
	}
	switch {
	case cancel == nil:
		r.key = "terminated-unseen"
	case d.Answer != nil:
		r.key = "terminated-elsewhere"
		r.fields["cancel"] = rules.Number(cancel)
		r.fields["why"] = reasonClause(cancel)
	default:
		r.key = "terminated"
		r.fields["cancel"] = rules.Number(cancel)
		r.fields["ender"] = sideName(d.SideOf(cancel))
	}
}

func provisional(m *parser.Message) string {
	switch m.Code {
	case 100:
		return "trying"
	case 180:
		return "ringing"
	case 183:
		return "progress"
	}
	return "provisional"
}

// refusedHere tells whether a refusal is the cause, a consequence, or beside the
// point.
func refusedHere(r *reply, d *parser.Dialog, m *parser.Message, matter *matter) {
	switch {
	case matter == nil && d.Answer != nil:
		r.key = "beside"
	case matter == nil:
		r.key = "refused-plain"
	case proves(matter, m) && d.Answer != nil:
		r.key = "part"
	case proves(matter, m):
		r.key = "cause"
	case d.Refusal() == m:
		r.key = "consequence"
	default:
		r.key = "beside-matter"
	}
}

// proves tells whether a message is among the evidence of a matter.
func proves(m *matter, message *parser.Message) bool {
	for _, e := range m.evidence {
		if same := e.Message; same == message || same.IsResponse() && same.Code == message.Code && same.Method == message.Method && same.Dialog == message.Dialog {
			return true
		}
	}
	return false
}
