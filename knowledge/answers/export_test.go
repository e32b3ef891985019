package answers

import (
	"fmt"
	"strings"
)

// Checked is Answer with the mistakes of the words.
func (c *Catalogue) Checked(text string, ctx Context) (*Answer, error) { return c.answer(text, ctx) }

// Every runs the facts of every intent on a trace, whatever the question, and
// lists what is wrong with what comes out.
func (c *Catalogue) Every(question string, ctx Context) []string {
	var wrong []string
	if err := c.load(); err != nil {
		return []string{err.Error()}
	}
	s := c.scene(question, ctx)
	for _, e := range c.entries {
		if e.fits != nil && e.fits(s) == 0 {
			continue
		}
		r := e.facts(s)
		if r == nil || r.key == "" {
			continue
		}
		a, err := s.put(e, r)
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		if len(a.Lines) == 0 {
			wrong = append(wrong, fmt.Sprintf("%s, wording %q: nothing is left to say", e.id, r.key))
		}
		for _, line := range a.Lines {
			text := line.String()
			if strings.TrimSpace(text) == "" || strings.Contains(text, nothing) || strings.Contains(text, "%!") || strings.Contains(text, "#0") {
				wrong = append(wrong, fmt.Sprintf("%s, wording %q: odd line %q", e.id, r.key, text))
			}
		}
	}
	return wrong
}

// Lint checks the shipped words of every intent.
func (c *Catalogue) Lint() []string {
	if err := c.load(); err != nil {
		return []string{err.Error()}
	}
	var wrong []string
	for _, e := range c.entries {
		for _, err := range e.words.Check(e.id+".yaml", c.lexicon.terms) {
			wrong = append(wrong, err.Error())
		}
	}
	return wrong
}

// WordsOf are the words of an intent.
func (c *Catalogue) WordsOf(id string) Words {
	if c.load() != nil || c.byID[id] == nil {
		return Words{}
	}
	return c.byID[id].words
}

// Best is the id of the best intent, its score and what it was weighed against.
func (c *Catalogue) Best(text string, ctx Context) (id string, score float64) {
	if c.load() != nil {
		return "", 0
	}
	ranked := c.rank(c.scene(text, ctx))
	if len(ranked) == 0 {
		return "", 0
	}
	return ranked[0].id, ranked[0].score
}

// TopicIDs are the diagnoses that the suspected causes stand for.
func TopicIDs() []string {
	var ids []string
	for _, t := range topics() {
		ids = append(ids, t.ids...)
	}
	return ids
}
