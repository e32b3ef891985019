package reference

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

//go:embed synonyms.yaml
var synonymFile []byte

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
	x.readText(string(i.raw), indent, doc, t)
	for _, o := range i.over {
		x.readText(string(o.raw), indent, doc, t)
	}
}

// readText counts the words of an entry's YAML, by the keys that they stand under.
func (x *searchIndex) readText(text string, indent int, doc int32, t *tally) {
	var weight float32 = 1
	words := false
	for text != "" {
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
