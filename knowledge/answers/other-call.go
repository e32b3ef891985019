package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// otherCall tells of another call: "and the second one?"
func otherCall(s *scene) *reply {
	all := s.calls()
	if len(all) < 2 {
		r := say("only-one", rules.Fields{})
		if s.dialog != nil {
			r.fields["title"] = s.title(s.dialog)
			return r.of(s.dialog, nil).overall()
		}
		return nil
	}
	if len(s.q.nth) > 0 && !s.named {
		return say("not-so-many", rules.Fields{"count": itoa(len(all))}).overall()
	}
	d := s.dialog
	m := s.matterOf(d)
	r := say("matter", rules.Fields{}).of(d, m.message(), m.findings()...)
	if m != nil {
		r.texts = map[string][]words.Text{"title": {m.title}, "says": {m.says}}
		for _, e := range m.evidence {
			if e.Message.IsResponse() && len(r.evidence) == 0 {
				r.evidence = append(r.evidence, e)
			}
		}
		return r
	}
	j := s.Report.Of(d)
	if j == nil {
		return nil
	}
	r.key = "verdict"
	r.texts = map[string][]words.Text{"verdict": {j.Verdict}, "story": {j.Story}}
	return r
}

// severalCalls weighs questions that only make sense for several calls.
func severalCalls(s *scene) float64 {
	n := 0
	for _, d := range s.trace.Dialogs {
		if d.Kind == parser.Call || d.Kind == parser.Registration {
			n++
		}
	}
	return when(n > 1, 0.8)
}
