package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// headerAsked shows what stands in a header, and says what the header is for
// where a reference is at hand.
func headerAsked(s *scene) *reply {
	name := s.headerMeant()
	if name == "" {
		return nil
	}
	f := rules.Fields{"header": name, "meaning": s.meaning("header", name), "n": "", "all": ""}
	if name == "Call-ID" && s.dialog != nil {
		f["value"] = s.dialog.CallID
		return say("call-id", f).of(s.dialog, nil)
	}
	m := s.messageWith(name)
	if m == nil {
		return say("absent", f).overall()
	}
	r := say("value", f).of(m.Dialog, m)
	for _, h := range m.All(name) {
		if len(r.evidence) < 3 {
			r.evidence = append(r.evidence, rules.HeaderLine(m, h))
		}
	}
	return r
}

// headerMeant is the header that the question names.
func (s *scene) headerMeant() string {
	if len(s.q.headers) > 0 {
		return s.q.headers[0]
	}
	switch {
	case s.q.has("contact"):
		return "Contact"
	case s.q.has("via"):
		return "Via"
	}
	return ""
}

// messageWith is the message whose header is meant: the one named, else the last
// one talked about, else the one that the matter rests on, else the first that
// has it.
func (s *scene) messageWith(name string) *parser.Message {
	var choices []*parser.Message
	choices = append(choices, s.asked, s.codeMeant())
	if method := s.methodMeant(); method != "" {
		choices = append(choices, requestOf(s.dialog, method))
	}
	if strings.EqualFold(name, "Contact") || strings.EqualFold(name, "From") {
		if m := s.matter(); m != nil {
			for _, e := range m.evidence {
				choices = append(choices, e.Message)
			}
		}
	}
	choices = append(choices, s.Message)
	if s.dialog != nil {
		choices = append(choices, s.dialog.Messages...)
	}
	choices = append(choices, s.trace.Messages...)
	for _, m := range choices {
		if m != nil && m.Has(name) {
			return m
		}
	}
	return nil
}
