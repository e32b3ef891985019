package answers

import (
	"slices"
	"strings"
)

const (
	// maxWeight bounds what one rare term can say; unknownWeight is that of a
	// word which nothing here speaks of.
	maxWeight     = 3.2
	unknownWeight = 1.6
	// neutralWeight is that of a common word which goes with any subject.
	neutralWeight = 0.3
	// cueBase is what a cue that holds is worth before it is weighed by how much
	// of the question it covers; alike is what only speaking of the same things
	// covers.
	cueBase = 0.30
	alike   = 0.65
	// heard is the score from which a question to the bot, or one in words of the
	// field, counts as understood; heardAside where one word of it is strange.
	// takenUp is the score from which other talk is answered although nobody asked
	// the bot.
	heard = 0.50
	// heardBy is the same where the bot is spoken to: the nearest answer serves
	// better than none.
	heardBy    = 0.42
	heardAside = 0.56
	takenUp    = 0.62
	// plainly is the score from which a longer name of what is wanted is.
	plainly = 0.75
	// well is the score from which a question without a word of the field may hold a
	// strange one.
	well = 0.75
)

// match is how well an intent fits a question.
type match struct {
	*entry
	score float64
}

// rank scores every intent, the best first.
func (c *Catalogue) rank(s *scene) []match {
	found := make([]match, 0, len(c.entries))
	for _, e := range c.entries {
		m := c.match(e, s.q)
		if m.score == 0 {
			continue
		}
		if e.fits != nil {
			m.score *= e.fits(s)
		}
		if m.score > 0.1 {
			found = append(found, m)
		}
	}
	slices.SortStableFunc(found, func(a, b match) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	return found
}

// match scores one intent: the better of its best cue and its most similar
// sample, and a little of the other.
func (c *Catalogue) match(e *entry, q *Question) match {
	m := match{entry: e}
	total := 0.0
	for i := range q.features {
		total += c.weigh(&q.features[i])
	}
	if total == 0 {
		return m
	}
	cueScore, similar := 0.0, 0.0
	for i := range e.cues {
		covered, ok := c.cover(&e.cues[i], e, q)
		if !ok {
			continue
		}
		cueScore = max(cueScore, cueBase+(1-cueBase)*covered/total)
	}
	for i := range e.samples {
		similar = max(similar, c.similarity(&e.samples[i], q, total))
	}
	m.score = 0.85*max(cueScore, 0.9*similar) + 0.15*min(cueScore, similar)
	if similar > 0.999 {
		// The very question: cues only tell such intents apart.
		m.score = 0.95 + 0.1*cueScore
	}
	return m
}

// weigh is how much a feature says.
func (c *Catalogue) weigh(f *feature) float64 {
	if f.neutral {
		return neutralWeight
	}
	if w, ok := c.weights[f.names[0]]; ok {
		return w
	}
	best := 0.0
	for _, name := range f.names[1:] {
		best = max(best, c.weights[name])
	}
	if best == 0 {
		return unknownWeight
	}
	return best
}

// cover tells whether a cue holds, and what weight of the question it accounts
// for: all of what it names, part of what its intent speaks of otherwise.
func (c *Catalogue) cover(q *cue, e *entry, asked *Question) (float64, bool) {
	for _, g := range q.groups {
		if g.found(asked) == g.not {
			return 0, false
		}
	}
	covered := 0.0
	for i := range asked.features {
		f := &asked.features[i]
		switch {
		case q.names(f):
			covered += c.weigh(f)
		case e.speaksOf(f):
			covered += alike * c.weigh(f)
		}
	}
	return covered, true
}

func (g *group) found(q *Question) bool {
	for i := range q.features {
		for _, name := range g.any {
			if q.features[i].is(name) {
				return true
			}
		}
	}
	// A cue may name a small word, which is no feature: "=or", "=any".
	for _, name := range g.any {
		if small, ok := strings.CutPrefix(name, "~"); ok && q.typed(small) {
			return true
		}
	}
	return false
}

// typed tells whether a word with this stem stands in the question.
func (q *Question) typed(stem string) bool {
	for i := range q.tokens {
		if q.tokens[i].stem == stem {
			return true
		}
	}
	return false
}

func (q *cue) names(f *feature) bool {
	for _, g := range q.groups {
		if g.not {
			continue
		}
		for _, name := range g.any {
			if f.is(name) {
				return true
			}
		}
	}
	return false
}

func (e *entry) speaksOf(f *feature) bool {
	for _, name := range f.names {
		if e.vocabulary[name] {
			return true
		}
	}
	return false
}

// similarity compares the question with a sample: the weight of what both say,
// over that of what either says.
func (c *Catalogue) similarity(s *sample, q *Question, total float64) float64 {
	if s.thin && s.text != q.plain {
		return 0
	}
	both := 0.0
	for i := range q.features {
		if s.features[q.features[i].names[0]] {
			both += c.weigh(&q.features[i])
		}
	}
	if both == 0 {
		return 0
	}
	return both / (total + max(s.weight-both, 0))
}
