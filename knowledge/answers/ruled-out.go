package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// ruledOut answers what it is not: the exclusions of the diagnosis, and what the
// messages themselves put out of question.
func ruledOut(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	var not []words.Text
	m := s.matter()
	if m != nil {
		for _, reason := range m.excluded {
			not = append(not, reason.Why)
		}
	}
	if j := s.Report.Of(d); j != nil {
		not = append(not, j.Normal...)
	}
	if l := acceptedLogin(d); l != nil {
		not = append(not, words.T("The login: "+rules.Number(l.Request)+" was accepted with its credentials."))
	}
	if d.Ringing != nil {
		not = append(not, words.T("The way to the called side: it rang ("+rules.Number(d.Ringing)+")."))
	}
	if c, ok := d.Agreed().Codec(); ok && c.Name != "" && d.Answer != nil {
		not = append(not, words.T("The codecs: both sides agreed on "+c.Name+"."))
	}
	r := say("list", nil).of(d, nil, m.findings()...)
	r.texts = map[string][]words.Text{"list": not[:min(len(not), 3)]}
	if len(not) == 0 {
		r.key = "nothing"
	}
	return r
}

// acceptedLogin is a login that got through, nil without one.
func acceptedLogin(d *parser.Dialog) *parser.Login {
	for _, l := range d.Logins() {
		if l.Accepted() {
			return l
		}
	}
	return nil
}
