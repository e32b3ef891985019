package answers

import (
	"slices"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// scene is a question together with what it is asked about.
type scene struct {
	Context
	catalogue *Catalogue
	q         *Question
	trace     *parser.Trace
	// dialog is the one that is meant: named by the question, else the one talked
	// about last, else the failing one, else the first. Nil where the trace has
	// none. named is set where the question says which.
	dialog *parser.Dialog
	named  bool
	// asked is the message that the question names, nil without one.
	asked *parser.Message
}

func (c *Catalogue) scene(text string, ctx Context) *scene {
	s := &scene{Context: ctx, catalogue: c, trace: ctx.Report.Trace}
	s.q = c.lexicon.read(text, s.trace)
	for _, n := range s.q.messages {
		if m := s.trace.Message(n); m != nil {
			s.asked = m
			break
		}
	}
	s.dialog = s.usual()
	if d := s.meant(); d != nil {
		s.dialog, s.named = d, true
	}
	return s
}

// usual is the dialog that a question is about which does not say.
func (s *scene) usual() *parser.Dialog {
	if s.Focus != nil && slices.Contains(s.trace.Dialogs, s.Focus) {
		// "Why did it fail" is not about the call that is fine.
		if s.q.has("fail", "fault", "fix") && s.stateOf(s.Focus) == rules.Healthy {
			return s.worst()
		}
		return s.Focus
	}
	return s.worst()
}

// worst is the dialog with the first fault, else the first that failed, else the
// first call, else the first dialog.
func (s *scene) worst() *parser.Dialog {
	for _, f := range s.Report.Faults() {
		if f.Dialog != nil {
			return f.Dialog
		}
	}
	for _, j := range s.Report.Judgements {
		if j.State == rules.Failed {
			return j.Dialog
		}
	}
	if all := s.calls(); len(all) > 0 {
		return all[0]
	}
	if len(s.trace.Dialogs) > 0 {
		return s.trace.Dialogs[0]
	}
	return nil
}

// meant is the dialog that the question names, nil where it names none.
func (s *scene) meant() *parser.Dialog {
	if s.asked != nil && s.asked.Dialog != nil {
		return s.asked.Dialog
	}
	for _, user := range s.q.users {
		if d := s.withUser(user); d != nil {
			return d
		}
	}
	if len(s.trace.Dialogs) < 2 {
		return nil
	}
	calls := s.calls()
	for _, n := range s.q.nth {
		if !countsCalls[n.of] || !n.the {
			continue
		}
		switch {
		case n.n < 0:
			return calls[len(calls)-1]
		case n.n <= len(calls):
			return calls[n.n-1]
		}
	}
	// "The one that worked" is the one that did, whatever is at hand.
	if s.q.has("success") && !s.q.has("fail", "why") && (s.q.follows("one", "that") || s.q.follows("call", "that") || s.q.follows("one", "which")) {
		for _, d := range calls {
			if s.stateOf(d) == rules.Healthy {
				return d
			}
		}
	}
	if b := s.q.follows("leg", "b") || s.q.follows("b", "leg"); (b || s.q.follows("leg", "a") || s.q.follows("a", "leg") && s.q.word("leg")) && len(calls) > 1 {
		if b {
			return calls[1]
		}
		return calls[0]
	}
	// "And the other?" ends in the word; "the other side" does not.
	if n := len(s.q.tokens); s.q.has("other") || n > 0 && s.q.tokens[n-1].text == "other" {
		for _, d := range calls {
			// "Why did the other one fail" is not the one that did not.
			if d != s.dialog && !(s.q.has("fail", "reject", "drop", "blocked") && s.stateOf(d) == rules.Healthy) {
				return d
			}
		}
	}
	if d := s.ofKind(); d != nil {
		return d
	}
	return s.withCode()
}

// countsCalls are the stems behind "the second …" that mean a call.
var countsCalls = map[string]bool{"": true, "call": true, "one": true, "leg": true, "attempt": true, "tri": true, "dialog": true, "phone call": true, "get": true, "got": true, "did": true, "do": true, "fail": true, "is": true, "was": true, "end": true, "go": true, "and": true}

// withUser is the first dialog to this user or, without one, from them.
func (s *scene) withUser(user string) *parser.Dialog {
	var from *parser.Dialog
	// A registration of a user is worth less than a call to them.
	for _, d := range s.dialogs() {
		switch {
		case (d.To == user || d.Dialled == user) && d.Kind == parser.Call:
			return d
		case from == nil && (d.From == user || d.To == user):
			from = d
		}
	}
	return from
}

// ofKind is the dialog of the kind that the question names, where the one at hand
// is of another.
func (s *scene) ofKind() *parser.Dialog {
	want := parser.Kind("")
	switch {
	case s.q.has("registration", "m:register", "expire", "bindings"):
		want = parser.Registration
	case s.q.has("options", "m:options"):
		want = parser.Ping
	case s.q.has("m:invite", "ring", "talk", "hangup", "codec", "called"):
		want = parser.Call
	}
	if want == "" || s.dialog != nil && s.dialog.Kind == want {
		return nil
	}
	for _, d := range s.dialogs() {
		if d.Kind == want && s.stateOf(d) == rules.Healthy {
			return d
		}
	}
	for _, d := range s.dialogs() {
		if d.Kind == want {
			return d
		}
	}
	return nil
}

// withCode is the only dialog that has a code which the question names and the
// one at hand has not.
func (s *scene) withCode() *parser.Dialog {
	for _, code := range s.q.codes {
		if s.dialog != nil && answerWith(s.dialog, code) != nil {
			return nil
		}
		for _, d := range s.dialogs() {
			if answerWith(d, code) != nil {
				return d
			}
		}
	}
	return nil
}

// answerWith is the first response of the dialog with this code, nil without one.
func answerWith(d *parser.Dialog, code int) *parser.Message {
	for _, m := range d.Messages {
		if m.Code == code {
			return m
		}
	}
	return nil
}

func (s *scene) stateOf(d *parser.Dialog) rules.State {
	if j := s.Report.Of(d); j != nil {
		return j.State
	}
	return rules.Unclear
}

// dialogs lists all dialogs in the order in which they began, as far as times
// tell, else in that of the input.
func (s *scene) dialogs() []*parser.Dialog {
	all := slices.Clone(s.trace.Dialogs)
	for _, d := range all {
		if len(d.Messages) == 0 || !d.First().Clock {
			return all
		}
	}
	slices.SortStableFunc(all, func(a, b *parser.Dialog) int { return a.First().Time.Compare(b.First().Time) })
	return all
}

// calls lists the calls in their order, or all dialogs where there is no call.
func (s *scene) calls() []*parser.Dialog {
	all := s.dialogs()
	calls := slices.DeleteFunc(slices.Clone(all), func(d *parser.Dialog) bool { return d.Kind != parser.Call })
	if len(calls) > 0 {
		return calls
	}
	return all
}

// about is the dialog at hand if it has something, else the first that has; nil
// where none has it.
func (s *scene) about(has func(*parser.Dialog) bool) *parser.Dialog {
	if s.dialog != nil && has(s.dialog) {
		return s.dialog
	}
	if s.named {
		return nil
	}
	for _, d := range s.dialogs() {
		if has(d) {
			return d
		}
	}
	return nil
}

// some tells whether any dialog of the trace has one of these traits.
func (s *scene) some(traits parser.Traits) bool {
	for _, d := range s.trace.Dialogs {
		if d.Traits&traits != 0 {
			return true
		}
	}
	return false
}

// when gives a weight for intents that only fit traces with something: full where
// it is there, less where not.
func when(there bool, otherwise float64) float64 {
	if there {
		return 1.05
	}
	return otherwise
}
