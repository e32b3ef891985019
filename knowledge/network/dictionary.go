package network

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// phraseFile is phrases.yaml: which wordings stand for which sense.
type phraseFile struct {
	// Words are named lists that wordings refer to as <name>.
	Words map[string][]string `yaml:"words"`
	// Headers are words that mark an X- header as one that explains.
	Headers []string `yaml:"headers"`
	// Own are the phrases that RFCs give to a code; they have no sense there.
	Own map[int][]string `yaml:"own_phrases"`
	// Senses are by id; see AllSenses.
	Senses map[string]wordings `yaml:"senses"`
}

// wordings of one sense.
type wordings struct {
	// Any are the wordings; Not are others beside which they do not count.
	Any []string `yaml:"any"`
	Not []string `yaml:"not"`
	// Replace is true where a network's wordings stand in for the shipped ones
	// instead of before them.
	Replace bool `yaml:"replace"`
	// Hits and Near are texts that must and must not have the sense; check tries
	// them.
	Hits []string `yaml:"hits"`
	Near []string `yaml:"near"`
}

// dictionary is phrases.yaml, ready to be asked.
type dictionary struct {
	any, not *index
	// senses and nots tell what any[i] and not[i] belong to.
	senses, nots []Sense
	// own counts the wordings of the network's folder: they come first in any.
	own     int
	headers map[string]bool
	phrases map[int]map[string]bool

	// memo keeps what was read: a carrier's capture repeats a few texts.
	memo  sync.RWMutex
	known map[string][]found
}

// compile takes the wordings apart: the network's own first, then the shipped
// ones. own may be nil.
func compile(shipped, own *phraseFile) (*dictionary, []error) {
	d := &dictionary{headers: map[string]bool{}, phrases: map[int]map[string]bool{}, known: map[string][]found{}}
	c := compiler{file: "phrases.yaml", classes: map[string][]form{}}
	c.addClasses(shipped.Words)
	var all, nots []*pattern
	if own != nil {
		c.addClasses(own.Words)
	}
	for i, f := range []*phraseFile{own, shipped} {
		if f == nil {
			continue
		}
		for _, sense := range ranked {
			if i == 1 && own != nil && own.Senses[string(sense)].Replace {
				continue
			}
			w := f.Senses[string(sense)]
			for _, p := range c.patterns(sense, w.Any) {
				all, d.senses = append(all, p), append(d.senses, sense)
			}
			for _, p := range c.patterns(sense, w.Not) {
				nots, d.nots = append(nots, p), append(d.nots, sense)
			}
		}
		if i == 0 {
			d.own = len(all)
		}
		for _, h := range f.Headers {
			d.headers[h] = true
		}
		for code, phrases := range f.Own {
			for _, phrase := range phrases {
				d.addOwn(code, phrase)
			}
		}
	}
	d.any, d.not = newIndex(all), newIndex(nots)
	return d, c.errs
}

func (d *dictionary) addOwn(code int, phrase string) {
	if d.phrases[code] == nil {
		d.phrases[code] = map[string]bool{}
	}
	d.phrases[code][strings.Join(wordlist(phrase), " ")] = true
}

// compiler gathers the mistakes on the way.
type compiler struct {
	file    string
	classes map[string][]form
	errs    []error
}

func (c *compiler) addClasses(words map[string][]string) {
	for name, list := range words {
		var forms []form
		for _, text := range list {
			f, err := parseForm(text)
			if err == nil && len(f) == 0 {
				err = errors.New("nothing is left of it but small words")
			}
			if err != nil {
				c.wrong(fmt.Sprintf("words: %s: %q: %v", name, text, err))
				continue
			}
			forms = append(forms, f)
		}
		c.classes[name] = forms
	}
}

func (c *compiler) patterns(sense Sense, texts []string) []*pattern {
	var all []*pattern
	for _, text := range texts {
		p, err := parsePattern(text, c.classes)
		if err == nil {
			all = append(all, p)
			continue
		}
		problem := fmt.Sprintf("%s: %q: %v", sense, text, err)
		var unknown *unknownClass
		if errors.As(err, &unknown) {
			problem += load.DidYouMean(unknown.name, keysOf(c.classes))
		}
		c.wrong(problem)
	}
	return all
}

func (c *compiler) wrong(problem string) {
	c.errs = append(c.errs, &load.Error{File: c.file, Problem: problem})
}

func keysOf[V any](m map[string]V) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// found is a sense in one text, with the number of words that say so.
type found struct {
	sense Sense
	taken int
}

// maxKnown bounds the memory of texts.
const maxKnown = 4096

// sensesOf reads a text, or remembers it.
func (d *dictionary) sensesOf(p place, ours bool) []found {
	key := p.text
	if !ours {
		key = "\x00" + key
	}
	d.memo.RLock()
	hits, ok := d.known[key]
	d.memo.RUnlock()
	if ok {
		return hits
	}
	hits = d.read(p.words, ours)
	d.memo.Lock()
	if len(d.known) < maxKnown {
		d.known[key] = hits
	}
	d.memo.Unlock()
	return hits
}

// read finds the senses of one text. Without ours, a network's own wordings are
// left out: they say nothing of another carrier's words. Where one of them
// applies, the shipped ones do not.
func (d *dictionary) read(words []string, ours bool) []found {
	if len(words) == 0 {
		return nil
	}
	var hits []found
	own := false
	d.any.each(words, func(i, taken int) {
		switch mine := i < d.own; {
		case mine && !ours, own && !mine:
			return
		case mine && !own:
			own, hits = true, hits[:0]
		}
		hits = append(hits, found{d.senses[i], taken})
	})
	if len(hits) == 0 {
		return nil
	}
	var barred map[Sense]bool
	d.not.each(words, func(i, _ int) {
		if barred == nil {
			barred = map[Sense]bool{}
		}
		barred[d.nots[i]] = true
	})
	hits = slices.DeleteFunc(hits, func(f found) bool { return barred[f.sense] })
	slices.SortStableFunc(hits, func(a, b found) int {
		return cmp.Or(cmp.Compare(rankOf(a.sense), rankOf(b.sense)), cmp.Compare(b.taken, a.taken))
	})
	return slices.CompactFunc(hits, func(a, b found) bool { return a.sense == b.sense })
}

func rankOf(s Sense) int { return slices.Index(ranked, s) }

// explains tells whether an X- header of this name gives reasons, rather than
// names or numbers that may contain anything.
func (d *dictionary) explains(header string) bool {
	if header == "Error-Info" {
		return true
	}
	for _, w := range wordlist(header) {
		if d.headers[w] {
			return true
		}
	}
	return false
}

// ownPhrase tells a phrase that only repeats its code.
func (d *dictionary) ownPhrase(code int, words []string) bool {
	return d.phrases[code][strings.Join(words, " ")]
}
