package answers

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

//go:embed lexicon.yaml
var lexiconFile []byte

// everydayFile holds common words, so that none of them is taken for a typing
// mistake of a word of the field.
//
//go:embed everyday.txt
var everydayFile string

// neutralFile holds common words that go with any subject: they are neither a word
// of the field nor a sign of small talk.
//
//go:embed neutral.txt
var neutralFile string

// lexicon knows how people say things.
type lexicon struct {
	// alone maps a text that is nothing but a word or two to what it asks.
	alone map[string]string
	// short maps an abbreviation to the words it stands for.
	short map[string][]string
	// phrases holds the ways to say a term, by the stem of their first word, the
	// longest first.
	phrases map[string][]phrase
	// stop holds the stems that carry no meaning of their own.
	stop map[string]bool
	// office holds the stems of words of office life: a text with one of them is
	// not about a trace, unless somebody puts it to the bot. By the stem it tells how
	// short the word may be: a manager is of the office, to manage is not.
	office map[string]int
	// known are words that are spelt right; byFirst those of them that a typing
	// mistake may stand for, by their first letter; stems the stems of all.
	known map[string]bool
	// stemmed are the stems of known words, which are asked for again and again.
	stemmed map[string]string
	byFirst map[byte][]string
	stems   map[string]bool
	// everyday are stems of common words that are no word of the field.
	everyday map[string]bool
	// neutral are stems of common words that tell no subject.
	neutral map[string]bool
	terms   map[string]bool
	// tongues are the other languages that a question may be in.
	tongues []*tongue
}

// phrase is one way to say a term, as stems.
type phrase struct {
	stems []string
	term  string
}

// lexiconYAML is the form of lexicon.yaml.
type lexiconYAML struct {
	Terms  map[string][]string `yaml:"terms"`
	Alone  map[string]string   `yaml:"alone"`
	Short  map[string]string   `yaml:"short"`
	Stop   []string            `yaml:"stop"`
	Office []string            `yaml:"office"`
}

// newLexicon reads the lexicon. vocabulary are further words that questions are
// made of.
func newLexicon(vocabulary []string) (*lexicon, error) {
	var file lexiconYAML
	if err := load.Decode("answers/lexicon.yaml", lexiconFile, &file); err != nil {
		return nil, err
	}
	x := &lexicon{
		alone: file.Alone,
		short: map[string][]string{}, phrases: map[string][]phrase{}, stop: map[string]bool{}, known: map[string]bool{}, stemmed: map[string]string{},
		byFirst: map[byte][]string{}, stems: map[string]bool{}, everyday: map[string]bool{}, neutral: map[string]bool{}, office: map[string]int{}, terms: map[string]bool{},
	}
	// In the order of their names, so that of two words that a mistyped one may mean the
	// same is always taken.
	for _, from := range keysOf(file.Short) {
		to := file.Short[from]
		x.short[from] = strings.Fields(to)
		x.learn(strings.Fields(to))
	}
	for _, word := range file.Stop {
		x.learn(strings.Fields(word))
		if !strings.Contains(word, " ") {
			x.stop[stem(word)] = true
		}
	}
	for _, word := range file.Office {
		x.known[word] = true
		if n := x.office[stem(word)]; n == 0 || len(word) < n {
			x.office[stem(word)] = len(word)
		}
	}
	for _, term := range keysOf(file.Terms) {
		x.terms[term] = true
		for _, way := range file.Terms[term] {
			x.learn(pieces(way))
		}
	}
	x.learn(vocabulary)
	for _, word := range strings.Fields(everydayFile) {
		if !x.stems[stem(word)] {
			x.everyday[stem(word)] = true
		}
		x.known[word] = true
	}
	for _, word := range strings.Fields(neutralFile) {
		x.neutral[stem(word)] = true
		x.known[word] = true
	}
	var err error
	if x.tongues, err = readTongues(); err != nil {
		return nil, err
	}
	return x, x.addPhrases(file.Terms)
}

func (x *lexicon) learn(words []string) {
	for _, word := range words {
		if word == "" || x.known[word] || strings.ContainsAny(word, "-_.:") {
			continue
		}
		x.known[word] = true
		x.stemmed[word] = stem(word)
		x.stems[x.stemmed[word]] = true
		x.byFirst[word[0]] = append(x.byFirst[word[0]], word)
	}
}

// stem is the stem of a word.
func (x *lexicon) stem(word string) string {
	if s, ok := x.stemmed[word]; ok {
		return s
	}
	return stem(word)
}

func (x *lexicon) addPhrases(terms map[string][]string) error {
	var errs []error
	owner := map[string]string{}
	for _, term := range keysOf(terms) {
		for _, way := range terms[term] {
			var stems []string
			for _, piece := range pieces(way) {
				for _, word := range x.expand(piece) {
					stems = append(stems, x.stem(word))
				}
			}
			key := strings.Join(stems, " ")
			if len(stems) == 0 {
				errs = append(errs, fmt.Errorf("answers/lexicon.yaml: the term %s has an empty phrase", term))
				continue
			}
			switch other := owner[key]; other {
			case term:
				continue
			case "":
				owner[key] = term
			default:
				errs = append(errs, fmt.Errorf("answers/lexicon.yaml: %q stands under two terms, %s and %s", way, min(term, other), max(term, other)))
				continue
			}
			x.phrases[stems[0]] = append(x.phrases[stems[0]], phrase{stems, term})
		}
	}
	for _, list := range x.phrases {
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.stems) - len(a.stems) })
	}
	return errors.Join(errs...)
}

// at is the term that the words at position i say, and how many of them it
// takes; "" where they say none.
func (x *lexicon) at(tokens []token, i int) (term string, n int) {
	for _, p := range x.phrases[tokens[i].stem] {
		if len(p.stems) > len(tokens)-i {
			continue
		}
		if n := p.length(tokens[i:]); n > 0 {
			return p.term, n
		}
	}
	return "", 0
}

// length is how many words the phrase takes at the beginning of a text, 0 where it
// does not stand there. A pronoun may stand inside it: "why can he not call".
func (p phrase) length(tokens []token) int {
	at := 0
	for j, s := range p.stems {
		if j == len(p.stems)-1 && j == 1 && particles[s] {
			at += parted(tokens[at:], s)
		}
		if j > 0 && at+1 < len(tokens) && tokens[at].stem != s && (between[tokens[at].text] || tokens[at].text == "it" && p.stems[0] != "not") {
			at++
		}
		if at == len(tokens) || tokens[at].stem != s || j > 0 && tokens[at].fixed {
			return 0
		}
		at++
	}
	return at
}

// particles are what verbs take behind their object: "turned the call down".
var particles = map[string]bool{"up": true, "down": true, "off": true, "out": true, "away": true}

// parted is how many words of an object stand before a particle: "the call" of "the call
// down", "him" of "him down"; 0 where it does not follow one.
func parted(tokens []token, particle string) int {
	if len(tokens) < 2 || !objects[tokens[0].text] {
		return 0
	}
	for n := 1; n <= 2 && n < len(tokens); n++ {
		if tokens[n].stem == particle {
			return n
		}
	}
	return 0
}

// objects begin the object of a verb.
var objects = map[string]bool{"it": true, "him": true, "her": true, "them": true, "this": true, "that": true, "the": true, "these": true, "those": true, "my": true, "his": true, "our": true, "their": true}

// between are the words that may stand inside a phrase.
var between = map[string]bool{"i": true, "he": true, "she": true, "we": true, "they": true, "you": true, "has": true, "have": true}
