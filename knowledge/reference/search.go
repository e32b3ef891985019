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
	items []*item
	// terms are all stems, byStem their numbers, byWord the number of a word's stem,
	// -1 for a word that only asks.
	terms   []term
	byStem  map[string]int32
	byWord  map[string]int32
	lengths []float32
	average float32
	// phrases are what people say who mean an entry: its words and names, folded.
	phrases map[string][]int32

	synonyms map[string][][]string
}

// term is a stem, the entries that hold it, and its letters, by which most terms
// are ruled out as the one that a typing mistake meant.
type term struct {
	text    string
	letters uint64
	hits    []hit
}

// tally counts the words of one entry.
type tally struct {
	weights []float32
	seen    []int32
	lower   []byte
}

// lazySearch builds the index when it is first asked.
type lazySearch struct {
	once  sync.Once
	index *searchIndex
}

func (l *Library) searchIndex() *searchIndex {
	l.lazy.once.Do(func() { l.lazy.index = buildSearch(l.items, l.notes) })
	return l.lazy.index
}

// weights say how much a word counts by the key that it stands under. Keys that
// are not named count 1, those with 0 not at all.
var weights = map[string]float32{
	"name": 5, "also": 5, "title": 4, "words": 4, "says": 2, "brief": 1, "confused": 0.4, "differs": 0.3, "example": 0, "cites": 0, "see": 0, "kind": 0, "who": 0, "explains": 0, "excludes": 0,
	"ranks": 0, "fields": 0, "ask": 0.3, "sure": 0.3, "settles": 0.3, "match": 0, "unregistered": 0, "common": 0, "variants": 0.3, "actor": 0, "retry": 0.4, "check": 0.7,
}

func buildSearch(items []*item, notes func(Kind, string) string) *searchIndex {
	x := &searchIndex{
		items: items, lengths: make([]float32, len(items)),
		byStem: make(map[string]int32, 8192), byWord: make(map[string]int32, 16384), phrases: make(map[string][]int32, 8192),
	}
	var t tally
	for doc, i := range items {
		x.read(i, int32(doc), &t)
		if notes != nil {
			x.count(notes(i.kind, i.key), 1.5, &t)
		}
		var length float32
		for _, id := range t.seen {
			weight := t.weights[id]
			x.terms[id].hits = append(x.terms[id].hits, hit{int32(doc), weight})
			length += weight
			t.weights[id] = 0
		}
		t.seen = t.seen[:0]
		x.lengths[doc] = length
		x.average += length
	}
	x.average /= float32(max(len(items), 1))
	x.readSynonyms()
	return x
}

// read counts the words of one entry.
func (x *searchIndex) read(i *item, doc int32, t *tally) {
	var key float32 = 5
	if i.kind == Diagnosis {
		key = 9 // an id is made of the words that matter
	}
	x.count(i.key, key, t)
	x.count(i.name, 2, t)
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
	for text := string(i.raw); text != ""; {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		if key, value, ok := field(line, indent); ok {
			known := false
			if weight, known = weights[key]; !known {
				weight = 1
			}
			line, words = value, key == "words"
		}
		if words {
			for _, phrase := range inlineList(line) {
				x.phrase(phrase, doc)
			}
		}
		if weight > 0 && !strings.HasPrefix(line, "#") {
			x.count(line, weight, t)
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

// count adds the words of a text: runs of letters and digits.
func (x *searchIndex) count(text string, weight float32, t *tally) {
	for at := 0; at < len(text); {
		if !inWord(text[at]) {
			at++
			continue
		}
		t.lower = t.lower[:0]
		for ; at < len(text) && (inWord(text[at]) || text[at] == '\''); at++ {
			c := text[at]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			t.lower = append(t.lower, c)
		}
		id, known := x.byWord[string(t.lower)]
		if !known {
			id = x.learn(string(t.lower))
		}
		if id < 0 {
			continue
		}
		for int(id) >= len(t.weights) {
			t.weights = append(t.weights, 0)
		}
		if t.weights[id] == 0 {
			t.seen = append(t.seen, id)
		}
		t.weights[id] += weight
	}
}

// learn numbers the stem of a new word.
func (x *searchIndex) learn(word string) int32 {
	stem := stemOf(word)
	id, known := x.byStem[stem]
	switch {
	case stem == "":
		id = -1
	case !known:
		id = int32(len(x.terms))
		x.byStem[stem] = id
		x.terms = append(x.terms, term{text: stem, letters: letters(stem)})
	}
	x.byWord[word] = id
	return id
}

func inWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
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
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 0x80 && !inWord(byte(r)) && r != '\'' }) {
		if stem := stemOf(word); stem != "" {
			list = append(list, stem)
		}
	}
	return list
}

// hits lists the entries that hold a stem.
func (x *searchIndex) hits(stem string) []hit {
	if id, known := x.byStem[stem]; known {
		return x.terms[id].hits
	}
	return nil
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
