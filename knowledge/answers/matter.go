package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// matter is what is the matter with a dialog, in words: a diagnosis, or where
// none speaks, a sign.
type matter struct {
	dialog *parser.Dialog
	// finding is nil for a sign.
	finding     *rules.Finding
	sign        string
	title, says words.Text
	who, actor  string
	fix, ask    []words.Text
	settles     words.Text
	sure        words.Text
	certainty   rules.Certainty
	evidence    []rules.Evidence
	// alternatives are what else it could be, in order; excluded what it is not;
	// undecided is set where the alternatives are the candidates themselves.
	alternatives, excluded []rules.Reason
	undecided              bool
	cites                  []string
}

// matter is what is the matter with the dialog at hand, nil where nothing is.
func (s *scene) matter() *matter { return s.matterOf(s.dialog) }

func (s *scene) matterOf(d *parser.Dialog) *matter {
	if d == nil {
		return nil
	}
	if j := s.Report.Of(d); j != nil {
		if faults := j.Faults(); len(faults) > 0 {
			return matterOfFinding(d, faults[0])
		}
		if call := s.Report.CallOf(d); j.State == rules.Failed && call != nil && len(call.Legs) > 0 && call.Dialog == d {
			// This leg only gave back what the next one got.
			if faults := call.Faults(); len(faults) > 0 && faults[0].Dialog != nil {
				return matterOfFinding(faults[0].Dialog, faults[0])
			}
		}
	}
	if sign := s.signOf(d); sign != nil {
		return s.matterOfSign(d, sign)
	}
	return nil
}

func matterOfFinding(d *parser.Dialog, f *rules.Finding) *matter {
	settles := f.Settles
	if strings.HasPrefix(settles.String(), "nothing more") {
		// Everything is settled: no line of an answer need say so.
		settles = nil
	}
	return &matter{
		dialog: d, finding: f, title: f.Title, says: f.Says, who: f.Who, actor: f.Actor, fix: f.Fix, ask: f.Ask, settles: settles, sure: f.Sure,
		certainty: f.Certainty, evidence: f.Evidence, alternatives: f.Alternatives, excluded: f.Excluded, undecided: f.Undecided, cites: f.Cites,
	}
}

func (s *scene) matterOfSign(d *parser.Dialog, found *sign) *matter {
	w := s.catalogue.signs[found.key]
	fields := rules.Fields{"method": "", "to": rules.Shown(d.To)}
	for name, value := range found.fields {
		fields[name] = value
	}
	fill := func(template string) words.Text {
		if template == "" {
			return nil
		}
		text, _ := render(template, fields)
		return text
	}
	m := &matter{
		dialog: d, sign: found.key, title: fill(w.Title), says: fill(w.Says), who: w.Who, actor: fill(w.Actor).String(), settles: fill(w.Settles), sure: fill(w.Sure),
		certainty: rules.Certainty(w.Certainty), evidence: found.evidence, cites: w.Cites,
	}
	for _, f := range w.Fix {
		m.fix = append(m.fix, fill(f))
	}
	return m
}

// findings are the ids that a reply about the matter rests on.
func (m *matter) findings() []*rules.Finding {
	if m == nil || m.finding == nil {
		return nil
	}
	return []*rules.Finding{m.finding}
}

// message is the last message of the evidence: what the talk is about then.
func (m *matter) message() *parser.Message {
	if m == nil || len(m.evidence) == 0 {
		return nil
	}
	return m.evidence[len(m.evidence)-1].Message
}

// about makes a reply one about this matter.
func (m *matter) reply(r *reply) *reply { return r.of(m.dialog, m.message(), m.findings()...) }
