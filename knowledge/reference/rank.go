package reference

import (
	"math"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// The usual constants of BM25: how fast repetition stops to count, and how much a
// long entry is held against it.
const (
	saturation = 1.2
	lengthBias = 0.4
)

// searchWord is a stem to look for. Of words is which word of the query it stands
// for, so that a synonym counts as having found it.
type searchWord struct {
	stem   string
	weight float32
	of     int
}

// scored is an entry with its score, and the share of the query's words in it.
type scored struct {
	doc          int32
	score, share float32
}

// widen adds synonyms and, for a word that stands nowhere, its nearest ones.
func (x *searchIndex) widen(stems []string) []searchWord {
	var list []searchWord
	for n, stem := range stems {
		list = append(list, searchWord{stem, 1, n})
		if len(x.hits(stem)) == 0 {
			for _, near := range x.nearTerms(stem) {
				list = append(list, searchWord{near, 0.8, n})
			}
		}
	}
	for n := range stems {
		for length := min(4, len(stems)-n); length > 0; length-- {
			groups := x.synonyms[strings.Join(stems[n:n+length], " ")]
			for _, others := range groups {
				for _, other := range others {
					list = append(list, searchWord{other, 0.35, n})
				}
			}
		}
	}
	return list
}

// nearTerms are the stems that a typing mistake may have meant.
func (x *searchIndex) nearTerms(stem string) []string {
	if len(stem) < 5 {
		return nil
	}
	limit := 1
	if len(stem) >= 8 {
		limit = 2
	}
	mask := letters(stem)
	var list []string
	for _, t := range x.terms {
		if len(t.text) < 5 || abs(len(t.text)-len(stem)) > limit || difference(t.letters, mask) > 2*limit {
			continue
		}
		if load.Distance(t.text, stem) <= limit {
			list = append(list, t.text)
		}
	}
	return list[:min(4, len(list))]
}

// rank scores the entries for a query.
func (x *searchIndex) rank(list []string) []scored {
	stems := stemsOf(strings.Join(list, " "))
	if len(stems) == 0 || len(stems) > 60 {
		return nil
	}
	scores, found := make([]float32, len(x.items)), make([]uint64, len(x.items))
	for _, w := range x.widen(stems) {
		hits := x.hits(w.stem)
		rarity := x.rarity(len(hits))
		for _, h := range hits {
			norm := saturation * (1 - lengthBias + lengthBias*x.lengths[h.doc]/x.average)
			scores[h.doc] += w.weight * rarity * h.weight * (saturation + 1) / (h.weight + norm)
			found[h.doc] |= 1 << w.of
		}
	}
	docs, parts := x.called(list), x.calledIn(list)
	_, h := hinted(list)
	var best []scored
	for doc, score := range scores {
		if score == 0 {
			continue
		}
		share := float32(ones(found[doc])) / float32(len(stems))
		score *= (0.4 + 0.6*share) * prior(x.items[doc])
		if slices.Contains(docs, int32(doc)) {
			score *= 1.8
		} else if slices.Contains(parts, int32(doc)) {
			score *= 1.3
		}
		switch asked := slices.Contains(h.kinds, x.items[doc].kind); {
		case asked && h.firm:
			score *= 2
		case asked:
			score *= 1.4
		}
		best = keep(best, scored{int32(doc), score, share})
	}
	return best
}

// kept is how many of the best entries a search looks at.
const kept = 6

// keep puts an entry among the best, in order.
func keep(best []scored, s scored) []scored {
	at := len(best)
	for at > 0 && best[at-1].score < s.score {
		at--
	}
	if at == kept {
		return best
	}
	best = slices.Insert(best, at, s)
	return best[:min(len(best), kept)]
}

// called lists the entries that are called, or said by people, just as asked.
func (x *searchIndex) called(list []string) []int32 {
	var docs []int32
	for _, core := range [][]string{list, without(list, light), without(list, asking)} {
		docs = append(docs, x.phrases[fold(strings.Join(core, ""))]...)
	}
	return docs
}

// calledIn lists the entries that are called as a word of the query, or two that
// stand together.
func (x *searchIndex) calledIn(list []string) []int32 {
	var docs []int32
	core := without(list, asking)
	for n, word := range core {
		docs = append(docs, x.phrases[fold(word)]...)
		if n > 0 {
			docs = append(docs, x.phrases[fold(core[n-1]+word)]...)
		}
	}
	return docs
}

func (x *searchIndex) rarity(hits int) float32 {
	n := float64(len(x.items))
	return float32(math.Log(1 + (n-float64(hits)+0.5)/(float64(hits)+0.5)))
}

// prior is how likely an entry is meant before its words are read.
func prior(i *item) float32 {
	switch i.kind {
	case Term:
		return 1.25
	case Diagnosis:
		return 1.15
	case Response, Method:
		return 1.1
	case Parameter, Provider:
		return 0.8
	case Cause:
		if strings.HasPrefix(i.name, "unassigned") {
			return 0.1
		}
		return 0.85
	}
	return 0.9
}

// search finds entries by the words in them; nil where too few of the query's
// words are in any.
func (l *Library) search(list []string) []*item {
	all := l.searchIndex().rank(list)
	if len(all) == 0 || all[0].share < 0.5 {
		return nil
	}
	var items []*item
	for _, s := range all[:min(len(all), 5)] {
		if s.score >= 0.55*all[0].score {
			items = append(items, l.items[s.doc])
		}
	}
	return items
}

// roughly finds the nearest entries for a query that fits none.
func (l *Library) roughly(list []string) []*item {
	items := slices.Clone(ranked(l.names.roughly(strings.Join(list, ""))))
	for _, s := range l.searchIndex().rank(list) {
		if len(items) >= 3 {
			break
		}
		if !slices.Contains(items, l.items[s.doc]) {
			items = append(items, l.items[s.doc])
		}
	}
	return items[:min(3, len(items))]
}

// known tells whether a word stands in the entries, and so is no typing mistake.
func (l *Library) known(word string) bool {
	stems := stemsOf(word)
	return len(stems) == 1 && len(l.searchIndex().hits(stems[0])) > 2
}
