package answers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// isItPassword weighs a wrong password against what the trace shows.
func isItPassword(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := s.matter()
	l := lastLogin(d)
	if l == nil {
		return s.withoutLogin(d)
	}
	f := rules.Fields{"n": rules.Number(l.Request), "user": rules.Shown(l.Credentials.Username)}
	if answer := l.Final; answer != nil {
		f["answer"], f["code"] = rules.Number(answer), strconv.Itoa(answer.Code)
	}
	r := say("", f).of(d, l.Request, m.findings()...)
	r.texts = map[string][]words.Text{"list": nil}
	switch {
	case l.Credentials.Verified == parser.Right:
		r.key = "verified"
	case l.Credentials.Verified == parser.Wrong:
		r.key = "wrong"
	case l.Accepted():
		r.key = "accepted"
	case staleLogin(l):
		r.key = "old-nonce"
		r.fields["old"], r.fields["new"] = l.Credentials.Nonce, firstNonce(d, l)
	case s.weighed(r, m, passwordIDs):
		// As one of several it stays open, which a certain diagnosis would not leave.
		r.unknown = r.unknown || r.key == "possible" && m.certainty != rules.Certain && l.Final != nil && l.Final.Code == 403
	case l.Final == nil:
		r.key, r.unknown = "unanswered", true
	case l.Again != nil:
		r.key = "asked-again"
	case m != nil && m.finding != nil && m.certainty == rules.Certain && proves(m, l.Final):
		r.key, r.texts = "other-cause", titles(m)
	case l.Final.Code == 403:
		r.key = "forbidden"
		r.fields["first"] = challengeClause(l)
		r.texts = titles(m)
		if m == nil || m.undecided || m.finding == nil {
			r.key, r.unknown = "forbidden-open", true
			r.texts["list"] = nil
			if m != nil {
				r.texts["list"] = []words.Text{candidates(m)}
			}
		}
	default:
		r.key = "other-code"
		r.texts = titles(m)
	}
	return r
}

var passwordIDs = []string{"auth-wrong-password"}

// withoutLogin answers for a dialog in which nobody logged in.
func (s *scene) withoutLogin(d *parser.Dialog) *reply {
	m := s.matter()
	r := say("not-asked", rules.Fields{}).of(d, nil, m.findings()...)
	r.texts = titles(m)
	for _, message := range d.Messages {
		if message.IsChallenge() {
			r.key = "not-sent"
			r.fields["n"], r.fields["code"] = rules.Number(message), strconv.Itoa(message.Code)
			return r.of(d, message)
		}
	}
	switch {
	case s.refusedAlone(d):
		refusal := d.Refusal()
		r.key, r.unknown = "alone", true
		r.fields["n"], r.fields["code"], r.fields["phrase"] = rules.Number(refusal), strconv.Itoa(refusal.Code), rules.Shown(refusal.Phrase)
		r.message = refusal
	case m == nil:
		r.key = "none"
	}
	return r
}

// refusedAlone tells a refusal whose request is not in the trace, or was cut: whether
// that logged in is not to be seen.
func (s *scene) refusedAlone(d *parser.Dialog) bool {
	refusal := d.Refusal()
	if refusal == nil || len(refusal.Warnings())+len(refusal.Reasons()) > 0 {
		return false
	}
	return refusal.Tx == nil || refusal.Tx.Request == nil || refusal.Tx.Request.Partial
}

// titles are the headline of a matter as texts; none where nothing is the matter.
func titles(m *matter) map[string][]words.Text {
	if m == nil {
		return map[string][]words.Text{"title": nil, "settles": nil}
	}
	return map[string][]words.Text{"title": {m.title}, "settles": {m.settles}}
}

// lastLogin is the last login of the dialog, nil without one.
func lastLogin(d *parser.Dialog) *parser.Login {
	if all := d.Logins(); len(all) > 0 {
		return all[len(all)-1]
	}
	return nil
}

// staleLogin tells a login with another nonce than the one last offered: its
// refusal says nothing of the password.
func staleLogin(l *parser.Login) bool {
	return l.Offered != nil && !l.Current() && !l.Accepted()
}

// firstNonce is the newer nonce that a stale login was first offered.
func firstNonce(d *parser.Dialog, l *parser.Login) string {
	for _, m := range d.Messages {
		for _, c := range m.Challenges() {
			if c.Nonce != l.Credentials.Nonce {
				return c.Nonce
			}
		}
	}
	return l.Offered.Nonce
}

func challengeClause(l *parser.Login) string {
	if l.OfferedBy == nil {
		return nothing
	}
	return " like the " + strconv.Itoa(l.OfferedBy.Code) + " in " + rules.Number(l.OfferedBy)
}

// weighed answers by what the diagnosis says of these causes: that it is one of
// them, may be, or is not. False where it says nothing.
func (s *scene) weighed(r *reply, m *matter, ids []string) bool {
	if m == nil || m.finding == nil {
		return false
	}
	r.texts = titles(m)
	if contains(ids, m.finding.ID) {
		r.key = "yes-" + string(m.certainty)
		r.texts["says"] = []words.Text{m.says}
		return true
	}
	for _, reason := range m.excluded {
		if contains(ids, reason.ID) && !reason.Why.Empty() {
			r.key = "excluded"
			r.texts["why"] = []words.Text{alone(reason.Why)}
			return true
		}
	}
	for i, reason := range m.alternatives {
		if contains(ids, reason.ID) {
			r.key = "possible"
			if m.undecided {
				r.key, r.unknown = "candidate", true
			}
			r.fields["place"] = placed(i+1, len(m.alternatives))
			r.fields["lead"] = "possible, but not the first thing to look at"
			if i == 0 {
				r.fields["lead"] = "possible"
			}
			r.texts["rank"] = []words.Text{ranked(reason.Why)}
			r.texts["why"], r.texts["settles"] = []words.Text{reason.Why}, []words.Text{m.settles}
			return true
		}
	}
	return false
}

// alone makes a reason that follows others in a list, "nor is it …", one that
// stands by itself.
func alone(why words.Text) words.Text {
	rest, ok := strings.CutPrefix(why[0].Text, "Nor is it ")
	if !ok {
		return why
	}
	out := slices.Clone(why)
	out[0].Text = "It is not " + rest
	return out
}

// placed is where one of several stands: "the second of 4".
func placed(n, of int) string {
	if of == 1 {
		return "the only one"
	}
	return "the " + ordinal(n) + " of " + itoa(of)
}

// ranked sets what an alternative is, with its remark in brackets: those of the
// diagnoses read "no credit: check the balance first", which is no end for a
// sentence that has a colon of its own.
func ranked(why words.Text) words.Text {
	for i, span := range why {
		head, remark, ok := strings.Cut(span.Text, ": ")
		if !ok || span.Style != words.Plain {
			continue
		}
		open, closed := span, span
		open.Text, closed.Text = head+" (", remark
		out := append(slices.Clone(why[:i]), open, closed)
		out = append(out, why[i+1:]...)
		return append(out, words.Span{Text: ")"})
	}
	return why
}

func ordinal(n int) string {
	switch n {
	case 1:
		return "first"
	case 2:
		return "second"
	case 3:
		return "third"
	}
	return itoa(n) + "th"
}
