package reference

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

//go:embed synonyms.yaml
var synonymFile []byte

// The usual constants of BM25: how fast repetition stops to count, and how much a
// long entry is held against it.
const (
	saturation = 1.2
	lengthBias = 0.4
)

// hit is that a document holds a word, with the weight of the places.
type hit struct {
	doc    int32
	weight float32
}

// searchIndex ranks the entries by the words in them (BM25). It is built from the
// raw YAML, so that no entry need be decoded.
type searchIndex struct {
	items   []*item
	hits    map[string][]hit
	lengths []float32
	average float32
	// phrases are what people say who mean an entry: its words and names, folded.
	phrases map[string][]int32
	// terms are all stems with their letters, for typing mistakes.
	terms []term

	synonyms map[string][][]string
	stems    map[string]string
}

type term struct {
	text    string
	letters uint64
}

// lazySearch builds the index when it is first asked.
type lazySearch struct {
	once  sync.Once
	index *searchIndex
}

func (l *Library) searchIndex() *searchIndex {
	l.lazy.once.Do(func() { l.lazy.index = buildSearch(l.items) })
	return l.lazy.index
}

// weights say how much a word counts by the key that it stands under. Keys that
// are not named count 1, those with 0 not at all.
var weights = map[string]float32{
	"name": 5, "also": 5, "title": 4, "words": 4, "says": 2, "brief": 1, "confused": 0.4, "differs": 0.3, "example": 0, "cites": 0, "see": 0, "kind": 0, "who": 0, "explains": 0, "excludes": 0,
	"ranks": 0, "fields": 0, "ask": 0.3, "sure": 0.3, "settles": 0.3, "match": 0, "unregistered": 0, "common": 0, "variants": 0.3, "actor": 0, "retry": 0.4, "check": 0.7,
}

func buildSearch(items []*item) *searchIndex {
	x := &searchIndex{items: items, hits: make(map[string][]hit, 8192), lengths: make([]float32, len(items)), phrases: map[string][]int32{}, stems: make(map[string]string, 8192)}
	counts := map[string]float32{}
	for doc, i := range items {
		clear(counts)
		x.read(i, int32(doc), counts)
		var length float32
		for word, weight := range counts {
			x.hits[word] = append(x.hits[word], hit{int32(doc), weight})
			length += weight
		}
		x.lengths[doc] = length
		x.average += length
	}
	x.average /= float32(max(len(items), 1))
	for word := range x.hits {
		if len(word) > 3 {
			x.terms = append(x.terms, term{word, letters(word)})
		}
	}
	slices.SortFunc(x.terms, func(a, b term) int { return strings.Compare(a.text, b.text) })
	x.readSynonyms()
	return x
}

// read counts the words of one entry.
func (x *searchIndex) read(i *item, doc int32, counts map[string]float32) {
	x.count(i.key, 5, counts)
	x.count(strings.ReplaceAll(i.key, "-", " "), 2, counts)
	x.count(i.name, 2, counts)
	x.phrase(i.key, doc)
	x.phrase(i.name, doc)
	for _, a := range i.also {
		x.phrase(a, doc)
	}
	indent := 2
	if i.make != nil {
		indent = 0
	}
	var weight float32 = 1
	words := false
	for line := range strings.Lines(string(i.raw)) {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "#") {
			continue
		}
		if key, rest, ok := field(line, indent); ok {
			known := false
			if weight, known = weights[key]; !known {
				weight = 1
			}
			if line = rest; key == "words" {
				words = true
			} else {
				words = false
			}
		}
		if words {
			for _, phrase := range inlineList(line) {
				x.phrase(phrase, doc)
			}
		}
		if weight > 0 {
			x.count(line, weight, counts)
		}
	}
}

// field reads the key that a line begins with, at this indent.
func field(line string, indent int) (key, rest string, ok bool) {
	if len(line) <= indent || strings.TrimLeft(line[:indent], " ") != "" || line[indent] < 'a' || line[indent] > 'z' {
		return "", "", false
	}
	key, rest, ok = strings.Cut(line[indent:], ":")
	return key, rest, ok && !strings.ContainsAny(key, " \"")
}

func (x *searchIndex) phrase(s string, doc int32) {
	if s = fold(s); s != "" && !slices.Contains(x.phrases[s], doc) {
		x.phrases[s] = append(x.phrases[s], doc)
	}
}

func (x *searchIndex) count(text string, weight float32, counts map[string]float32) {
	eachWord(text, func(word string) {
		if stem := x.stem(word); stem != "" {
			counts[stem] += weight
		}
	})
}

// eachWord gives the words of a text: runs of letters and digits, in lower case.
func eachWord(text string, give func(string)) {
	start := -1
	for i := 0; i <= len(text); i++ {
		inside := i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= 'A' && text[i] <= 'Z' || text[i] >= '0' && text[i] <= '9' || text[i] >= 0x80 || text[i] == '\'' && start >= 0)
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			give(strings.ToLower(text[start:i]))
			start = -1
		}
	}
}

// stem is the stem of a word, "" for one that only asks.
func (x *searchIndex) stem(word string) string {
	if stem, known := x.stems[word]; known {
		return stem
	}
	stem := stemOf(word)
	x.stems[word] = stem
	return stem
}

func stemOf(word string) string {
	word = strings.TrimSuffix(strings.TrimRight(word, "'"), "'s")
	if asking[word] {
		return ""
	}
	return english.Stem(strings.ReplaceAll(word, "'", ""), false)
}

// readSynonyms reads the groups of words that mean the same.
func (x *searchIndex) readSynonyms() {
	x.synonyms = map[string][][]string{}
	var groups [][]string
	if load.Decode("synonyms.yaml", synonymFile, &groups) != nil {
		return // a test reads the file, so this cannot be
	}
	for _, group := range groups {
		for _, phrase := range group {
			others := make([]string, 0, len(group))
			for _, other := range group {
				if other != phrase {
					others = append(others, stemsOf(other)...)
				}
			}
			key := strings.Join(stemsOf(phrase), " ")
			x.synonyms[key] = append(x.synonyms[key], others)
		}
	}
}

func stemsOf(text string) []string {
	var list []string
	eachWord(text, func(word string) {
		if stem := stemOf(word); stem != "" {
			list = append(list, stem)
		}
	})
	return list
}

// searchWord is a stem to look for. Of words is which word of the query it stands
// for, so that a synonym counts as having found it.
type searchWord struct {
	stem   string
	weight float32
	of     int
}

// widen adds synonyms and, for a word that stands nowhere, its nearest ones.
func (x *searchIndex) widen(stems []string) []searchWord {
	var list []searchWord
	for n, stem := range stems {
		list = append(list, searchWord{stem, 1, n})
		if len(x.hits[stem]) == 0 {
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
	if len(stem) < 4 {
		return nil
	}
	limit := 1
	if len(stem) >= 8 {
		limit = 2
	}
	mask := letters(stem)
	var list []string
	for _, t := range x.terms {
		if abs(len(t.text)-len(stem)) > limit || difference(t.letters, mask) > 2*limit {
			continue
		}
		if load.Distance(t.text, stem) <= limit {
			list = append(list, t.text)
		}
	}
	return list[:min(4, len(list))]
}

// scored is an entry with its score, and the share of the query's words in it.
type scored struct {
	doc          int32
	score, share float32
}

// rank scores the entries for a query.
func (x *searchIndex) rank(list []string) []scored {
	stems := stemsOf(strings.Join(list, " "))
	if len(stems) == 0 || len(stems) > 60 {
		return nil
	}
	scores := make(map[int32]float32, 256)
	found := make(map[int32]uint64, 256)
	for _, w := range x.widen(stems) {
		hits := x.hits[w.stem]
		rarity := x.rarity(len(hits))
		for _, h := range hits {
			norm := saturation * (1 - lengthBias + lengthBias*x.lengths[h.doc]/x.average)
			gain := w.weight * rarity * h.weight * (saturation + 1) / (h.weight + norm)
			scores[h.doc] += gain
			found[h.doc] |= 1 << w.of
		}
	}
	all := make([]scored, 0, len(scores))
	for doc, score := range scores {
		share := float32(ones(found[doc])) / float32(len(stems))
		all = append(all, scored{doc, score * (0.4 + 0.6*share) * prior(x.items[doc]), share})
	}
	x.favour(all, list)
	slices.SortFunc(all, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.doc - b.doc)
	})
	return all
}

// favour lifts the entries that are called, or said by people, just as asked.
func (x *searchIndex) favour(all []scored, list []string) {
	docs := x.phrases[fold(strings.Join(list, ""))]
	for _, core := range [][]string{without(list, light), without(list, asking)} {
		docs = append(slices.Clone(docs), x.phrases[fold(strings.Join(core, ""))]...)
	}
	for n := range all {
		if slices.Contains(docs, all[n].doc) {
			all[n].score *= 1.8
		}
	}
}

func (x *searchIndex) rarity(hits int) float32 {
	n := float64(len(x.items))
	return float32(math.Log(1 + (n-float64(hits)+0.5)/(float64(hits)+0.5)))
}

// prior is how likely an entry is meant before its words are read.
func prior(i *item) float32 {
	switch i.kind {
	case Diagnosis, Term:
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
	return len(stems) == 1 && len(l.searchIndex().hits[stems[0]]) > 2
}
