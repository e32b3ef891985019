package answers

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Catalogue is all intents with their words, a network's own over them. It is
// read when the first question comes, and safe for use by several goroutines.
type Catalogue struct {
	overlay fs.FS

	once    sync.Once
	err     error
	lexicon *lexicon
	entries []*entry
	byID    map[string]*entry
	// weights tell how much a term says: a rare one more than a common one.
	weights map[string]float64
	signs   map[string]signWords
	// fragments are the wordings about a paste without a whole message.
	fragments map[string][]string
	// meanings are the wordings beside what the reference says of a term.
	meanings map[string][]string
}

// entry is an intent ready for matching.
type entry struct {
	intent
	words Words
	cues  []cue
	// samples are the sample questions as sets of features; vocabulary is all
	// that cues and samples speak of.
	samples    []sample
	vocabulary map[string]bool
}

type sample struct {
	text     string
	features map[string]bool
	weight   float64
	// thin is set where nothing but a small question word is left of it: "who is it
	// from". It is then only like the same words.
	thin bool
}

// New makes a catalogue over a network's folder, which may be nil.
func New(overlay fs.FS) *Catalogue { return &Catalogue{overlay: overlay} }

// Check reads a network's own words at once and lists every mistake in them: a
// wrong folder must stop the start, not an answer.
func (c *Catalogue) Check() []error {
	if c.overlay == nil {
		return nil
	}
	found, err := load.Stems(c.overlay, "answers")
	if err != nil {
		return []error{err}
	}
	if err := c.load(); err != nil {
		return []error{err}
	}
	var errs []error
	for _, id := range found {
		name := path.Join("answers", id+".yaml")
		e := c.byID[id]
		if e == nil {
			errs = append(errs, &load.Error{File: name, Problem: fmt.Sprintf("no question is called %q%s", id, load.DidYouMean(id, c.IDs()))})
			continue
		}
		errs = append(errs, e.words.Check(name, c.lexicon.terms)...)
		errs = append(errs, e.checkPlaceholders(name)...)
	}
	return errs
}

// checkPlaceholders holds a network's words to the fields that the shipped words
// use: those are what the facts give.
func (e *entry) checkPlaceholders(file string) []error {
	shipped, err := shippedWords(e.id)
	if err != nil {
		return []error{err}
	}
	var errs []error
	for key, lines := range e.words.Says {
		have, ok := shipped.Says[key]
		if !ok {
			errs = append(errs, &load.Error{File: file, Problem: fmt.Sprintf("no wording of this question is called %q%s", key, load.DidYouMean(key, keysOf(shipped.Says)))})
			continue
		}
		valid := append(words.Fields(strings.Join(have, "\n")), commonFields...)
		for _, field := range words.Fields(strings.Join(lines, "\n")) {
			if !contains(valid, field) {
				errs = append(errs, &load.Error{File: file, Problem: fmt.Sprintf("unknown placeholder {%s} in the wording %q%s", field, key, load.DidYouMean(field, valid))})
			}
		}
	}
	return errs
}

// commonFields are placeholders that any wording may use.
var commonFields = []string{"network", "billing", "contact"}

// IDs lists the ids of all intents.
func (c *Catalogue) IDs() []string {
	var ids []string
	for _, i := range intents() {
		ids = append(ids, i.id)
	}
	return ids
}

// load decodes the words of all intents, once.
func (c *Catalogue) load() error {
	c.once.Do(func() { c.err = c.read() })
	return c.err
}

func (c *Catalogue) read() error {
	list := intents()
	c.entries = make([]*entry, len(list))
	c.byID = make(map[string]*entry, len(list))
	errs := make([]error, len(list))
	var work sync.WaitGroup
	for i, in := range list {
		c.entries[i] = &entry{intent: in}
		c.byID[in.id] = c.entries[i]
	}
	// Decoding YAML is the most of what the first question costs; it runs side
	// by side.
	const workers = 2
	for w := range workers {
		work.Go(func() {
			for i := w; i < len(list); i += workers {
				errs[i] = c.entries[i].decode(c.overlay)
			}
		})
	}
	work.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for name, into := range map[string]any{"signs.yaml": &c.signs, "fragment.yaml": &c.fragments, "meaning.yaml": &c.meanings} {
		data, err := files.ReadFile(name)
		if err == nil {
			err = load.Decode("answers/"+name, data, into)
		}
		if err != nil {
			return err
		}
	}
	var vocabulary []string
	for _, e := range c.entries {
		for _, q := range e.words.Questions {
			vocabulary = append(vocabulary, pieces(plain(q))...)
		}
	}
	var err error
	if c.lexicon, err = newLexicon(vocabulary); err != nil {
		return err
	}
	c.index()
	return nil
}

// decode reads the shipped words and the network's over them.
func (e *entry) decode(overlay fs.FS) error {
	var err error
	if e.words, err = shippedWords(e.id); err != nil || overlay == nil {
		return err
	}
	name := path.Join("answers", e.id+".yaml")
	data, err := fs.ReadFile(overlay, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return load.Decode(name, data, &e.words)
}

func shippedWords(id string) (Words, error) {
	var w Words
	data, err := files.ReadFile(id + ".yaml")
	if err != nil {
		return w, err
	}
	return w, load.Decode(path.Join("answers", id+".yaml"), data, &w)
}

// index turns cues and samples into features and weighs the terms.
func (c *Catalogue) index() {
	seenIn := map[string]int{}
	noTrace := &parser.Trace{}
	for _, e := range c.entries {
		e.vocabulary = map[string]bool{}
		for _, text := range e.words.Cues {
			q := parseCue(text)
			e.cues = append(e.cues, q)
			for _, g := range q.groups {
				for _, term := range g.any {
					e.vocabulary[term] = e.vocabulary[term] || !g.not
				}
			}
		}
		for _, text := range e.words.Questions {
			s := sample{text: text, features: map[string]bool{}}
			for _, f := range c.lexicon.read(text, noTrace).features {
				s.features[f.names[0]] = true
				e.vocabulary[f.names[0]] = true
			}
			s.thin = isThin(s.features)
			e.samples = append(e.samples, s)
		}
		for name, in := range e.vocabulary {
			if in {
				seenIn[name]++
			}
		}
	}
	c.weights = make(map[string]float64, len(seenIn))
	for name, n := range seenIn {
		most := maxWeight
		if strings.HasPrefix(name, "~") {
			most = unknownWeight // a word that is no term says no more for being rare here
			if c.lexicon.neutral[name[1:]] {
				most = neutralWeight
			}
		}
		c.weights[name] = summable(min(math.Log(1+float64(len(c.entries))/float64(n)), most))
	}
	for _, e := range c.entries {
		for i := range e.samples {
			for name := range e.samples[i].features {
				e.samples[i].weight += c.weights[name]
			}
		}
	}
}

// summable rounds a weight so that a sum of them is the same in any order: two answers
// that score alike must not change places from run to run.
func summable(weight float64) float64 { return math.Round(weight*1024) / 1024 }

// isThin tells features of which alone nothing follows.
func isThin(features map[string]bool) bool {
	for name := range features {
		switch name {
		case "what", "who", "how", "when", "where", "howmany", "howmuch", "call", "number", "us", "them", "before", "customer", "caller", "callee", "provider", "pbx", "phone", "device", "ticket":
		default:
			return false
		}
	}
	return len(features) < 2
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// keysOf are the keys of a map in order.
func keysOf[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
