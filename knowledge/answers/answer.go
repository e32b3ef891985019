package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/words"
)

// NotUnderstood is the intent of an answer that says what can be asked.
const NotUnderstood = "not-understood"

// Answer answers a question about a trace. Nil means that there is nothing to
// say: ordinary talk, thanks, or a question about SIP as such, which the reference
// answers.
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
	s := c.scene(text, ctx)
	if len(s.trace.Messages) == 0 || len(s.q.tokens) == 0 {
		return nil, nil
	}
	if !ctx.Addressed && s.isTalk() {
		return nil, nil
	}
	for _, m := range c.rank(s) {
		if m.score < heard || !ctx.Addressed && !s.takesUp(m) {
			break
		}
		r := m.facts(s)
		if r == nil {
			continue
		}
		if r.key == "" {
			return nil, nil
		}
		return s.put(m.entry, r)
	}
	if !ctx.Addressed || s.asksReference() {
		return nil, nil
	}
	return s.notUnderstood(), nil
}

// asksReference tells a question about SIP as such: a code, header or term that
// this trace does not show.
func (s *scene) asksReference() bool {
	about := len(s.q.codes) > 0 || len(s.q.headers) > 0 || len(s.q.methods) > 0 || len(s.q.causes) > 0
	short := len(s.q.features) <= 2
	return about && (short || s.q.has("mean", "what")) || short && s.q.has("mean")
}

// notUnderstood says in one line what can be asked about this trace.
func (s *scene) notUnderstood() *Answer {
	line := words.Text{{Text: "I did not understand that. About this trace I can answer, for example: "}}
	for i, example := range s.examples() {
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
