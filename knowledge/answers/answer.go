package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/words"
)

// NotUnderstood is the intent of an answer that says what can be asked.
const NotUnderstood = "not-understood"

// Answer answers a question about a trace. Nil means that there is nothing to
// say: ordinary talk or thanks. What is not understood may be a question about SIP
// as such, which the reference answers.
func (c *Catalogue) Answer(text string, ctx Context) *Answer {
	a, _ := c.answer(text, ctx)
	return a
}

// answer is Answer with the mistakes of the words, for tests.
func (c *Catalogue) answer(text string, ctx Context) (*Answer, error) {
	if ctx.Report == nil || ctx.Report.Trace == nil || strings.TrimSpace(text) == "" {
		return nil, nil
	}
	if err := c.load(); err != nil {
		return nil, err
	}
	if len(ctx.Report.Trace.Messages) == 0 {
		return nil, nil
	}
	if parts := c.lexicon.parts(text); parts != nil && (ctx.Addressed || !c.scene(text, ctx).isTalk()) {
		if a := c.several(parts, ctx); a != nil {
			return a, nil
		}
	}
	return c.next(text, ctx)
}

// single answers one question that says all it asks.
func (c *Catalogue) single(text string, ctx Context) (*Answer, error) {
	s := c.scene(text, ctx)
	if len(s.q.tokens) == 0 {
		return nil, nil
	}
	if !ctx.Addressed && s.isTalk() {
		return nil, nil
	}
	if a := s.explained(); a != nil {
		return a, nil
	}
	for _, m := range c.rank(s) {
		if !s.hears(m) {
			break
		}
		e, r := s.reply(m)
		if r == nil {
			continue
		}
		if r.key == "" || r.unknown && len(s.Report.Pieces) > 0 && !ctx.Addressed {
			return nil, nil
		}
		a, err := s.put(e, r)
		if len(a.Lines)+len(a.Figure) == 0 {
			continue
		}
		return a, err
	}
	if a := s.alone(); a != nil {
		return a, nil
	}
	if a, err := s.ofThing(); a != nil {
		return a, err
	}
	if !ctx.Addressed {
		return nil, nil
	}
	return s.notUnderstood(), nil
}

// hears tells whether a match is near enough to be answered.
func (s *scene) hears(m match) bool {
	if s.Addressed {
		return m.score >= heardBy
	}
	return m.score >= heard && s.takesUp(m)
}

// reply looks the answer to a question up, with the words to put it in. What is
// asked about a fragment has words of its own.
func (s *scene) reply(m match) (*entry, *reply) {
	if len(s.Report.Pieces) == 0 {
		return m.entry, m.facts(s)
	}
	// A line that names a cause is a finding, and its reason, fix and certainty are
	// talked of as any other's. What else is asked, the paste lacks.
	if len(s.Report.Faults()) > 0 {
		switch m.id {
		case "why", "fix", "how-sure", "evidence", "alternatives", "whose-fault", "tell-customer":
			return m.entry, m.facts(s)
		}
	}
	if r := s.ofFragment(m); r != nil {
		e := *m.entry
		e.words.Says = s.catalogue.fragments
		return &e, r
	}
	return m.entry, m.facts(s)
}

// notUnderstood says in one line what can be asked about this trace.
func (s *scene) notUnderstood() *Answer {
	examples := s.examples()
	if len(examples) == 0 {
		return &Answer{Intent: NotUnderstood, Lines: []words.Text{words.T("I did not understand that. About these lines I can say what they mean; for more, paste the whole exchange: the request and every answer to it.")}}
	}
	line := words.Text{{Text: "I did not understand that. About this trace I can answer, for example: "}}
	for i, example := range examples {
		if i > 0 {
			line = append(line, words.Span{Text: ", "})
		}
		line = append(line, words.Span{Text: example, Style: words.Quoted})
	}
	line = append(line, words.Span{Text: "."})
	return &Answer{Intent: NotUnderstood, Lines: []words.Text{line}}
}

// examples are three questions that this trace answers, those first that it
// invites most.
func (s *scene) examples() []string {
	var best, rest []string
	for _, e := range s.catalogue.entries {
		if e.words.Example == "" {
			continue
		}
		fit := 1.0
		if e.fits != nil {
			fit = e.fits(s)
		}
		if fit < 1 || s.dialog == nil {
			continue
		}
		if r := e.facts(s); r == nil || r.unknown {
			continue
		}
		if fit > 1 {
			best = append(best, e.words.Example)
		} else {
			rest = append(rest, e.words.Example)
		}
	}
	all := append(best, rest...)
	return all[:min(len(all), 3)]
}
