package network

import (
	"errors"
	"fmt"
	"strings"
)

// pattern is one wording of the dictionary, taken apart. It is written as words
// in a row:
//
//	insufficient funds     these words
//	insuf*                 words that begin so
//	no|zero|low balance    either of these
//	not_enough|no balance  the same, where one of them is two words
//	<money>                any wording of the class of this name
//	more?                  this word or not
//	..                     up to three other words
//	^ $                    the beginning and the end of the text
//
// Small words ("the", "is", "de") count nowhere.
type pattern struct {
	source     string
	start, end bool
	terms      []term
}

// term is one place of a pattern.
type term struct {
	gap      bool
	optional bool
	// forms are what may stand here, each a row of words.
	forms []form
}

type form []wordTest

// wordTest is a word, or the beginning of one.
type wordTest struct {
	text   string
	prefix bool
}

func (t wordTest) holds(word string) bool {
	if t.prefix {
		return strings.HasPrefix(word, t.text)
	}
	return word == t.text
}

// maxGap is how many words may stand between two parts of a wording.
const maxGap = 3

// parsePattern reads a wording. classes are the named lists it may refer to.
func parsePattern(text string, classes map[string][]form) (*pattern, error) {
	p := &pattern{source: text}
	fields := strings.Fields(text)
	for i, f := range fields {
		switch {
		case f == "^" && i == 0:
			p.start = true
		case f == "$" && i == len(fields)-1:
			p.end = true
		case f == "..":
			p.terms = append(p.terms, term{gap: true})
		default:
			t, err := parseTerm(f, classes)
			if err != nil {
				return nil, err
			}
			if len(t.forms) > 0 {
				p.terms = append(p.terms, t)
			}
		}
	}
	if len(p.terms) == 0 {
		return nil, errors.New("nothing is left of it but small words, which count nowhere")
	}
	if first, last := p.terms[0], p.terms[len(p.terms)-1]; first.gap || first.optional || last.gap {
		return nil, errors.New("it must begin with a word that is always there, and must not end with a gap (..)")
	}
	return p, nil
}

func parseTerm(field string, classes map[string][]form) (term, error) {
	var t term
	field, t.optional = strings.CutSuffix(field, "?")
	for _, part := range strings.Split(field, "|") {
		if name, ok := strings.CutPrefix(part, "<"); ok {
			name = strings.TrimSuffix(name, ">")
			if classes[name] == nil {
				return t, &unknownClass{name}
			}
			t.forms = append(t.forms, classes[name]...)
			continue
		}
		f, err := parseForm(part)
		if err != nil {
			return t, err
		}
		if len(f) == 0 {
			// A small word is never there to be seen.
			t.optional = true
			continue
		}
		t.forms = append(t.forms, f)
	}
	return t, nil
}

// unknownClass is a <name> that words: does not have.
type unknownClass struct{ name string }

func (e *unknownClass) Error() string { return fmt.Sprintf("<%s> is no list of words", e.name) }

// parseForm reads words in a row, each with or without a * at its end.
func parseForm(text string) (form, error) {
	var f form
	for _, w := range strings.Fields(text) {
		stem, prefix := strings.CutSuffix(w, "*")
		if strings.ContainsAny(stem, "*<>|^$") {
			return nil, fmt.Errorf("%q is not understood here: write words, with * only at the end of one", w)
		}
		words := wordlist(stem)
		for i, word := range words {
			f = append(f, wordTest{text: word, prefix: prefix && i == len(words)-1})
		}
	}
	return f, nil
}

// find tells whether the pattern begins at words[at], and how many words it takes.
func (p *pattern) find(words []string, at int) (taken int, ok bool) {
	if p.start && at != 0 {
		return 0, false
	}
	end, ok := p.match(words, at, p.terms)
	return end - at, ok
}

func (p *pattern) match(words []string, at int, terms []term) (end int, ok bool) {
	if len(terms) == 0 {
		return at, !p.end || at == len(words)
	}
	t, rest := &terms[0], terms[1:]
	if t.gap {
		for skip := 0; skip <= maxGap && at+skip < len(words); skip++ {
			if end, ok = p.match(words, at+skip, rest); ok {
				return end, true
			}
		}
		return 0, false
	}
	for _, f := range t.forms {
		if !f.at(words, at) {
			continue
		}
		if end, ok = p.match(words, at+len(f), rest); ok {
			return end, true
		}
	}
	if t.optional {
		return p.match(words, at, rest)
	}
	return 0, false
}

func (f form) at(words []string, at int) bool {
	if at+len(f) > len(words) {
		return false
	}
	for i, test := range f {
		if !test.holds(words[at+i]) {
			return false
		}
	}
	return true
}

// index finds the patterns that may begin at a word without trying them all.
type index struct {
	words    map[string][]int
	prefixes map[string][]int
	all      []*pattern
}

func newIndex(all []*pattern) *index {
	x := &index{words: map[string][]int{}, prefixes: map[string][]int{}, all: all}
	for i, p := range all {
		for _, f := range p.terms[0].forms {
			into := x.words
			if f[0].prefix {
				into = x.prefixes
			}
			if list := into[f[0].text]; len(list) == 0 || list[len(list)-1] != i {
				into[f[0].text] = append(list, i)
			}
		}
	}
	return x
}

// each calls found for every pattern that occurs in words, with the number of
// words that it takes.
func (x *index) each(words []string, found func(i, taken int)) {
	try := func(list []int, at int) {
		for _, i := range list {
			if taken, ok := x.all[i].find(words, at); ok {
				found(i, taken)
			}
		}
	}
	for at, w := range words {
		try(x.words[w], at)
		for n := 1; n <= len(w); n++ {
			if list := x.prefixes[w[:n]]; list != nil {
				try(list, at)
			}
		}
	}
}
